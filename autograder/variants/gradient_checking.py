"""Variants of the gradient-checking notebook: mistakes that students make, and right solutions.

The points that each must get follow from the rubrics in ``hidden_tests/gradient_checking.py``: a
mistake costs the lines that it breaks, and no others.
"""

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
MORE_TOGETHER = {
    # It steps by one epsilon and divides by another, whatever it is told.
    ("check_mixes_epsilons", "check_default_epsilon"): 15,
    ("check_n_mixes_epsilons", "check_n_default_epsilon"): 19,
    ("check_n_mixes_epsilons", "check_n_epsilon_of_its_own"): 19,
    # A slope beside theta is a hundred times as far from it.
    ("check_default_epsilon", "check_moves_theta"): 8,
    ("check_default_epsilon", "check_slope_beside_theta"): 7,
    # Nudges that are left are a hundred times as large, and show in right gradients.
    ("check_n_piles_up", "check_n_default_epsilon"): 11,
    ("check_n_piles_up", "check_n_epsilon_of_its_own"): 11,
    ("check_n_default_epsilon", "check_n_minus_is_theta"): 11,
    ("check_n_epsilon_of_its_own", "check_n_minus_is_theta"): 11,
    # The measured slope is next to nothing, and so is the ratio where the derivative is small.
    ("check_at_least_one", "check_half_of_epsilon"): 19,
    # The two planted mistakes: this is the function as it was handed out, and nothing is mended.
    ("dW2_times_2", "db1_times_4"): 30,
    # Theta is left a step lower, and from there it is two steps up: the slope comes out doubled.
    ("check_one_sided", "check_moves_theta"): 20,
    # The measured slope is next to nothing, and so is its distance from 0 times the derivative.
    ("check_no_ratio", "check_half_of_epsilon"): 19,
    # The last entry has no number in another loop: the function raises an exception.
    ("check_n_last_entry_only", "check_n_leaves_traces"): 30,
    # With a plus above and below the ratio is 1, always.
    ("check_n_adds_before_norm", "check_n_adds_in_numerator"): 30,
    # Two wrong steps that cancel out are not told from steps altered in the dictionary only.
    ("dZ3_doubled", "dA1_halved"): 17,
}
"""Pairs that lose more than the sum → points that they lose together."""
