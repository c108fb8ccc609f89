"""Right solutions of the deep-network notebook: from the parameters to the cost."""

from autograder.variants.deep_network_check import COST, FORWARD, ITS_COST
from autograder.variants.variant import Edit, Variant, edited, rewritten


def _made(name: str, reason: str, source: str) -> Variant:
    """Return a variant that makes the cost from AL and Y, or caches, in its own way."""
    forward = FORWARD.replace("AL, _", "AL, caches")
    source = source.replace("\n", "\n    ")
    return edited(name, reason, COST, f"{FORWARD}\n    {ITS_COST}", f"{forward}\n    {source}")


RIGHT = (
    edited("right_cost_in_an_array", "a (1, 1) array where a number is meant", COST,
           ITS_COST, "cost = np.array([[compute_cost(AL, Y)]])"),
    edited("right_cost_by_name", "names its arguments", COST, FORWARD,
           "AL, caches = L_model_forward(parameters=parameters, X=X,\n"
           "        hidden_layers_activation_fn=hidden_layers_activation_fn)"),
    edited("right_cost_without_a_shape", "a 0-d array where a number is meant", COST,
           ITS_COST, "cost = np.squeeze(compute_cost(A=AL, Y=Y))"),
    edited("right_cost_none_by_default", "tanh where the activation is None", COST,
           'hidden_layers_activation_fn="tanh"):', "hidden_layers_activation_fn=None):\n"
           '    hidden_layers_activation_fn = hidden_layers_activation_fn or "tanh"'),
    edited("right_one_line", "calls one in the other", COST, f"{FORWARD}\n    {ITS_COST}",
           "cost = compute_cost("
           "L_model_forward(X, parameters, hidden_layers_activation_fn)[0], Y)"),
    Variant("right_cost_of_copies", "copies everything first",
            (Edit(COST, FORWARD, "import copy\n    X, Y, parameters = copy.deepcopy((X, Y, "
                  f"parameters))\n    {FORWARD}"),)),
    _made("right_own_entropy", "writes the cross-entropy out",
          "m = Y.shape[1]\ncost = -(Y @ np.log(AL).T + (1 - Y) @ np.log(1 - AL).T) / m"),
    _made("right_cost_with_where", "chooses by the label",
          "cost = -np.mean(np.where(Y == 1, np.log(AL), np.log1p(-AL)))"),
    _made("right_cost_by_masks", "sums both kinds of examples apart",
          "cost = (-np.log(AL[Y == 1]).sum() - np.log(1 - AL[Y == 0]).sum()) / AL.size"),
    _made("right_cost_of_the_error", "the probability of the right label, by a distance",
          "cost = np.average(-np.log(1 - np.abs(Y - AL)))"),
    _made("right_cost_of_logits", "log-sum-exp, from the last Z",
          "Z = caches[-1][1]\ncost = np.mean(np.logaddexp(0, Z) - Y * Z)"),
    _made("right_cost_of_a_likelihood", "the logarithm of a product",
          "cost = -np.log(np.prod(AL**Y * (1 - AL) ** (1 - Y))) / X.shape[1]"),
    _made("right_cost_by_einsum", "contracts, and keeps clear of log(0)",
          "AL = AL.clip(1e-15, 1 - 1e-15)\nlogs = np.log(np.concatenate([AL, 1 - AL]))\n"
          'cost = -np.einsum("kj,kj->", logs, np.vstack([Y, 1 - Y])) / logs.shape[1]'),
    _made("right_cost_with_a_tiny_epsilon", "a tiny epsilon in the logarithms, summed by ones",
          "logs = np.multiply(Y, np.log(AL + 1e-12))\n"
          "np.add(logs, np.multiply(1 - Y, np.log(1 - AL + 1e-12)), out=logs)\n"
          "cost = -logs @ np.ones((logs.shape[1], 1)) / logs.shape[1]"),
    _made("right_cost_by_math", "loops over the examples with math.log",
          "import math\ncost = 0\nfor a, y in zip(AL.ravel().tolist(), Y.ravel()):\n"
          "    cost -= math.log(a) if y else math.log(1 - a)\ncost /= len(AL[0])"),
    rewritten("right_cost_example_by_example", "a forward pass for each example", COST, """
              def forward_prop_cost(X, parameters, Y, hidden_layers_activation_fn="tanh"):
                  costs = []
                  for j in range(X.shape[1]):
                      x, y = X[:, j : j + 1], Y[:, [j]]
                      a, _ = L_model_forward(x, parameters, hidden_layers_activation_fn)
                      costs.append(compute_cost(a, y))
                  return sum(costs) / len(costs)
              """),
    rewritten("right_cost_by_halves", "recursive, over halves of the examples", COST, """
              def forward_prop_cost(X, parameters, Y, hidden_layers_activation_fn="tanh"):
                  m = X.shape[1]
                  if m == 1:
                      AL = L_model_forward(X, parameters, hidden_layers_activation_fn)[0]
                      return compute_cost(AL, Y)
                  half = m // 2
                  first, second = (
                      forward_prop_cost(X[:, part], parameters, Y[:, part],
                                        hidden_layers_activation_fn)
                      for part in (slice(None, half), slice(half, None))
                  )
                  return (half * first + (m - half) * second) / m
              """),
    rewritten("right_cost_own_network", "goes through the layers itself", COST, """
              HIDDEN = {"tanh": np.tanh, "relu": lambda z: z * (z > 0),
                        "sigmoid": lambda z: 0.5 * (1 + np.tanh(z / 2))}

              def forward_prop_cost(X: np.ndarray, parameters: dict, Y: np.ndarray,
                                    hidden_layers_activation_fn: str = "tanh") -> float:
                  assert X.shape[1] == Y.shape[1], "one label per example"
                  A, L = X, len(parameters) // 2
                  for l in range(1, L + 1):
                      Z = np.dot(parameters["W" + str(l)], A) + parameters["b" + str(l)]
                      A = HIDDEN[hidden_layers_activation_fn if l < L else "sigmoid"](Z)
                  losses = -np.log(np.choose(Y.astype(int), [1 - A, A]))
                  return losses.mean(axis=1)
              """),
    rewritten("right_cost_lambda", "a lambda that unpacks keywords", COST, """
              forward_prop_cost = lambda X, parameters, Y, hidden_layers_activation_fn="tanh": (
                  compute_cost(
                      next(iter(L_model_forward(**{
                          "X": X, "parameters": parameters,
                          "hidden_layers_activation_fn": hidden_layers_activation_fn,
                      }))),
                      Y,
                  )
              )
              """),
)  # fmt: skip
