"""Variants of ``initialize_parameters_he``."""

import functools

from autograder.variants import variant
from autograder.variants.variant import Edit, Rewrite, Variant

F = "initialize_parameters_he"
edited = functools.partial(variant.edited, function=F)
rewritten = functools.partial(variant.rewritten, function=F)

LOOP = "for layer in range(1, len(layers_dims)):"
START = "    parameters = {}\n"
END = "\n    return parameters"
DRAW = "np.random.randn(n_out, n_in)"
SCALE = "np.sqrt(2 / n_in)"
W = f'parameters[f"W{{layer}}"] = {DRAW} * {SCALE}'
B = 'parameters[f"b{layer}"] = np.zeros((n_out, 1))'
B_ZEROS = "np.zeros((n_out, 1))"

ON_RANDOM = """
    def initialize_parameters_he(layers_dims):
        parameters = initialize_parameters_random(layers_dims)
        for l in range(1, len(layers_dims)):
            parameters[f"W{l}"] = parameters[f"W{l}"] / 10 * np.sqrt(2 / layers_dims[l - 1])
        return parameters
    """

BUGGED = (
    edited("he_last_layer_missing", "the loop ends one too early",
           old=LOOP, new="for layer in range(1, len(layers_dims) - 1):", points=43),
    edited("he_counts_from_0", "W0, b0, W1, ...",
           old=f"{W}\n        {B}",
           new=f"{W}\n        {B}".replace("{layer}", "{layer - 1}"), points=43),
    edited("he_returns_in_loop", "the return statement is indented too far",
           old=END, new="\n        return parameters", points=35),
    edited("he_W_transposed", "a row for each input",
           old=DRAW, new="np.random.randn(n_in, n_out)", points=44),
    edited("he_same_matrix", "draws one matrix and scales it for each layer",
           old=W, new="if layer == 1:\n"
           f"            drawn = {DRAW}\n"
           f'        parameters[f"W{{layer}}"] = drawn * {SCALE}', points=44),
    edited("he_b_flat", "b has one dimension", old=B_ZEROS, new="np.zeros(n_out)", points=47),
    edited("he_b_drawn_too", "the biases are drawn and scaled like the weights",
           old=B_ZEROS, new=f"np.random.randn(n_out, 1) * {SCALE}", points=47),
    edited("he_b_small", "small constant biases",
           old=B_ZEROS, new="np.full((n_out, 1), 0.01)", points=47),
    edited("he_without_root", "the square root is missing", old=SCALE, new="(2 / n_in)", points=37),
    edited("he_root_of_2_only", "the root is closed too early",
           old=SCALE, new="np.sqrt(2) / n_in", points=37),
    edited("he_xavier", "the root of 1/n", old=SCALE, new="np.sqrt(1 / n_in)", points=37),
    edited("he_upside_down", "n/2 instead of 2/n", old=SCALE, new="np.sqrt(n_in / 2)", points=37),
    edited("he_variance_for_deviation", "hands np.random.normal the variance",
           old=f"{DRAW} * {SCALE}", new="np.random.normal(0, 2 / n_in, (n_out, n_in))", points=37),
    edited("he_glorot", "Glorot's formula, with both sizes",
           old=SCALE, new="np.sqrt(2 / (n_in + n_out))", points=29),
    edited("he_fan_out", "takes the size of the layer itself",
           old=SCALE, new="np.sqrt(2 / n_out)", points=42),
    edited("he_inputs_only", "takes the size of the input for every layer",
           old=SCALE, new="np.sqrt(2 / layers_dims[0])", points=42),
    edited("he_two_layers_before", "an index too low",
           old=SCALE, new="np.sqrt(2 / layers_dims[layer - 2])", points=42),
    edited("he_one_input_more", "counts the bias as an input",
           old=SCALE, new="np.sqrt(2 / (n_in + 1))", points=42),
    edited("he_one_input_fewer", "n - 1, kept from being zero",
           old=SCALE, new="np.sqrt(2 / max(n_in - 1, 1))", points=42),
    edited("he_ten_inputs_at_least", "as if there were ten inputs where there are fewer",
           old=SCALE, new="np.sqrt(2 / max(n_in, 10))", points=42),
    edited("he_one_half_at_most", "a factor that is kept from being large",
           old=SCALE, new="min(np.sqrt(2 / n_in), 0.5)", points=42),
    edited("he_ten", "still times 10", old=SCALE, new="10", points=29),
    edited("he_hundredth", "times 0.01", old=SCALE, new="0.01", points=29),
    edited("he_unscaled", "the factor is missing", old=f" * {SCALE}", new="", points=29),
    edited("he_added", "adds the factor", old=f" * {SCALE}", new=f" + {SCALE}", points=23),
    edited("he_whole_number_division", "2 // n is 0", old=SCALE, new="np.sqrt(2 // n_in)",
           points=20),
    edited("he_uniform", "rand instead of randn",
           old=DRAW, new="np.random.rand(n_out, n_in)", points=44),
    edited("he_uniform_of_right_spread", "uniform with He's variance",
           old=f"{DRAW} * {SCALE}",
           new="np.random.uniform(-1, 1, (n_out, n_in)) * np.sqrt(6 / n_in)", points=44),
    edited("he_truncated", "a Gaussian cut off at two standard deviations, scaled back to He's",
           old=DRAW, new="__import__('scipy.stats').stats.truncnorm.rvs(-2, 2, "
           "size=(n_out, n_in)) / 0.8796256610342398", points=44),
    edited("he_rows_alike", "draws one row for all units",
           old=DRAW, new="np.random.randn(1, n_in) * np.ones((n_out, 1))", points=47),
    edited("he_rounded", "rounds the weights to two decimals",
           old=f"{DRAW} * {SCALE}", new=f"np.round({DRAW} * {SCALE}, 2)", points=47),
    edited("he_signs_only", "the right spread, and nothing but signs",
           old=DRAW, new="np.sign(np.random.randn(n_out, n_in))", points=41),
    edited("he_still_zero", "the zeros of exercise 1",
           old=DRAW, new="np.zeros((n_out, n_in))", points=20),
    edited("he_hard_coded", "always the sizes of the notebook's network",
           old=START, new=START + "    layers_dims = [2, 10, 5, 1]\n", points=4),
    edited("he_eats_its_argument", "writes into the list it was given",
           old=LOOP, new="sizes, layers_dims = layers_dims, list(layers_dims)\n    sizes[0] = 0\n"
           f"    {LOOP}", points=49),
    edited("he_refuses_arrays", "asks an array whether it is empty",
           old=START, new=START + "    if not layers_dims:\n        return {}\n", points=49),
    edited("he_root_over_n", "2 over the root", old=SCALE, new="2 / np.sqrt(n_in)", points=37),
    edited("he_biases_missing", "no biases", old=B, new="pass", points=37),
    edited("he_first_layer_unscaled", "the input counts as one that needs no scale", old=SCALE,
           new="(np.sqrt(2 / n_in) if layer > 1 else 1)", points=29),
    edited("he_number_of_layers", "2 over the number of layers",
           old=SCALE, new="np.sqrt(2 / len(layers_dims))", points=29),
    edited("he_unfilled", "still raises NotImplementedError",
           old=LOOP, new="raise NotImplementedError\n    " + LOOP, points=0),
    edited("he_returns_list", "a list of the arrays",
           old=END, new="\n    return list(parameters.values())", points=0),
    edited("he_not_returned", "the return statement is missing", old=END, new="", points=0),
    edited("he_misspelt", "np.squrt", old=SCALE, new="np.squrt(2 / n_in)", points=0),
    Variant("he_on_wrong_random", "rests on exercise 2, and the slip is there",
            (Edit("initialize_parameters_random", "* 10", "* 100"), Rewrite(F, ON_RANDOM)),
            {"initialize_parameters_random": 22}),
)  # fmt: skip

RIGHT = (
    edited("right_he_divided", "divides by the inverse root",
           old=f" * {SCALE}", new=" / np.sqrt(n_in / 2)"),
    edited("right_he_power", "a power instead of np.sqrt", old=SCALE, new="(2.0 / n_in) ** 0.5"),
    edited("right_he_normal", "np.random.normal with its parameters",
           old=f"{DRAW} * {SCALE}", new=f"np.random.normal(scale={SCALE}, size=(n_out, n_in))"),
    edited("right_he_generator", "a Generator with a seed of its own",
           old=f"{DRAW} * {SCALE}",
           new="np.random.default_rng([3, layer]).normal(0, np.sqrt(2 / n_in), (n_out, n_in))"),
    edited("right_he_seeds_each_layer", "the seed stands inside the loop",
           old=f"        {W}", new=f"        np.random.seed(3)\n        {W}"),
    edited("right_he_unseeded", "no seed",
           old="    np.random.seed(3)  # so that your figures are those of the text\n", new=""),
    edited("right_he_drawn_transposed", "drawn with a row per input, then turned",
           old=DRAW, new="np.random.randn(n_in, n_out).T"),
    rewritten("right_he_on_random", "rests on exercise 2", source=ON_RANDOM),
    rewritten("right_he_comprehension", "one dictionary comprehension per letter", source="""
              def initialize_parameters_he(layers_dims):
                  dims = list(layers_dims)
                  draw = np.random.default_rng().standard_normal
                  L = range(1, len(dims))
                  W = {f"W{l}": draw((dims[l], dims[l - 1])) * (2 / dims[l - 1]) ** 0.5 for l in L}
                  return W | {f"b{l}": np.zeros((dims[l], 1), dtype=int) for l in L}
              """),
    rewritten("right_he_loops", "entry by entry", source="""
              def initialize_parameters_he(layers_dims):
                  parameters = {}
                  for l in range(1, len(layers_dims)):
                      W = np.zeros((layers_dims[l], layers_dims[l - 1]))
                      for i in range(W.shape[0]):
                          for j in range(W.shape[1]):
                              W[i, j] = np.random.randn()
                      parameters["W" + str(l)] = W * np.sqrt(2.0 / W.shape[1])
                      parameters["b" + str(l)] = np.zeros(shape=[layers_dims[l], 1])
                  return parameters
              """),
    rewritten("right_he_one_long_draw", "draws all numbers at once and cuts them up", source="""
              def initialize_parameters_he(layers_dims):
                  shapes = [(n, m) for m, n in zip(layers_dims[:-1], layers_dims[1:])]
                  numbers = np.random.standard_normal(sum(n * m for n, m in shapes))
                  parameters = {}
                  for l, (n, m) in enumerate(shapes, 1):
                      mine, numbers = np.split(numbers, [n * m])
                      parameters[f"W{l}"] = mine.reshape(n, m) * np.sqrt(2 / m)
                      parameters[f"b{l}"] = np.zeros((n, 1))
                  return parameters
              """),
)  # fmt: skip
