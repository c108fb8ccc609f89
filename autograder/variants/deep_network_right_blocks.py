"""Right solutions of the deep-network notebook: from a vector back to the parameters."""

from autograder.variants.deep_network_vectors import B_PIECE, V2D, W_PIECE
from autograder.variants.variant import edited, rewritten

RIGHT = (
    edited("right_blocks_copied", "copies the pieces", V2D, W_PIECE, f"np.array({W_PIECE})"),
    edited("right_blocks_as_lists", "lists of lists", V2D, W_PIECE, f"{W_PIECE}.tolist()"),
    edited("right_blocks_as_fortran", "in the order that Fortran likes", V2D,
           W_PIECE, f"np.asfortranarray({W_PIECE})"),
    edited("right_blocks_transposed_twice", "column by column, and then transposed", V2D,
           W_PIECE, 'vector[start:stop].reshape((n_in, n_out), order="F").T'),
    edited("right_blocks_by_places", "takes the entries by their places", V2D,
           W_PIECE, "np.take(vector, start + np.arange(n_out * n_in).reshape(n_out, n_in))"),
    edited("right_blocks_by_a_mask", "takes the entries by a mask", V2D, B_PIECE,
           "vector[(np.arange(len(vector)) >= stop) & (np.arange(len(vector)) < stop + n_out)]"),
    edited("right_blocks_row_by_row", "stacks the rows", V2D, W_PIECE,
           "np.stack([vector[start + n_in * i :][:n_in, 0] for i in range(n_out)])"),
    edited("right_blocks_resized", "an own array whose shape it sets", V2D,
           B_PIECE, B_PIECE + '.copy()\n        parameters[f"b{layer}"].shape = (n_out, 1)'),
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
    rewritten("right_blocks_from_an_iterator", "takes number after number", V2D, """
              from itertools import islice, pairwise

              def vector_to_dictionary(vector, layers_dims):
                  numbers, parameters = iter(np.ravel(vector)), dict()
                  for layer, (n_in, n_out) in enumerate(pairwise(layers_dims), 1):
                      W = np.fromiter(islice(numbers, n_in * n_out), float, n_in * n_out)
                      b = [[next(numbers)] for _ in range(n_out)]
                      parameters.update({f"W{layer}": W.reshape(n_out, n_in),
                                         f"b{layer}": np.array(b)})
                  assert next(numbers, None) is None
                  return parameters
              """),
    rewritten("right_blocks_from_the_end", "cuts the last layer off first", V2D, """
              def vector_to_dictionary(vector, layers_dims):
                  parameters, rest = {}, vector
                  for layer in range(len(layers_dims) - 1, 0, -1):
                      n_in, n_out = layers_dims[layer - 1], layers_dims[layer]
                      rest, b = rest[:-n_out], rest[-n_out:]
                      rest, W = rest[: -n_out * n_in], rest[-n_out * n_in :]
                      parameters[f"b{layer}"], parameters[f"W{layer}"] = b, W.reshape(-1, n_in)
                  return parameters
              """),
    rewritten("right_blocks_recursive", "goes on with the rest of the vector", V2D, """
              def vector_to_dictionary(vector, layers_dims, layer=1):
                  if len(layers_dims) < 2:
                      return {}
                  n_in, n_out, *_ = layers_dims
                  W, b, rest = np.split(vector, [n_in * n_out, n_in * n_out + n_out])
                  here = {f"W{layer}": W.reshape(n_out, n_in), f"b{layer}": b}
                  return here | vector_to_dictionary(rest, layers_dims[1:], layer + 1)
              """),
    rewritten("right_blocks_by_a_helper", "a function inside it takes the next piece", V2D, """
              def vector_to_dictionary(vector, layers_dims):
                  start = 0

                  def piece(*shape):
                      nonlocal start
                      start += (size := np.prod(shape))
                      return np.reshape(vector[start - size : start], shape)

                  dims = list(layers_dims)
                  parameters, n_in, layer = {}, dims.pop(0), 0
                  while dims:
                      layer, n_out = layer + 1, dims.pop(0)
                      parameters["W" + str(layer)] = piece(n_out, n_in)
                      parameters["b" + str(layer)] = piece(n_out, 1)
                      n_in = n_out
                  return parameters
              """),
    rewritten("right_blocks_weights_and_biases_apart", "two dictionaries joined, a lambda", V2D, """
              begin_of = lambda dims, l: int(np.sum((np.array(dims[:l]) + 1)[: l - 1] * dims[1:l]))
              vector_to_dictionary = lambda vector, layers_dims: dict(
                  **{
                      f"W{l}": vector[begin_of(layers_dims, l) :][: n * layers_dims[l - 1], :]
                      .reshape(n, layers_dims[l - 1])
                      for l, n in enumerate(layers_dims)
                      if l > 0
                  },
                  **{
                      f"b{l}": vector[: begin_of(layers_dims, l + 1)][-n:]
                      for l, n in enumerate(layers_dims)
                      if l
                  },
              )
              """),
    rewritten("right_blocks_one_matrix_per_layer", "W and b side by side first", V2D, """
              from collections import OrderedDict

              def vector_to_dictionary(vector: np.ndarray, layers_dims: list[int]) -> dict:
                  parameters = OrderedDict()
                  start, L = 0, len(layers_dims) - 1
                  for l in range(L):
                      rows, cols = layers_dims[l + 1], layers_dims[l]
                      both = np.zeros((rows, cols + 1))
                      both[:, :-1].flat = vector[start : start + rows * cols]
                      both[:, -1] = vector[start + rows * cols : start + rows * (cols + 1), 0]
                      parameters["W%i" % (l + 1)] = both[:, :-1]
                      parameters["b%i" % (l + 1)] = both[:, -1:]
                      start += both.size
                  return parameters
              """),
)  # fmt: skip
