"""Variants of ``initialize_parameters_zeros``."""

import functools

from autograder.variants import variant

F = "initialize_parameters_zeros"
edited = functools.partial(variant.edited, function=F)
rewritten = functools.partial(variant.rewritten, function=F)

LOOP = "for layer in range(1, len(layers_dims)):"
START = "    parameters = {}\n"
END = "\n    return parameters"
W = 'parameters[f"W{layer}"] = np.zeros((layers_dims[layer], layers_dims[layer - 1]))'
B = 'parameters[f"b{layer}"] = np.zeros((layers_dims[layer], 1))'

BUGGED = (
    edited("zeros_last_layer_missing", "the loop ends one too early",
           old=LOOP, new="for layer in range(1, len(layers_dims) - 1):", points=15),
    edited("zeros_first_layer_missing", "the loop starts at 2",
           old=LOOP, new="for layer in range(2, len(layers_dims)):", points=15),
    edited("zeros_one_layer_too_many", "the loop starts at 0, with a W0 of the last layer's size",
           old=LOOP, new="for layer in range(len(layers_dims)):", points=15),
    edited("zeros_returns_in_loop", "the return statement is indented too far",
           old=END, new="\n        return parameters", points=15),
    edited("zeros_counts_from_0", "W0, b0, W1, ...",
           old=f"{W}\n        {B}",
           new=f"{W}\n        {B}".replace("{layer}", "{layer - 1}"), points=15),
    edited("zeros_three_layers_only", "is written out for three layers",
           old=f"{LOOP}\n        ", new="for layer in (1, 2, 3):\n        ", points=15),
    edited("zeros_W_transposed", "a row for each input",
           old=W, new='parameters[f"W{layer}"] = '
           "np.zeros((layers_dims[layer - 1], layers_dims[layer]))", points=16),
    edited("zeros_W_square", "as many columns as rows",
           old=W, new=W.replace("layers_dims[layer - 1]", "layers_dims[layer]"), points=16),
    edited("zeros_b_flat", "b has one dimension",
           old=B, new='parameters[f"b{layer}"] = np.zeros(layers_dims[layer])', points=17),
    edited("zeros_b_row", "b is a row",
           old=B, new='parameters[f"b{layer}"] = np.zeros((1, layers_dims[layer]))', points=17),
    edited("zeros_W_ones", "ones instead of zeros",
           old=W, new=W.replace("zeros", "ones"), points=15),
    edited("zeros_W_small", "small random numbers instead of zeros",
           old=W, new='parameters[f"W{layer}"] = '
           "0.01 * np.random.randn(layers_dims[layer], layers_dims[layer - 1])", points=15),
    edited("zeros_b_ones", "ones in the biases", old=B, new=B.replace("zeros", "ones"), points=18),
    edited("zeros_b_forgotten", "no biases", old=B, new="pass", points=10),
    edited("zeros_lower_case", "w instead of W", old=W, new=W.replace("W{", "w{"), points=6),
    edited("zeros_unnumbered", "each layer overwrites the one before",
           old=f"{W}\n        {B}",
           new=f"{W}\n        {B}".replace("{layer}", ""), points=1),
    edited("zeros_hard_coded", "always the sizes of the notebook's network",
           old=START, new=START + "    layers_dims = [2, 10, 5, 1]\n", points=8),
    edited("zeros_eats_its_argument", "takes the sizes out of the list it was given",
           old=f"{LOOP}\n        ",
           new="sizes, layers_dims = layers_dims, list(layers_dims)\n    sizes.pop()\n"
           f"    {LOOP}\n        ", points=19),
    edited("zeros_refuses_arrays", "asks an array whether it is empty",
           old=START, new=START + "    if not layers_dims:\n        return {}\n", points=19),
    edited("zeros_b_square", "a bias for each pair of units",
           old=B, new=B.replace("1)", "layers_dims[layer])"), points=17),
    edited("zeros_nested", "a dictionary of dictionaries",
           old=END, new="\n    return {'parameters': parameters}", points=1),
    edited("zeros_unfilled", "still raises NotImplementedError",
           old=LOOP, new="raise NotImplementedError\n    " + LOOP, points=0),
    edited("zeros_returns_list", "a list of the arrays",
           old=END, new="\n    return list(parameters.values())", points=0),
    edited("zeros_not_returned", "the return statement is missing", old=END, new="", points=0),
    edited("zeros_misspelt", "np.zeroes", old=W, new=W.replace("zeros", "zeroes"), points=0),
    edited("zeros_no_tuple", "the shape is not in parentheses of its own",
           old=B, new=B.replace("((", "(").replace("))", ")"), points=0),
    edited("zeros_index_too_far", "columns for the layer behind",
           old=W, new=W.replace("layer - 1", "layer + 1"), points=0),
)  # fmt: skip

RIGHT = (
    edited("right_zeros_integers", "integers, and np.full",
           old=W, new='parameters[f"W{layer}"] = np.full('
           "(layers_dims[layer], layers_dims[layer - 1]), 0)"),
    edited("right_zeros_times_random", "zero times a random number, negative zeros among them",
           old=W, new='parameters[f"W{layer}"] = 0 * np.random.randn('
           "layers_dims[layer], layers_dims[layer - 1])"),
    edited("right_zeros_extra_entries", "returns more than it was asked for",
           old=END, new="\n    parameters['L'] = len(layers_dims) - 1\n"
           "    parameters['layers_dims'] = layers_dims\n    return parameters"),
    rewritten("right_zeros_comprehension", "two dictionary comprehensions and zip", source="""
              def initialize_parameters_zeros(layers_dims):
                  sizes = list(enumerate(zip(layers_dims[1:], layers_dims), start=1))
                  weights = {f"W{l}": np.zeros(size) for l, size in sizes}
                  return {**weights, **{f"b{l}": np.zeros((n, 1)) for l, (n, _) in sizes}}
              """),
    rewritten("right_zeros_lists", "lists of lists, filled by while loops", source="""
              def initialize_parameters_zeros(layers_dims):
                  parameters, l = dict(), 1
                  while l < len(layers_dims):
                      W, b = [], []
                      for _ in range(layers_dims[l]):
                          W.append([0.0] * layers_dims[l - 1])
                          b.append([0])
                      parameters["W" + str(l)], parameters["b" + str(l)] = W, b
                      l += 1
                  return parameters
              """),
)  # fmt: skip
