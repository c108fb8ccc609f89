"""Variants of the deep-network notebook: from dictionaries to vectors, and back."""

from autograder.variants.variant import Edit, Variant, edited, rewritten

D2V, G2V, V2D = "dictionary_to_vector", "gradients_to_vector", "vector_to_dictionary"

JOIN = "vector = np.concatenate(columns)"
W_COLUMN = 'columns.append(np.reshape(params_dict[f"W{layer}"], (-1, 1)))'
B_COLUMN = 'columns.append(np.reshape(params_dict[f"b{layer}"], (-1, 1)))'
DW_COLUMN = 'columns.append(np.reshape(gradients[f"dW{layer}"], (-1, 1)))'
DB_COLUMN = 'columns.append(np.reshape(gradients[f"db{layer}"], (-1, 1)))'
LAYERS = "for layer in range(1, len(params_dict) // 2 + 1):"
LAYERS_D = 'while f"dW{layer}" in gradients:'

W_PIECE = "vector[start:stop].reshape(n_out, n_in)"
B_PIECE = "vector[stop : stop + n_out].reshape(n_out, 1)"

DICTIONARY_TO_VECTOR = (
    edited("vector_flat", "a flat array, not a column", D2V,
           JOIN, "vector = np.concatenate(columns).ravel()", 12),
    edited("vector_is_a_row", "a row, not a column", D2V,
           JOIN, "vector = np.concatenate(columns).T", 12),
    edited("vector_with_keys", "returns the keys as well", D2V,
           JOIN, "vector = np.concatenate(columns), list(params_dict)", 12),
    edited("vector_column_by_column", "each matrix column by column", D2V,
           W_COLUMN, W_COLUMN.replace("(-1, 1))", '(-1, 1), order="F")'), 12),
    edited("vector_of_transposed", "transposes the weights first", D2V,
           W_COLUMN, W_COLUMN.replace('f"W{layer}"]', 'f"W{layer}"].T'), 12),
    edited("vector_biases_first", "b before W in each layer", D2V,
           W_COLUMN + "\n        " + B_COLUMN, B_COLUMN + "\n        " + W_COLUMN, 11),
    edited("vector_last_layer_missing", "the loop ends one layer too early", D2V,
           LAYERS, "for layer in range(1, len(params_dict) // 2):", 11),
    edited("vector_without_biases", "the biases are left out", D2V, B_COLUMN, "pass", 11),
    edited("vector_three_layers", "the number of layers is the notebook's", D2V,
           LAYERS, "for layer in (1, 2, 3):", 13),
    edited("vector_pops", "empties the dictionary on the way", D2V,
           B_COLUMN, 'columns.append(np.reshape(params_dict.pop(f"b{layer}"), (-1, 1)))', 14),
    edited("vector_float32", "half of the digits are lost", D2V,
           JOIN, "vector = np.concatenate(columns).astype(np.float32)", 4),
    edited("vector_misspelt", "a misspelt name", D2V, JOIN, "vector = np.concatenate(colums)", 0),
    edited("vector_not_returned", "the return statement is missing", D2V,
           "\n    return vector", "", 0),
    rewritten("vector_in_dictionary_order", "relies on the order of the dictionary", D2V, """
              def dictionary_to_vector(params_dict):
                  columns = [block.reshape(-1, 1) for block in params_dict.values()]
                  return np.concatenate(columns)
              """, 13),
    rewritten("vector_sorted", "sorts the names, so that all W come before any b", D2V, """
              def dictionary_to_vector(params_dict):
                  columns = [params_dict[name].reshape(-1, 1) for name in sorted(params_dict)]
                  return np.concatenate(columns)
              """, 11),
    rewritten("vector_sorted_as_text", "sorts the numbers of the layers as text", D2V, """
              def dictionary_to_vector(params_dict):
                  names = sorted(params_dict, key=lambda name: (name[1:], name))
                  return np.vstack([params_dict[name].reshape(-1, 1) for name in names])
              """, 13),
    rewritten("vector_weights_then_biases", "all weights, and then all biases", D2V, """
              def dictionary_to_vector(params_dict):
                  L = len(params_dict) // 2
                  names = [f"W{l}" for l in range(1, L + 1)] + [f"b{l}" for l in range(1, L + 1)]
                  return np.concatenate([params_dict[name].reshape(-1, 1) for name in names])
              """, 11),
    rewritten("vector_borrowed", "lets gc_utils do it", D2V, """
              def dictionary_to_vector(params_dict):
                  import gc_utils
                  vector, keys = gc_utils.dictionary_to_vector(params_dict)
                  return vector
              """, 0),
)  # fmt: skip

GRADIENTS_TO_VECTOR = (
    edited("gradient_flat", "a flat array, not a column", G2V,
           JOIN, "vector = np.concatenate(columns).ravel()", 13),
    edited("gradient_is_a_row", "a row, not a column", G2V,
           JOIN, "vector = np.concatenate(columns).reshape(1, -1)", 13),
    edited("gradient_with_keys", "returns the keys as well", G2V,
           JOIN, "vector = np.concatenate(columns), list(gradients)", 13),
    edited("gradient_column_by_column", "each matrix column by column", G2V,
           DW_COLUMN, DW_COLUMN.replace("(-1, 1))", '(-1, 1), order="F")'), 13),
    edited("gradient_biases_first", "db before dW in each layer", G2V,
           DW_COLUMN + "\n        " + DB_COLUMN, DB_COLUMN + "\n        " + DW_COLUMN, 12),
    edited("gradient_last_layer_missing", "the loop ends one layer too early", G2V,
           LAYERS_D, 'while f"dW{layer + 1}" in gradients:', 12),
    edited("gradient_without_biases", "the biases are left out", G2V, DB_COLUMN, "pass", 12),
    edited("gradient_three_layers", "the number of layers is the notebook's", G2V,
           LAYERS_D, "while layer <= 3:", 13),
    edited("gradient_takes_dA", "takes dA as well", G2V, "        layer += 1",
           '        columns.append(np.reshape(gradients[f"dA{layer - 1}"], (-1, 1)))\n'
           "        layer += 1", 12),
    edited("gradient_of_no_d", "looks for W and b, which are not there", G2V,
           DW_COLUMN, DW_COLUMN.replace('f"dW{', 'f"W{'), 0),
    edited("gradient_pops", "empties the dictionary on the way", G2V,
           DB_COLUMN, 'columns.append(np.reshape(gradients.pop(f"db{layer}"), (-1, 1)))', 14),
    edited("gradient_not_returned", "the return statement is missing", G2V,
           "\n    return vector", "", 0),
    rewritten("gradient_takes_all", "takes whatever is in the dictionary, as it comes", G2V, """
              def gradients_to_vector(gradients):
                  return np.concatenate([block.reshape(-1, 1) for block in gradients.values()])
              """, 10),
    rewritten("gradient_in_dictionary_order", "relies on the order of the dictionary", G2V, """
              def gradients_to_vector(gradients):
                  names = [name for name in gradients if name[1] in "Wb"]
                  return np.concatenate([gradients[name].reshape(-1, 1) for name in names])
              """, 13),
    rewritten("gradient_sorted", "sorts the names, so that all dW come before any db", G2V, """
              def gradients_to_vector(gradients):
                  names = sorted(name for name in gradients if not name.startswith("dA"))
                  return np.concatenate([gradients[name].reshape(-1, 1) for name in names])
              """, 12),
    rewritten("gradient_sorted_as_text", "sorts the numbers of the layers as text", G2V, """
              def gradients_to_vector(gradients):
                  names = [name for name in gradients if name[1] != "A"]
                  names.sort(key=lambda name: (name[2:], name))
                  return np.concatenate([gradients[name].reshape(-1, 1) for name in names])
              """, 13),
    rewritten("gradient_borrowed", "lets gc_utils do it", G2V, """
              from gc_utils import gradients_to_vector as given

              def gradients_to_vector(gradients):
                  return given(gradients)
              """, 0),
)  # fmt: skip

VECTOR_TO_DICTIONARY = (
    edited("blocks_flat_biases", "b is flat", V2D, B_PIECE, "vector[stop : stop + n_out, 0]", 11),
    edited("blocks_wide", "W has the shape of its transpose", V2D,
           W_PIECE, "vector[start:stop].reshape(n_in, n_out)", 11),
    edited("blocks_transposed", "W has the right shape, but is filled column by column", V2D,
           W_PIECE, "vector[start:stop].reshape(n_in, n_out).T", 12),
    edited("blocks_column_by_column", "W is filled column by column", V2D,
           W_PIECE, 'vector[start:stop].reshape((n_out, n_in), order="F")', 12),
    edited("blocks_last_layer_missing", "the loop ends one layer too early", V2D,
           "range(1, len(layers_dims))", "range(1, len(layers_dims) - 1)", 11),
    edited("blocks_without_biases", "the biases are left out", V2D,
           f'parameters[f"b{{layer}}"] = {B_PIECE}', "pass", 11),
    edited("blocks_overlap", "the next layer starts at the biases of this one", V2D,
           "start = stop + n_out", "start = stop", 10),
    edited("blocks_never_go_on", "every layer starts at the beginning", V2D,
           "        start = stop + n_out\n", "", 10),
    edited("blocks_one_early", "the piece of b begins one entry too early", V2D,
           B_PIECE, "vector[stop - 1 : stop + n_out - 1].reshape(n_out, 1)", 10),
    edited("blocks_swapped", "b comes before W", V2D, f'parameters[f"W{{layer}}"] = {W_PIECE}\n'
           f'        parameters[f"b{{layer}}"] = {B_PIECE}',
           'parameters[f"b{layer}"] = vector[start : start + n_out].reshape(n_out, 1)\n'
           '        parameters[f"W{layer}"] = vector[start + n_out : stop + n_out]'
           ".reshape(n_out, n_in)", 10),
    edited("blocks_count_from_zero", "the first layer is W0, b0", V2D,
           "range(1, len(layers_dims)):\n        n_in, n_out = "
           "layers_dims[layer - 1], layers_dims[layer]",
           "range(len(layers_dims) - 1):\n        n_in, n_out = "
           "layers_dims[layer], layers_dims[layer + 1]", 6),
    edited("blocks_three_layers", "the number of layers is the notebook's", V2D,
           "range(1, len(layers_dims))", "(1, 2, 3)", 13),
    edited("blocks_of_the_cat_network", "the layer sizes are the notebook's", V2D,
           "    parameters = {}", "    layers_dims = [12288, 5, 5, 1]\n    parameters = {}", 0),
    edited("blocks_of_integers", "the digits after the point are lost", V2D,
           "    parameters = {}", "    vector = vector.astype(int)\n    parameters = {}", 10),
    edited("blocks_flatten_the_vector", "changes the shape of the vector in place", V2D,
           "    parameters = {}", "    vector.shape = (-1,)\n    parameters = {}", 14),
    edited("blocks_empty_the_vector", "writes zeros where it has been", V2D,
           W_PIECE, f"{W_PIECE}.copy()\n        vector[start:stop] = 0", 14),
    edited("blocks_not_returned", "the return statement is missing", V2D,
           "\n    return parameters", "", 0),
    edited("blocks_in_a_list", "returns a list of arrays", V2D,
           "return parameters", "return list(parameters.values())", 0),
    rewritten("blocks_weights_first", "all weights, and then all biases", V2D, """
              def vector_to_dictionary(vector, layers_dims):
                  p, start = {}, 0
                  for l in range(1, len(layers_dims)):
                      n_in, n_out = layers_dims[l - 1 : l + 1]
                      p[f"W{l}"] = vector[start : start + n_in * n_out].reshape(n_out, n_in)
                      start += n_in * n_out
                  for l in range(1, len(layers_dims)):
                      p[f"b{l}"] = vector[start : start + layers_dims[l]].reshape(-1, 1)
                      start += layers_dims[l]
                  return p
              """, 10),
    rewritten("blocks_borrowed", "lets gc_utils do it", V2D,
              "from gc_utils import vector_to_dictionary", 0),
)  # fmt: skip

RIGHT = (
    edited("right_vector_vstack", "ravels and stacks", D2V, JOIN,
           "vector = np.vstack([np.ravel(column)[:, None] for column in columns])"),
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
    edited("right_blocks_copied", "copies the pieces", V2D, W_PIECE, f"np.array({W_PIECE})"),
    rewritten("right_blocks_by_split", "splits at the cumulated sizes", V2D, """
              def vector_to_dictionary(vector, layers_dims):
                  shapes = []
                  for n_in, n_out in zip(layers_dims[:-1], layers_dims[1:]):
                      shapes += [(n_out, n_in), (n_out, 1)]
                  ends = np.cumsum([rows * columns for rows, columns in shapes])
                  pieces = np.split(vector.ravel(), ends[:-1])
                  return {
                      "Wb"[i % 2] + str(i // 2 + 1): piece.reshape(shape)
                      for i, (piece, shape) in enumerate(zip(pieces, shapes))
                  }
              """),
    rewritten("right_blocks_by_entries", "fills the matrices entry by entry", V2D, """
              def vector_to_dictionary(vector, layers_dims):
                  parameters, position = {"sizes": layers_dims}, 0
                  for layer in range(1, len(layers_dims)):
                      for name, columns in (("W", layers_dims[layer - 1]), ("b", 1)):
                          block = np.zeros((layers_dims[layer], columns))
                          for i in range(block.shape[0]):
                              for j in range(columns):
                                  block[i, j] = vector[position, 0]
                                  position += 1
                          parameters[f"{name}{layer}"] = block
                  return parameters
              """),
    Variant("right_vectors_noisy", "prints and warns on the way",
            (Edit(D2V, "    columns = []", "    import warnings\n    warnings.warn('slow')\n"
                  "    print(list(params_dict))\n    columns = []"),)),
)  # fmt: skip

BUGGED = (*DICTIONARY_TO_VECTOR, *GRADIENTS_TO_VECTOR, *VECTOR_TO_DICTIONARY)
