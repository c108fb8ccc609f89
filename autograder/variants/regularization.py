"""Variants of the regularization notebook: mistakes that students make, and right solutions.

The points that each must get follow from the rubrics in ``hidden_tests/``: a mistake costs the
lines that it breaks, and no others.
"""

from autograder.variants.regularization_dropout import BACKWARD_BUGS, FORWARD_BUGS
from autograder.variants.regularization_l2 import BACK_BUGS, COST_BUGS
from autograder.variants.regularization_right_dropout import BACKWARD_RIGHT, FORWARD_RIGHT
from autograder.variants.regularization_right_l2 import BACK_RIGHT, COST_RIGHT

BUGGED = (*COST_BUGS, *BACK_BUGS, *FORWARD_BUGS, *BACKWARD_BUGS)
RIGHT = (*COST_RIGHT, *BACK_RIGHT, *FORWARD_RIGHT, *BACKWARD_RIGHT)
VARIANTS = (*BUGGED, *RIGHT)
MORE_TOGETHER: dict[tuple[str, str], float] = {}
