"""Variants of ``initialize_parameters_random``."""

import functools

from autograder.variants import variant

F = "initialize_parameters_random"
edited = functools.partial(variant.edited, function=F)
rewritten = functools.partial(variant.rewritten, function=F)

LOOP = "for layer in range(1, len(layers_dims)):"
START = "    parameters = {}\n"
END = "\n    return parameters"
DRAW = "np.random.randn(n_out, n_in) * 10"
W = f'parameters[f"W{{layer}}"] = {DRAW}'
B = 'parameters[f"b{layer}"] = np.zeros((n_out, 1))'
B_ZEROS = "np.zeros((n_out, 1))"

BUGGED = (
    edited("random_last_layer_missing", "the loop ends one too early",
           old=LOOP, new="for layer in range(1, len(layers_dims) - 1):", points=25),
    edited("random_returns_in_loop", "the return statement is indented too far",
           old=END, new="\n        return parameters", points=25),
    edited("random_counts_from_0", "W0, b0, W1, ...",
           old=f"{W}\n        {B}",
           new=f"{W}\n        {B}".replace("{layer}", "{layer - 1}"), points=25),
    edited("random_W_transposed", "a row for each input",
           old=DRAW, new="np.random.randn(n_in, n_out) * 10", points=26),
    edited("random_b_flat", "b has one dimension", old=B_ZEROS, new="np.zeros(n_out)", points=28),
    edited("random_b_drawn_too", "the biases are random and large, too",
           old=B_ZEROS, new="np.random.randn(n_out, 1) * 10", points=28),
    edited("random_b_ones", "the biases are one",
           old=B_ZEROS, new="np.ones((n_out, 1))", points=28),
    edited("random_b_forgotten", "no biases", old=B, new="pass", points=21),
    edited("random_small", "times 0.01", old=DRAW, new="np.random.randn(n_out, n_in) * 0.01",
           points=22),
    edited("random_unscaled", "the factor is missing",
           old=DRAW, new="np.random.randn(n_out, n_in)", points=22),
    edited("random_divided", "divided by 10",
           old=DRAW, new="np.random.randn(n_out, n_in) / 10", points=22),
    edited("random_variance", "takes 10 for the variance",
           old=DRAW, new="np.random.normal(0, np.sqrt(10), (n_out, n_in))", points=22),
    edited("random_last_layer_unscaled", "the factor is missing in the last layer",
           old=DRAW, new="np.random.randn(n_out, n_in) * (10 if layer + 1 < len(layers_dims) "
           "else 1)", points=22),
    edited("random_uniform", "rand instead of randn",
           old=DRAW, new="np.random.rand(n_out, n_in) * 10", points=25),
    edited("random_uniform_both_sides", "uniform between -10 and 10",
           old=DRAW, new="np.random.uniform(-10, 10, (n_out, n_in))", points=25),
    edited("random_integers", "integers between -10 and 9",
           old=DRAW, new="np.random.randint(-10, 10, (n_out, n_in))", points=14),
    edited("random_added", "adds 10 instead of multiplying by it",
           old=DRAW, new="np.random.randn(n_out, n_in) + 10", points=17),
    edited("random_around_10", "10 is the mean, not the standard deviation",
           old=DRAW, new="np.random.normal(10, 1, (n_out, n_in))", points=17),
    edited("random_off_centre", "the right factor around the mean 1",
           old=DRAW, new="np.random.normal(1, 10, (n_out, n_in))", points=25),
    edited("random_one_sided", "the absolute value",
           old=DRAW, new="abs(np.random.randn(n_out, n_in)) * 10", points=17),
    edited("random_rows_alike", "draws one row for all units",
           old=DRAW, new="np.random.randn(1, n_in) * np.ones((n_out, 1)) * 10", points=27),
    edited("random_columns_alike", "draws one column for all inputs",
           old=DRAW, new="np.random.randn(n_out, 1) * np.ones((1, n_in)) * 10", points=27),
    edited("random_rounded", "rounds the weights to two decimals",
           old=DRAW, new=f"np.round({DRAW}, 2)", points=27),
    edited("random_rounded_and_small", "rounds the weights to two decimals, times 1",
           old=DRAW, new="np.round(np.random.randn(n_out, n_in), 2)", points=19),
    edited("random_one_number", "draws one number for the whole layer",
           old=DRAW, new="np.random.randn() * np.ones((n_out, n_in)) * 10", points=14),
    edited("random_one_column", "draws a vector instead of a matrix",
           old=DRAW, new="np.random.randn(n_out) * 10", points=10),
    edited("random_still_zero", "the zeros of exercise 1",
           old=DRAW, new="np.zeros((n_out, n_in)) * 10", points=14),
    edited("random_hard_coded", "always the sizes of the notebook's network",
           old=START, new=START + "    layers_dims = [2, 10, 5, 1]\n", points=3),
    edited("random_eats_its_argument", "takes the sizes out of the list it was given",
           old=LOOP, new="sizes, layers_dims = layers_dims, list(layers_dims)\n    sizes.pop(0)\n"
           f"    {LOOP}", points=29),
    edited("random_refuses_tuples", "copies by a method that only lists have",
           old=LOOP, new="layers_dims = layers_dims.copy()\n    " + LOOP, points=29),
    edited("random_squared_factor", "times 10 twice",
           old=DRAW, new=DRAW + " * 10", points=22),
    edited("random_power", "to the power of 10", old=DRAW,
           new="np.random.randn(n_out, n_in) ** 10", points=17),
    edited("random_first_layer_missing", "the loop starts at 2",
           old=LOOP, new="for layer in range(2, len(layers_dims)):", points=25),
    edited("random_unfilled", "still raises NotImplementedError",
           old=LOOP, new="raise NotImplementedError\n    " + LOOP, points=0),
    edited("random_returns_list", "a list of the arrays",
           old=END, new="\n    return list(parameters.values())", points=0),
    edited("random_not_returned", "the return statement is missing", old=END, new="", points=0),
    edited("random_misspelt", "np.random.rnd",
           old=DRAW, new="np.random.rnd(n_out, n_in) * 10", points=0),
    edited("random_shape_as_tuple", "hands randn a tuple",
           old=DRAW, new="np.random.randn((n_out, n_in)) * 10", points=0),
)  # fmt: skip

RIGHT = (
    edited("right_random_normal", "np.random.normal with its parameters",
           old=DRAW, new="np.random.normal(0, 10, size=(n_out, n_in))"),
    edited("right_random_generator", "a Generator without a seed",
           old=DRAW, new="10 * np.random.default_rng().standard_normal((n_out, n_in))"),
    edited("right_random_unseeded", "no seed",
           old="    np.random.seed(3)  # so that your figures are those of the text\n", new=""),
    edited("right_random_seeds_each_layer", "the seed stands inside the loop",
           old=f"        {W}", new=f"        np.random.seed(3)\n        {W}"),
    edited("right_random_float32", "single precision",
           old=DRAW, new="np.float32(10 * np.random.randn(n_out, n_in))"),
    edited("right_random_state", "a RandomState of its own, and a matrix filled in place",
           old=W, new="W = np.empty((n_out, n_in))\n"
           "        W[...] = np.random.RandomState(layer).randn(*W.shape)\n"
           '        parameters[f"W{layer}"] = W * 10'),
    edited("right_random_scipy", "scipy's normal distribution",
           old=DRAW, new="__import__('scipy.stats').stats.norm(scale=10).rvs((n_out, n_in))"),
    edited("right_random_noisy", "prints and warns on the way",
           old=f"        {W}", new="        import warnings\n"
           "        warnings.warn('large weights')\n        print(layer, n_out, n_in)\n"
           f"        {W}"),
    rewritten("right_random_loops", "entry by entry, with the standard library", source="""
              def initialize_parameters_random(layers_dims):
                  import random
                  parameters = {}
                  for l in range(len(layers_dims) - 1):
                      rows, columns = layers_dims[l + 1], layers_dims[l]
                      W = [[random.gauss(0, 10) for _ in range(columns)] for _ in range(rows)]
                      parameters["W%d" % (l + 1)] = W
                      parameters["b%d" % (l + 1)] = [[0.0]] * rows
                  return parameters
              """),
    rewritten("right_random_on_zeros", "fills what exercise 1 returns", source="""
              def initialize_parameters_random(layers_dims):
                  parameters = initialize_parameters_zeros(layers_dims)
                  for name in [name for name in parameters if name.startswith("W")]:
                      parameters[name] += np.random.standard_normal(parameters[name].shape) * 10
                  return parameters
              """),
)  # fmt: skip
