"""Variants of the initialization notebook: mistakes that students make, and right solutions.

The points that each must get follow from the rubrics in ``hidden_tests/initialization.py``: a
mistake costs the lines that it breaks, and no others. Some break more than one:

* weights that are all alike (zeros, one number) have no distribution: all three lines on it;
* numbers that are shifted (``randn + 10``) lose the factor and the centre;
* Glorot's formula is not He's, and depends on the fan-out besides;
* with the biases or the weights missing altogether, their lines have nothing to judge.
"""

from autograder.variants import initialization_he as he
from autograder.variants import initialization_random as random
from autograder.variants import initialization_right as right
from autograder.variants import initialization_zeros as zeros

BUGGED = (*zeros.BUGGED, *random.BUGGED, *he.BUGGED)
RIGHT = (*zeros.RIGHT, *right.ZEROS, *random.RIGHT, *right.RANDOM, *he.RIGHT, *right.HE)
VARIANTS = (*BUGGED, *RIGHT)
MORE_TOGETHER = {
    # Numbers from 0 to 1 have a spread that is known; with another formula it is not.
    ("he_one_input_fewer", "he_uniform"): 19,
    # Keys are off by one, and a layer is missing: its neighbour's shapes are judged in its place.
    ("zeros_first_layer_missing", "zeros_counts_from_0"): 12,
    ("zeros_one_layer_too_many", "zeros_returns_in_loop"): 12,
    ("random_counts_from_0", "random_first_layer_missing"): 11,
}
"""Pairs that lose more than the sum → points that they lose together."""
