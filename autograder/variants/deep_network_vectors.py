"""Variants of the deep-network notebook: from dictionaries to vectors, and back."""

from autograder.variants.variant import edited, rewritten

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
    edited("vector_of_the_last_layer", "starts anew in each layer", D2V,
           W_COLUMN, f"columns = []\n        {W_COLUMN}", 7),
    edited("vector_from_layer_2", "the loop starts at 2", D2V,
           LAYERS, LAYERS.replace("(1,", "(2,"), 11),
    edited("vector_from_layer_0", "the loop starts at 0", D2V,
           LAYERS, LAYERS.replace("(1,", "(0,"), 0),
    edited("vector_counts_entries", "takes the entries of the dictionary for layers", D2V,
           LAYERS, LAYERS.replace(" // 2", ""), 0),
    edited("vector_layers_backwards", "from the last layer to the first", D2V,
           LAYERS, "for layer in range(len(params_dict) // 2, 0, -1):", 11),
    edited("vector_weights_twice", "W in the place of b", D2V, B_COLUMN, W_COLUMN, 11),
    edited("vector_nine_layers", "the number of a layer is a single digit", D2V,
           LAYERS, 'for layer in [n for n in "123456789" if "W" + n in params_dict]:', 13),
    edited("vector_not_joined", "makes an array of the list of columns", D2V,
           JOIN, "vector = np.array(columns)", 0),
    edited("vector_append_forgotten", "np.append returns a new array, which is dropped", D2V,
           JOIN, "vector = np.array([])\n    np.append(vector, np.concatenate(columns))", 1),
    edited("vector_reshapes_the_weights", "puts the columns back into the dictionary", D2V,
           W_COLUMN, 'params_dict[f"W{layer}"] = params_dict[f"W{layer}"].reshape(-1, 1)\n'
           '        columns.append(params_dict[f"W{layer}"])', 14),
    edited("vector_unfinished", "still raises NotImplementedError", D2V,
           JOIN, "raise NotImplementedError", 0),
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
    edited("gradient_misspelt", "a misspelt name", G2V,
           JOIN, "vector = np.concatenate(colums)", 0),
    edited("gradient_not_returned", "the return statement is missing", G2V,
           "\n    return vector", "", 0),
    edited("gradient_from_layer_2", "the loop starts at 2", G2V, "layer = 1", "layer = 2", 12),
    edited("gradient_from_layer_0", "the loop starts at 0", G2V, "layer = 1", "layer = 0", 0),
    edited("gradient_counts_entries", "takes dA0, dA1, ... for gradients of parameters", G2V,
           LAYERS_D, "for layer in range(1, len(gradients) // 2 + 1):", 0),
    edited("gradient_weights_twice", "dW in the place of db", G2V, DB_COLUMN, DW_COLUMN, 12),
    edited("gradient_dA_for_db", "dA in the place of db", G2V,
           DB_COLUMN, DB_COLUMN.replace('f"db{layer}"', 'f"dA{layer - 1}"'), 9),
    edited("gradient_in_front", "each layer in front of those before it", G2V,
           JOIN, "vector = np.concatenate(columns[::-1])", 12),
    edited("gradient_normalised", "divides by the norm", G2V,
           JOIN, f"{JOIN}\n    vector = vector / np.linalg.norm(vector)", 3),
    edited("gradient_not_joined", "makes an array of the list of columns", G2V,
           JOIN, "vector = np.array(columns)", 0),
    edited("gradient_never_ends", "stops one too late", G2V,
           LAYERS_D, 'while f"dW{layer - 1}" in gradients or layer == 1:', 0),
    edited("gradient_renames", "takes the d off the names in the dictionary itself", G2V,
           "    columns = []", "    for key in [key for key in gradients if key[1] in 'Wb']:\n"
           "        gradients[key[1:]] = gradients[key]\n    columns = []", 14),
    edited("gradient_unfinished", "still raises NotImplementedError", G2V,
           JOIN, "raise NotImplementedError", 0),
    rewritten("gradient_by_the_other_function", "hands the gradients over as parameters", G2V, """
              def gradients_to_vector(gradients):
                  return dictionary_to_vector(gradients)
              """, 0),
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
    edited("blocks_of_half_the_digits", "single precision, and no check works any more", V2D,
           "    parameters = {}", "    vector = np.float32(vector)\n    parameters = {}", 10),
    edited("blocks_without_signs", "takes the signs off", V2D,
           "    parameters = {}", "    vector = abs(vector)\n    parameters = {}", 7),
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
    edited("blocks_misspelt", "a misspelt name", V2D, "start = stop + n_out",
           "start = stop + nout", 0),
    edited("blocks_not_returned", "the return statement is missing", V2D,
           "\n    return parameters", "", 0),
    edited("blocks_in_a_list", "returns a list of arrays", V2D,
           "return parameters", "return list(parameters.values())", 0),
    edited("blocks_wide_biases", "b is a row", V2D,
           B_PIECE, B_PIECE.replace("(n_out, 1)", "(1, n_out)"), 11),
    edited("blocks_forget_all_biases_but_one", "goes on after one number of b", V2D,
           "start = stop + n_out", "start = stop + 1", 10),
    edited("blocks_add_the_length", "goes on too far", V2D, "start = stop + n_out",
           "start += stop + n_out", 0),
    edited("blocks_of_n_in", "b has as many numbers as the layer has inputs", V2D, B_PIECE,
           B_PIECE.replace("n_out", "n_in"), 0),
    edited("blocks_swap_sizes", "n_in and n_out change places", V2D, "n_in, n_out =",
           "n_out, n_in =", 0),
    edited("blocks_one_layer", "returns from inside the loop", V2D, "start = stop + n_out",
           "return parameters", 9),
    edited("blocks_named_by_number", "adds a number to a text", V2D,
           'f"W{layer}"', '"W" + layer', 0),
    edited("blocks_without_numbers", "the names have no numbers", V2D,
           f'parameters[f"W{{layer}}"] = {W_PIECE}\n        parameters[f"b{{layer}}"]',
           f'parameters["W"] = {W_PIECE}\n        parameters["b"]', 0),
    edited("blocks_pop_the_sizes", "takes the sizes out of layers_dims", V2D,
           "layers_dims[layer - 1], layers_dims[layer]", "layers_dims.pop(0), layers_dims[0]", 14),
    edited("blocks_unfinished", "still raises NotImplementedError", V2D,
           "    parameters = {}", "    raise NotImplementedError", 0),
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

BUGGED = (*DICTIONARY_TO_VECTOR, *GRADIENTS_TO_VECTOR, *VECTOR_TO_DICTIONARY)
