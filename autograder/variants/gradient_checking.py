"""Variants of the gradient-checking notebook: mistakes that students make, and right solutions.

The points that each must get follow from the rubrics in ``hidden_tests/gradient_checking.py``: a
mistake costs the lines that it breaks, and no others.
"""

from autograder.hidden_tests import planted
from autograder.variants import gradient_checking_1d as one_parameter
from autograder.variants import gradient_checking_1d_right as one_parameter_right
from autograder.variants import gradient_checking_backward as backward
from autograder.variants import gradient_checking_backward_right as backward_right
from autograder.variants import gradient_checking_n as check_n
from autograder.variants import gradient_checking_n_right as check_n_right

PLANTED = backward.PLANTED
BUGGED = (*one_parameter.BUGGED, *check_n.BUGGED, *backward.BUGGED)
RIGHT = (*one_parameter_right.RIGHT, *check_n_right.RIGHT, *backward_right.RIGHT)
VARIANTS = (*BUGGED, *RIGHT)
CONDITIONS_ON_BOTH = (planted.CONDITION,)
"""Where two bugs together lose more than the sum, and are meant to."""
MORE_TOGETHER: dict[tuple[str, str], float] = {}
