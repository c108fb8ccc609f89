"""Variants of the deep-network notebook: mistakes that students make, and right solutions.

The points that each must get follow from the rubrics in ``hidden_tests/deep_network.py``: a
mistake costs the lines that it breaks, and no others.
"""

from autograder.variants import deep_network_check as check
from autograder.variants import deep_network_right_blocks as right_blocks
from autograder.variants import deep_network_right_check as right_check
from autograder.variants import deep_network_right_cost as right_cost
from autograder.variants import deep_network_right_vectors as right_vectors
from autograder.variants import deep_network_vectors as vectors

BUGGED = (*vectors.BUGGED, *check.BUGGED)
RIGHT = (*right_vectors.RIGHT, *right_blocks.RIGHT, *right_cost.RIGHT, *right_check.RIGHT)
VARIANTS = (*BUGGED, *RIGHT)
MORE_TOGETHER: dict[tuple[str, str], float] = {}
