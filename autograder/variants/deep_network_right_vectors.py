"""Right solutions of the deep-network notebook: parameters and gradients to vectors."""

from autograder.variants.deep_network_vectors import (
    B_COLUMN,
    D2V,
    DB_COLUMN,
    DW_COLUMN,
    G2V,
    JOIN,
    LAYERS,
    LAYERS_D,
    W_COLUMN,
)
from autograder.variants.variant import Edit, Variant, edited, rewritten

DICTIONARY_TO_VECTOR = (
    edited("right_vector_vstack", "ravels and stacks", D2V, JOIN,
           "vector = np.vstack([np.ravel(column)[:, None] for column in columns])"),
    edited("right_vector_with_r_", "joins with np.r_", D2V, JOIN, "vector = np.r_[*columns]"),
    edited("right_vector_as_a_block_matrix", "joins with np.block", D2V, JOIN,
           "vector = np.block([[column] for column in columns])"),
    edited("right_vector_as_fortran", "in the order that Fortran likes", D2V, JOIN,
           "vector = np.asfortranarray(np.hstack([c.T for c in columns]).T)"),
    edited("right_vector_as_a_matrix", "an np.matrix", D2V, JOIN,
           "vector = np.asmatrix(np.concatenate(columns))"),
    edited("right_vector_by_swapping_axes", "column by column of the transpose", D2V,
           W_COLUMN, W_COLUMN.replace('np.reshape(params_dict[f"W{layer}"], (-1, 1))',
                                      'params_dict[f"W{layer}"].T.ravel(order="F")[np.newaxis].T')),
    Variant("right_vectors_noisy", "prints and warns on the way",
            (Edit(D2V, "    columns = []", "    import warnings\n    warnings.warn('slow')\n"
                  "    print(list(params_dict))\n    columns = []"),)),
    Variant("right_vector_by_appending_numbers", "a list of numbers, turned at the end",
            (Edit(D2V, W_COLUMN, 'columns += params_dict[f"W{layer}"].flatten().tolist()'),
             Edit(D2V, B_COLUMN, 'columns.extend(b for (b,) in params_dict[f"b{layer}"])'),
             Edit(D2V, JOIN, "vector = np.array(columns, ndmin=2).T"))),
    edited("right_vector_counts_the_weights", "counts the names that begin with W", D2V,
           LAYERS, 'for layer in range(1, 1 + sum(name[0] == "W" for name in params_dict)):'),
    rewritten("right_vector_by_entries", "loops over the entries", D2V, """
              def dictionary_to_vector(params_dict):
                  entries = []
                  layer = 1
                  while "W" + str(layer) in params_dict:
                      for letter in ("W", "b"):
                          for row in params_dict[letter + str(layer)]:
                              for entry in row:
                                  entries.append([entry])
                      layer += 1
                  return np.array(entries)
              """),
    rewritten("right_vector_sorted_by_number", "sorts, by number and letter", D2V, """
              def dictionary_to_vector(params_dict):
                  names = sorted(params_dict, key=lambda name: (int(name[1:]), name[0]))
                  vector = np.empty((0, 1))
                  for name in names:
                      vector = np.append(vector, params_dict[name].reshape(-1, 1), axis=0)
                  return vector
              """),
    rewritten("right_vector_filled", "makes room first, and fills it", D2V, """
              def dictionary_to_vector(params_dict):
                  vector = np.zeros((sum(block.size for block in params_dict.values()), 1))
                  stop = 0
                  for layer in range(len(params_dict) // 2):
                      for kind in "Wb":
                          block = params_dict[kind + str(layer + 1)]
                          start, stop = stop, stop + block.size
                          vector[start:stop, 0] = block.flat
                  return vector
              """),
    rewritten("right_vector_recursive", "puts the last layer behind all others", D2V, """
              def dictionary_to_vector(params_dict):
                  if not params_dict:
                      return np.zeros((0, 1))
                  others = dict(params_dict)
                  last = len(params_dict) // 2
                  W, b = others.pop(f"W{last}"), others.pop(f"b{last}")
                  return np.vstack((dictionary_to_vector(others), W.reshape(W.size, 1), b))
              """),
    rewritten("right_vector_reduced", "a lambda that reduces", D2V, """
              from functools import reduce

              dictionary_to_vector = lambda params_dict: reduce(
                  lambda vector, name: np.append(vector, params_dict[name]),
                  [f"{kind}{n + 1}" for n in range(len(params_dict) // 2) for kind in "Wb"],
                  np.array([]),
              ).reshape(-1, 1)
              """),
    rewritten("right_vector_from_a_generator", "a generator beside it yields the numbers", D2V, """
              import itertools

              def numbers_of(blocks):
                  for layer in itertools.count(1):
                      try:
                          W, b = blocks[f"W{layer}"], blocks[f"b{layer}"]
                      except KeyError:
                          return
                      yield from itertools.chain.from_iterable(W)
                      yield from map(float, b[:, 0])

              def dictionary_to_vector(params_dict):
                  return np.fromiter(numbers_of(params_dict), dtype=float)[:, np.newaxis]
              """),
    rewritten("right_vector_with_hints", "hints, asserts and np.nditer", D2V, """
              import re

              def dictionary_to_vector(params_dict: dict[str, np.ndarray]) -> np.ndarray:
                  assert len(params_dict) % 2 == 0
                  highest: int = max(int(re.search(r"[0-9]+", name)[0]) for name in params_dict)
                  rows: list[list[float]] = []
                  for i in range(2 * highest):
                      match i % 2:
                          case 0:
                              block = params_dict["W%d" % (i // 2 + 1)]
                          case 1:
                              block = params_dict["b{}".format(i // 2 + 1)]
                      rows += [[x.item()] for x in np.nditer(block, order="C")]
                  return rows
              """),
)  # fmt: skip

GRADIENTS_TO_VECTOR = (
    edited("right_gradient_expanded", "flat, and with an axis more at the end", G2V, JOIN,
           "vector = np.expand_dims(np.hstack([c.squeeze(1) for c in columns]), axis=-1)"),
    edited("right_gradient_out", "writes into an array of its own", G2V, JOIN,
           "vector = np.empty((sum(map(len, columns)), 1))\n"
           "    np.concatenate(columns, axis=0, out=vector)"),
    edited("right_gradient_c_", "joins with np.c_", G2V, JOIN,
           "vector = np.c_[tuple(column.T for column in columns)].T"),
    Variant("right_gradient_sums_lists", "adds lists up",
            (Edit(G2V, DW_COLUMN, 'columns.append(gradients[f"dW{layer}"].ravel().tolist())'),
             Edit(G2V, DB_COLUMN, 'columns.append(list(gradients[f"db{layer}"].squeeze(axis=1)))'),
             Edit(G2V, JOIN, "vector = np.asarray(sum(columns, [])).reshape((-1, 1))"))),
    Variant("right_gradient_walrus", "asks with get",
            (Edit(G2V, LAYERS_D, 'while (dW := gradients.get(f"dW{layer}")) is not None:'),
             Edit(G2V, DW_COLUMN, "columns.append(dW.reshape(dW.size, -1))"))),
    edited("right_gradient_counts_the_biases", "counts the names with db", G2V, LAYERS_D,
           'for layer in range(1, len([name for name in gradients if "db" in name]) + 1):'),
    rewritten("right_gradient_by_renaming", "renames, and calls the other function", G2V, """
              def gradients_to_vector(gradients):
                  renamed = {k[1:]: v for k, v in gradients.items() if k[1] in "Wb"}
                  return dictionary_to_vector(renamed)
              """),
    rewritten("right_gradient_by_thirds", "knows that each layer adds three entries", G2V, """
              def gradients_to_vector(gradients):
                  vector = None
                  for layer in range(1, len(gradients) // 3 + 1):
                      for name in (f"dW{layer}", f"db{layer}"):
                          column = gradients[name].flatten()[:, np.newaxis]
                          vector = column if vector is None else np.vstack((vector, column))
                  return vector
              """),
    rewritten("right_gradient_as_objects", "a list of lists of numbers", G2V, """
              def gradients_to_vector(gradients):
                  numbers = sorted(int(name[2:]) for name in gradients if name.startswith("db"))
                  names = [f"d{kind}{number}" for number in numbers for kind in "Wb"]
                  return [[float(x)] for name in names for row in gradients[name] for x in row]
              """),
    rewritten("right_gradient_recursive", "goes on with the next layer, by a default", G2V, """
              def gradients_to_vector(gradients, layer=1):
                  dW, db = gradients[f"dW{layer}"], gradients[f"db{layer}"]
                  here = np.concatenate((dW.reshape(-1, 1), db.reshape(-1, 1)))
                  if f"dW{layer + 1}" not in gradients:
                      return here
                  return np.concatenate((here, gradients_to_vector(gradients, layer + 1)))
              """),
    rewritten("right_gradient_from_the_end", "from the last layer on, each in front", G2V, """
              from collections import deque

              def gradients_to_vector(gradients):
                  numbers, last = deque(), 1
                  while f"dW{last + 1}" in gradients:
                      last += 1
                  for layer in range(last, 0, -1):
                      numbers.extendleft(gradients[f"db{layer}"].ravel()[::-1])
                      numbers.extendleft(gradients[f"dW{layer}"].ravel()[::-1])
                  return np.array([numbers]).T
              """),
    rewritten("right_gradient_pops_a_copy", "empties a copy, lowest names first", G2V, """
              def gradients_to_vector(gradients):
                  left = {k: v for k, v in gradients.items() if not k.startswith("dA")}
                  parts = []
                  while left:
                      lowest = min(left, key=lambda name: (len(name), name[2:], name[1]))
                      parts.append(np.array(left.pop(lowest)).flatten())
                  return np.concatenate(parts).reshape(-1, 1)
              """),
    rewritten("right_gradient_itemgetter", "a lambda that fetches all at once", G2V, """
              from itertools import count, takewhile
              from operator import itemgetter

              layers_of = lambda gradients: takewhile(lambda n: f"dW{n}" in gradients, count(1))
              gradients_to_vector = lambda gradients: np.vstack([
                  np.atleast_2d(block.ravel()).T
                  for layer in layers_of(gradients)
                  for block in itemgetter(f"dW{layer}", f"db{layer}")(gradients)
              ])
              """),
    rewritten("right_gradient_by_an_index", "puts each number where it belongs", G2V, """
              def gradients_to_vector(gradients):
                  L = max(int(key[2:]) for key in gradients if key[:2] == "dW")
                  keys = ["d" + kind + str(l) for l in range(1, L + 1) for kind in ("W", "b")]
                  vector, offset = np.full((sum(gradients[k].size for k in keys), 1), np.nan), 0
                  for key in keys:
                      rows, columns = gradients[key].shape
                      for i in range(rows):
                          for j in range(columns):
                              vector[offset + columns * i + j] = gradients[key][i, j]
                      offset += rows * columns
                  return vector
              """),
    rewritten("right_gradient_try", "goes on until a name is missing", G2V, """
              def gradients_to_vector(gradients):
                  vector, layer = np.array([]), 0
                  try:
                      while True:
                          layer += 1
                          for name in "dW%d", "db%d":
                              vector = np.append(vector, gradients[name % layer])
                  except KeyError:
                      return vector.reshape((len(vector), 1))
              """),
    rewritten("right_gradient_sorted_objects", "regular expressions and a sort", G2V, """
              import re

              def gradients_to_vector(gradients: dict) -> np.ndarray:
                  found = [re.fullmatch("d(W|b)([0-9]+)", key) for key in gradients]
                  found = sorted(filter(None, found), key=lambda m: (int(m[2]), m[1] == "b"))
                  return np.block([[gradients[m[0]].reshape(-1, 1)] for m in found])
              """),
)  # fmt: skip

RIGHT = (*DICTIONARY_TO_VECTOR, *GRADIENTS_TO_VECTOR)
