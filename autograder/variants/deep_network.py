"""Variants of the deep-network notebook: mistakes that students make, and right solutions.

The points that each must get follow from the rubrics in ``hidden_tests/deep_network.py``: a
mistake costs the lines that it breaks, and no others.
"""

from autograder.variants import deep_network_check as check
from autograder.variants import deep_network_vectors as vectors

BUGGED = (*vectors.BUGGED, *check.BUGGED)
RIGHT = (*vectors.RIGHT, *check.RIGHT)
VARIANTS = (*BUGGED, *RIGHT)
