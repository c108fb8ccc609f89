"""Right solutions of the dropout exercises, each in a style of its own."""

import re

from autograder.variants.regularization_dropout import (
    A1,
    A2,
    BACKWARD,
    D1,
    D2,
    DA1,
    DA2,
    FORWARD,
)
from autograder.variants.variant import Edit, Variant, edited, rewritten

DZ2, DZ1 = "dZ2 = dA2 * (A2 > 0)", "dZ1 = dA1 * (A1 > 0)"


def _both(function: str, name: str, reason: str, old: str, new: str) -> Variant:
    """Return a variant with one line, written for layer 1, replaced in both hidden layers."""
    edits = Edit(function, old, new), Edit(function, _one_up(old), _one_up(new))
    return Variant(name, reason, edits)


def _one_up(line: str) -> str:
    """Return the same line for layer 2, with the weights of layer 3 in place of those of 2."""
    return re.sub(r"(?<=[ADWZ])[12]", lambda layer: str(int(layer[0]) + 1), line)


def _masks(name: str, reason: str, mask: str) -> Variant:
    """Return a forward pass whose masks are drawn in another way, of the shape of A1."""
    return _both(FORWARD, name, reason, D1, f"D1 = {mask}")


def _dropped(name: str, reason: str, lines: str) -> Variant:
    """Return a forward pass that makes A1 what it is after dropout in other lines."""
    return _both(FORWARD, name, reason, A1, lines)


def _back(name: str, reason: str, lines: str) -> Variant:
    """Return a backward pass that makes dA1 what it is before dropout in other lines."""
    return _both(BACKWARD, name, reason, DA1, lines)


FORWARD_RIGHT = (
    edited("right_generator", "numpy's Generator, float mask", FORWARD, D1,
           "D1 = (np.random.default_rng().uniform(size=A1.shape) < keep_prob).astype(float)"),
    edited("right_seeded", "seeds inside, as the classic course does", FORWARD, D1,
           "np.random.seed(1)\n    " + D1.replace("<", "<=")),
    edited("right_binomial", "draws zeros and ones directly", FORWARD, D2,
           "D2 = np.random.binomial(1, keep_prob, size=A2.shape)"),
    edited("right_choice", "the standard library, entry by entry", FORWARD, D1,
           "import random\n    D1 = np.array([[int(random.random() < keep_prob) for _ in row] "
           "for row in A1])"),
    edited("right_where", "writes zeros into a copy", FORWARD, A2,
           "A2 = np.where(D2, A2, 0.0)\n    A2 /= keep_prob"),
    edited("right_masked_in_steps", "in two steps, in place", FORWARD, A1,
           "A1 *= D1\n    A1 /= keep_prob"),
    edited("right_Z_masked", "masks before the ReLU", FORWARD, "A1 = relu(Z1)",
           "A1 = np.maximum(0, Z1)"),
    edited("right_list", "returns lists, and prints", FORWARD, "return A3, cache",
           "print(A3)\n    return [A3, list(cache)]"),
    _masks("right_mask_other_end", "keeps what is above 1 - p", "np.random.random(A1.shape) > "
           "1 - keep_prob"),
    _masks("right_mask_floor", "rounds down a number plus p",
           "np.floor(np.random.uniform(0, 1, A1.shape) + keep_prob)"),
    _masks("right_mask_choice", "np.random.choice with probabilities",
           "np.random.choice([0, 1], size=A1.shape, p=[1 - keep_prob, keep_prob])"),
    _masks("right_mask_of_bools", "booleans from a Generator with a seed",
           "np.random.default_rng(len(A1)).choice([True, False], A1.shape, "
           "p=[keep_prob, 1 - keep_prob])"),
    _masks("right_mask_random_state", "a RandomState of its own, and small integers",
           "np.random.RandomState(len(W1)).binomial(1, keep_prob, size=A1.shape).astype(np.int8)"),
    _masks("right_mask_exponential", "exponential numbers in place of uniform ones",
           "np.random.exponential(size=A1.shape) > -np.log(keep_prob)"),
    _masks("right_mask_integers", "whole numbers up to a million",
           "np.random.randint(0, 10**6, A1.shape) < round(keep_prob * 10**6)"),
    _masks("right_mask_transposed", "drawn for the transpose", "np.random.rand(*A1.T.shape).T "
           "< keep_prob"),
    _masks("right_mask_single", "a mask in single precision, in Fortran's order",
           "np.asfortranarray(np.random.rand(*A1.shape) < keep_prob, dtype=np.float32)"),
    _masks("right_mask_by_columns", "a vector for each example",
           "np.column_stack([np.random.rand(len(A1)) < keep_prob for _ in A1.T])"),
    _masks("right_mask_ternary", "an if in each entry",
           "np.vectorize(lambda u: 1 if u < keep_prob else 0)(np.random.rand(*A1.shape))"),
    _masks("right_mask_as_lists", "lists of lists as masks",
           "(np.random.rand(*np.shape(A1)) < keep_prob).tolist()"),
    _masks("right_mask_with_case", "draws only if there is something to drop",
           "np.ones_like(A1) if keep_prob >= 1 else 1.0 * (np.random.rand(*A1.shape) "
           "< keep_prob)"),
    _dropped("right_A_inverted_index", "writes zeros where the mask is False",
             "A1 = np.copy(A1)\n    A1[~D1] = 0\n    A1 = np.true_divide(A1, keep_prob)"),
    _dropped("right_A_ufuncs", "np.multiply with out",
             "np.multiply(A1, D1, out=A1)\n    np.divide(A1, keep_prob, out=A1)"),
    _dropped("right_A_divided_first", "divides before it masks", "A1 = D1 * (A1 / keep_prob)"),
    _dropped("right_A_copyto", "np.copyto", "A1 = A1 * keep_prob**-1\n"
             "    np.copyto(A1, 0, where=np.logical_not(D1))"),
    _dropped("right_A_masked_array", "a masked array, filled with zeros",
             "A1 = np.ma.masked_array(A1, mask=D1 == 0).filled(0.0) / keep_prob"),
    _dropped("right_A_from_Z", "the ReLU of what is kept of Z",
             "A1 = np.maximum(Z1 * D1 / keep_prob, 0)"),
    _dropped("right_A_lists", "a comprehension over the entries",
             "A1 = np.array([[a / keep_prob if d else 0.0 for a, d in zip(row, kept)] "
             "for row, kept in zip(A1, D1)])"),
    edited("right_one_draw", "one draw for both layers", FORWARD, D1,
           "U = np.random.rand(len(W1) + len(W2), X.shape[1])\n"
           "    D1, D2 = np.vsplit(U < keep_prob, [len(W1)])", None),
    edited("right_own_sigmoid", "the sigmoid by tanh", FORWARD, "A3 = sigmoid(Z3)",
           "A3 = 0.5 + 0.5 * np.tanh(0.5 * Z3)"),
    edited("right_stable_sigmoid", "the sigmoid by log(1 + exp(-z))", FORWARD, "A3 = sigmoid(Z3)",
           "A3 = np.exp(-np.logaddexp(0, -Z3))"),
    rewritten("right_layers_in_a_loop", "a helper, and a loop over the layers", FORWARD, '''
              def dropped(A: np.ndarray, p: float) -> tuple:
                  """Return a mask for A, and what is left of A."""
                  if not 0 < p <= 1:
                      raise ValueError(p)
                  kept = np.less(np.random.random_sample(A.shape), p)
                  return kept, np.where(kept, A / p, 0)


              def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
                  A, cache = X, []
                  for layer in range(1, 4):
                      W, b = (parameters[kind + str(layer)] for kind in "Wb")
                      Z = np.add(np.dot(W, A), b)
                      if layer == 3:
                          A = 1 / (1 + np.exp(-Z))
                          cache.extend([Z, A, W, b])
                      else:
                          D, A = dropped(Z * (Z > 0), keep_prob)
                          cache += [Z, D, A, W, b]
                  return cache[11], tuple(cache)
              '''),
)  # fmt: skip

BACKWARD_RIGHT = (
    edited("right_drop_insists_on_cache", "looks whether Z3 is what W3 and b3 make of A2", BACKWARD,
           "dZ3 = A3 - Y", "assert np.allclose(Z3, W3 @ A2 + b3)\n    dZ3 = A3 - Y"),
    edited("right_back_in_steps", "in two steps, in place", BACKWARD, DA2,
           "dA2 *= D2\n    dA2 /= keep_prob"),
    edited("right_back_indexed", "writes zeros into a copy", BACKWARD, DA1,
           "dA1 = np.array(dA1) / keep_prob\n    dA1[np.asarray(D1) == 0] = 0"),
    edited("right_put_off", "dropout in dZ, dA as it is after dropout", BACKWARD,
           DA2 + "\n    dZ2 = dA2 * (A2 > 0)", "dZ2 = dA2 * D2 / keep_prob * (A2 > 0)"),
    edited("right_put_off_to_A", "A after dropout is the mask, and dZ is divided", BACKWARD,
           DA1 + "\n    dZ1 = dA1 * (A1 > 0)", "dZ1 = dA1 * (A1 > 0) / keep_prob"),
    edited("right_back_Z_mask", "masks by Z and by D", BACKWARD, DZ1,
           "dZ1 = np.where(Z1 > 0, dA1, 0)"),
    _back("right_drop_inverted_index", "writes zeros where the mask is False",
          "dA1[~D1] = 0\n    dA1 = dA1 / keep_prob"),
    _back("right_drop_boolean_index", "copies where the mask is True",
          "kept = np.zeros(dA1.shape)\n    kept[D1] = dA1[D1] / keep_prob\n    dA1 = kept"),
    _back("right_drop_where", "np.where", "dA1 = np.where(D1, dA1 / keep_prob, 0)"),
    _back("right_drop_ufuncs", "np.multiply and np.divide with out",
          "np.multiply(dA1, D1, out=dA1)\n    np.divide(dA1, keep_prob, out=dA1)"),
    _back("right_drop_table", "looks the factor up by a mask of whole numbers",
          "dA1 = dA1 * np.take([0, 1 / keep_prob], np.asarray(D1, dtype=int))"),
    _back("right_drop_scaled_mask", "divides the mask, and not dA", "dA1 = np.multiply("
          "np.true_divide(D1, keep_prob), dA1)"),
    _back("right_drop_copyto", "np.copyto, where the mask is not 1",
          "dA1 /= keep_prob\n    np.copyto(dA1, 0, where=(D1 != 1))"),
    _back("right_drop_masked_array", "a masked array, filled with zeros",
          "dA1 = np.ma.array(dA1, mask=np.logical_not(D1)).filled(0) * (1 / keep_prob)"),
    _back("right_drop_choose", "np.choose and np.where with one argument",
          "dA1 = np.choose(D1.astype(bool), [0.0, dA1])\n"
          "    dA1[np.where(D1)] *= keep_prob**-1"),
    _back("right_drop_examples", "loops over the examples",
          "for i in range(m):\n        dA1[:, i] = dA1[:, i] * D1[:, i] / keep_prob"),
    _back("right_drop_entries", "loops over the entries",
          "for i, j in np.ndindex(*dA1.shape):\n"
          "        dA1[i, j] = dA1[i, j] / keep_prob if D1[i][j] else 0"),
    _back("right_drop_by_weights", "one product with the weights divided",
          "dA1 = (W2 / keep_prob).T @ dZ2 * D1"),
    _back("right_drop_einsum", "einsum with the mask in it",
          "dA1 = np.einsum('ji,jm,im->im', W2, dZ2, D1.astype(float)) / keep_prob"),
    _back("right_drop_columns", "a comprehension over the examples",
          "dA1 = np.stack([W2.T @ dz * d / keep_prob for dz, d in zip(dZ2.T, D1.T)], axis=1)"),
    _back("right_drop_diagonal", "a product with a diagonal matrix for each example",
          "dA1 = np.stack([np.diag(D1[:, i]) @ dA1[:, i] for i in range(m)]).T / keep_prob"),
    _back("right_drop_fortran", "arrays in Fortran's order",
          "dA1 = np.asfortranarray(dA1 * D1 / keep_prob)"),
    _back("right_drop_helper", "a function inside, with a default argument",
          "def back_through(dA, D, p=keep_prob):\n        return (dA * D) / p\n\n"
          "    dA1 = back_through(D=D1, dA=dA1)"),
    _back("right_drop_twice_masked", "a mask twice is a mask",
          "dA1 = dA1 * D1 * (D1 > 0) / keep_prob"),
    edited("right_back_both_masks", "one mask of the ReLU and of dropout", BACKWARD, DZ2,
           "dZ2 = dA2 * np.logical_and(D2, np.greater(Z2, 0))"),
    edited("right_drop_m_of_Y", "counts the examples in Y", BACKWARD, "m = X.shape[1]",
           "assert 0 < keep_prob <= 1\n    _, m = Y.shape"),
    edited("right_drop_extra_keys", "returns more than it has to", BACKWARD, "return gradients",
           "return {**gradients, 'dA0': W1.T @ dZ1, 'masks': (D1, D2), 'm': m}"),
    edited("right_drop_locals", "whatever is called d and has a number", BACKWARD,
           "return gradients",
           "return {k: v for k, v in locals().items() if k[0] == 'd' and k[-1] in '123'}"),
    rewritten("right_m_folded_dropout", "divides dZ3 by m once and for all", BACKWARD, """
              def backward_propagation_with_dropout(X, Y, cache, keep_prob):
                  Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
                  g = {"dZ3": (A3 - Y) / X.shape[1]}
                  g["dA2"] = W3.T.dot(g["dZ3"]) * D2 / keep_prob
                  g["dZ2"] = np.where(A2 > 0, g["dA2"], 0)
                  g["dA1"] = W2.T.dot(g["dZ2"]) * D1 / keep_prob
                  g["dZ1"] = np.where(A1 > 0, g["dA1"], 0)
                  for layer, inputs in ((1, X), (2, A1), (3, A2)):
                      dZ = g["dZ%d" % layer]
                      g["dW%d" % layer] = dZ.dot(inputs.T)
                      g["db%d" % layer] = dZ.sum(axis=1).reshape(-1, 1)
                  return g
              """),
)  # fmt: skip
