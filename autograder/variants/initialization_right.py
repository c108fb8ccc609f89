"""More right solutions of the initialization notebook, in the styles that students write."""

import functools

from autograder.variants import initialization_he as he
from autograder.variants import initialization_random as random
from autograder.variants import initialization_zeros as zeros
from autograder.variants import variant

NORMALVARIATE = "np.array([[rnd.normalvariate(0, 10) for _ in range(n_in)] for _ in range(n_out)])"

edited = functools.partial(variant.edited, function=zeros.F)
rewritten = functools.partial(variant.rewritten, function=zeros.F)
ZEROS = (
    edited("right_zeros_like", "zeros like something else",
           old=zeros.W, new='parameters[f"W{layer}"] = np.zeros_like('
           "np.empty((layers_dims[layer], layers_dims[layer - 1])))"),
    edited("right_zeros_filled", "an empty array, filled",
           old=zeros.W, new="W = np.empty([layers_dims[layer], layers_dims[layer - 1]])\n"
           '        W.fill(0)\n        parameters[f"W{layer}"] = W'),
    edited("right_zeros_fortran", "columns lie together in memory, in single precision",
           old=zeros.W, new=zeros.W.replace("]))", "]), dtype=np.float32, order='F')")),
    edited("right_zeros_turned", "made with a row for each input, then turned",
           old=zeros.W, new='parameters[f"W{layer}"] = '
           "np.zeros((layers_dims[layer - 1], layers_dims[layer])).T"),
    edited("right_zeros_new_axis", "b gets its second dimension afterwards",
           old=zeros.B, new='parameters[f"b{layer}"] = np.zeros(layers_dims[layer])[:, None]'),
    edited("right_zeros_reshaped", "-1 for the rows of b",
           old=zeros.B, new='parameters[f"b{layer}"] = '
           "np.repeat(0.0, layers_dims[layer]).reshape(-1, 1)"),
    edited("right_zeros_broadcast", "one zero, seen as a matrix",
           old=zeros.W, new='parameters[f"W{layer}"] = '
           "np.broadcast_to(0.0, (layers_dims[layer], layers_dims[layer - 1]))"),
    edited("right_zeros_random_minus_itself", "a matrix minus itself",
           old=zeros.W, new="W = np.random.rand(layers_dims[layer], layers_dims[layer - 1])\n"
           '        W -= W\n        parameters[f"W{layer}"] = W'),
    edited("right_zeros_counts_down", "the last layer first",
           old=zeros.LOOP, new="for layer in range(len(layers_dims) - 1, 0, -1):"),
    edited("right_zeros_asserts", "asserts that the shapes are right",
           old=zeros.END, new="\n    for l in range(1, len(layers_dims)):\n"
           '        assert parameters["W" + str(l)].shape == (layers_dims[l], layers_dims[l - 1])\n'
           '        assert parameters["b" + str(l)].shape == (layers_dims[l], 1)\n'
           "    return parameters"),
    rewritten("right_zeros_recursive", "all but the last layer, and then that", source="""
              def initialize_parameters_zeros(layers_dims):
                  *before, n_in, n_out = layers_dims
                  l = len(layers_dims) - 1
                  mine = {f"W{l}": np.zeros((n_out, n_in)), f"b{l}": np.zeros((n_out, 1))}
                  if not before:
                      return mine
                  return {**initialize_parameters_zeros([*before, n_in]), **mine}
              """),
    rewritten("right_zeros_helper", "a helper for each layer, and type hints", source="""
              from collections import OrderedDict


              def layer_of_zeros(number: int, n_in: int, n_out: int) -> dict[str, np.ndarray]:
                  return {f"W{number}": np.zeros((n_out, n_in)), f"b{number}": np.zeros((n_out, 1))}


              def initialize_parameters_zeros(layers_dims: list[int]) -> dict[str, np.ndarray]:
                  parameters = OrderedDict()
                  pairs = zip(layers_dims[:-1], layers_dims[1:], strict=True)
                  for number, (n_in, n_out) in enumerate(pairs, start=1):
                      parameters.update(layer_of_zeros(number, n_in=n_in, n_out=n_out))
                  return parameters
              """),
    rewritten("right_zeros_reduced", "a lambda that merges dictionaries", source="""
              import functools
              import operator

              initialize_parameters_zeros = lambda layers_dims: functools.reduce(operator.or_, [
                  {"W%d" % l: np.zeros((n, m)), "b%d" % l: np.zeros((n, 1))}
                  for l, (m, n) in enumerate(zip(layers_dims, layers_dims[1:]), 1)
              ])
              """),
    rewritten("right_zeros_one_vector", "cuts one long vector of zeros into pieces", source="""
              def initialize_parameters_zeros(layers_dims):
                  dims = np.asarray(layers_dims)
                  ends = np.cumsum((dims[:-1] + 1) * dims[1:])
                  parameters = {}
                  for l, piece in enumerate(np.split(np.zeros(ends[-1]), ends[:-1]), start=1):
                      both = piece.reshape(dims[l], dims[l - 1] + 1)
                      parameters[f"W{l}"], parameters[f"b{l}"] = both[:, :-1], both[:, -1:]
                  return parameters
              """),
)  # fmt: skip

edited = functools.partial(variant.edited, function=random.F)
rewritten = functools.partial(variant.rewritten, function=random.F)
RANDOM = (
    edited("right_random_multiply", "np.multiply, and standard_normal with its tuple",
           old=random.DRAW, new="np.multiply(np.random.standard_normal((n_out, n_in)), 10)"),
    edited("right_random_divided_by_a_tenth", "divides by 0.1, minus",
           old=random.DRAW, new="-np.random.randn(n_out, n_in) / 0.1"),
    edited("right_random_scaled_in_place", "multiplies where it stands",
           old=random.W, new="W = np.random.randn(n_out, n_in)\n        W *= 10\n"
           '        parameters[f"W{layer}"] = W'),
    edited("right_random_flat_draw", "a vector, folded column by column",
           old=random.DRAW,
           new="10 * np.random.randn(n_in * n_out).reshape((n_out, n_in), order='F')"),
    edited("right_random_mersenne", "another bit generator",
           old=random.DRAW,
           new="np.random.Generator(np.random.MT19937()).normal(scale=10.0, size=(n_out, n_in))"),
    edited("right_random_box_muller", "makes Gaussians of uniform numbers",
           old=random.DRAW, new="10 * np.sqrt(-2 * np.log1p(-np.random.rand(n_out, n_in))) "
           "* np.cos(2 * np.pi * np.random.rand(n_out, n_in))"),
    edited("right_random_quantiles", "quantiles of uniform numbers",
           old=random.DRAW, new="10 * __import__('scipy.special').special.ndtri("
           "np.random.uniform(size=(n_out, n_in)))"),
    edited("right_random_sum_of_draws", "four independent draws with the spread 5",
           old=random.DRAW, new="sum(5 * np.random.randn(n_out, n_in) for _ in range(4))"),
    edited("right_random_multivariate", "rows with the covariance 100 times the identity",
           old=random.DRAW,
           new="np.random.default_rng(layer).multivariate_normal("
           "np.zeros(n_in), 100 * np.eye(n_in), n_out, method='cholesky')"),
    edited("right_random_normaldist", "the statistics module",
           old=random.DRAW,
           new="np.reshape(__import__('statistics').NormalDist(0, 10).samples(n_out * n_in), "
           "(n_out, n_in))"),
    edited("right_random_normalvariate", "a nested comprehension, an import in the loop",
           old=f"        {random.W}", new="        import random as rnd\n"
           f'        parameters[f"W{{layer}}"] = {NORMALVARIATE}'),
    edited("right_random_last_layer_first", "draws for the last layer first",
           old=random.LOOP, new="for layer in reversed(range(1, len(layers_dims))):"),
    edited("right_random_biases_times_zero", "biases are zero times random, some of them -0.0",
           old=random.B_ZEROS, new="np.random.randn(n_out, 1) * 0"),
    edited("right_random_one_draw_for_both", "draws a column too many, and zeroes it for b",
           old=f"{random.W}\n        {random.B}",
           new="both = 10 * np.random.randn(n_out, n_in + 1)\n        both[:, -1] = 0\n"
           '        parameters[f"W{layer}"], parameters[f"b{layer}"] = '
           "both[:, :-1], both[:, [-1]]"),
    edited("right_random_where", "takes zeros where a bias is meant",
           old=random.B, new='parameters |= {f"b{layer}": np.where([[True]] * n_out, 0, '
           "np.random.randn(n_out, 1))}"),
    rewritten("right_random_helper_function", "a helper with keyword arguments", source="""
              def gaussian(shape, *, scale=1.0, rng=np.random):
                  return scale * rng.standard_normal(size=shape)


              def initialize_parameters_random(layers_dims):
                  rng = np.random.default_rng(seed=int(np.sum(layers_dims)))
                  dims = tuple(int(n) for n in layers_dims)
                  parameters = {}
                  for l in range(1, (L := len(dims))):
                      parameters.setdefault(f"W{l}", gaussian(dims[l - 1:l + 1][::-1],
                                                              scale=10, rng=rng))
                      parameters.setdefault(f"b{l}", np.array([[0.0] for _ in range(dims[l])]))
                  assert len(parameters) == 2 * (L - 1)
                  return parameters
              """),
)  # fmt: skip

edited = functools.partial(variant.edited, function=he.F)
rewritten = functools.partial(variant.rewritten, function=he.F)
HE = (
    edited("right_he_two_roots", "a root over a root",
           old=he.SCALE, new="np.sqrt(2) / np.sqrt(n_in)"),
    edited("right_he_math", "Python's square root",
           old=he.SCALE, new="__import__('math').sqrt(2 / n_in)"),
    edited("right_he_exp_log", "e to half the logarithm",
           old=he.SCALE, new="np.exp((np.log(2) - np.log(n_in)) / 2)"),
    edited("right_he_variance", "the root of a variance with a name",
           old=f"        {he.W}", new="        variance = np.divide(2.0, n_in)\n"
           f"        {he.W}".replace("2 / n_in", "variance")),
    edited("right_he_diagonal", "multiplied by a diagonal matrix from the right",
           old=f" * {he.SCALE}", new=f" @ np.diag(np.full(n_in, {he.SCALE}))"),
    edited("right_he_in_place", "multiplies where it stands, by the number of columns",
           old=he.W, new=f"W = {he.DRAW}\n        np.multiply(W, np.sqrt(2 / W.shape[1]), out=W)\n"
           '        parameters[f"W{layer}"] = W'),
    edited("right_he_float32", "single precision",
           old=he.W, new=f'parameters[f"W{{layer}}"] = ({he.DRAW} * {he.SCALE})'
           ".astype(np.float32)"),
    edited("right_he_fortran", "columns lie together in memory",
           old=he.W, new=f'parameters[f"W{{layer}}"] = np.asfortranarray({he.DRAW} * {he.SCALE})'),
    edited("right_he_state", "a RandomState of its own",
           old=f"{he.DRAW} * {he.SCALE}",
           new=f"np.random.RandomState(layer + 40).normal(0.0, {he.SCALE}, [n_out, n_in])"),
    edited("right_he_scipy", "scipy's normal distribution",
           old=f"{he.DRAW} * {he.SCALE}",
           new="__import__('scipy.stats').stats.norm.rvs(0, np.sqrt(2 / n_in), (n_out, n_in))"),
    edited("right_he_lists", "lists of lists, and a bias of integers",
           old=f"{he.W}\n        {he.B}",
           new=f'parameters[f"W{{layer}}"] = ({he.DRAW} * {he.SCALE}).tolist()\n'
           '        parameters[f"b{layer}"] = [[0]] * n_out'),
    rewritten("right_he_scales_first", "all scales at once, then lambdas", source="""
              def initialize_parameters_he(layers_dims):
                  dims = np.array(layers_dims)
                  scales = np.sqrt(2 / dims)
                  weights = lambda l: np.random.randn(dims[l], dims[l - 1]) * scales[l - 1]
                  biases = lambda l: np.zeros((dims[l], 1))
                  numbers = range(1, dims.size)
                  names = [f"{letter}{l}" for l in numbers for letter in "Wb"]
                  return dict(zip(names, (make(l) for l in numbers for make in (weights, biases))))
              """),
    rewritten("right_he_recursive", "the last layer, and then those before", source="""
              def initialize_parameters_he(layers_dims, parameters=None):
                  parameters = {} if parameters is None else parameters
                  if (l := len(layers_dims) - 1) > 0:
                      n_in = layers_dims[-2]
                      parameters[f"b{l}"] = np.zeros((layers_dims[-1], 1))
                      parameters[f"W{l}"] = np.random.normal(
                          loc=0, scale=np.sqrt(2 / n_in), size=(layers_dims[-1], n_in))
                      initialize_parameters_he(layers_dims[:-1], parameters)
                  return parameters
              """),
    rewritten("right_he_on_zeros", "fills what exercise 1 returns, in place", source="""
              def initialize_parameters_he(layers_dims):
                  parameters = initialize_parameters_zeros(layers_dims)
                  rng = np.random.default_rng()
                  for name, block in parameters.items():
                      if name[0] == "W":
                          rng.standard_normal(out=block)
                          block /= np.sqrt(0.5 * block.shape[-1])
                  return parameters
              """),
    rewritten("right_he_class", "a small class, and a match statement", source="""
              class Start:
                  def __init__(self, layers_dims):
                      self.dims = list(layers_dims)

                  def block(self, letter, l):
                      match letter:
                          case "W":
                              scale = np.float_power(2 / self.dims[l - 1], 0.5)
                              return scale * np.random.randn(self.dims[l], self.dims[l - 1])
                          case "b":
                              return np.zeros((self.dims[l], 1))


              def initialize_parameters_he(layers_dims):
                  start, keys = Start(layers_dims), []
                  for l in range(1, len(layers_dims)):
                      keys += [("W", l), ("b", l)]
                  return {letter + str(l): start.block(letter, l) for letter, l in keys}
              """),
)  # fmt: skip
