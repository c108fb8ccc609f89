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
MORE_TOGETHER = {
    # Nudges that are left are a hundred times as large, and show in right gradients.
    ("check_piles_up", "check_default_epsilon"): 14,
    # It steps by one epsilon and divides by another, whatever it is told.
    ("check_default_epsilon", "check_mixes_epsilons"): 22,
    # With both, nothing is left of a network of one layer.
    ("gradient_last_layer_missing", "gradient_from_layer_2"): 7,
    # A flat vector is indexed as a column: the function raises an exception.
    ("blocks_flat_biases", "blocks_flatten_the_vector"): 15,
    # The piece that all blocks are made of has been emptied.
    ("blocks_never_go_on", "blocks_empty_the_vector"): 9,
    # Yes or no, and no to right gradients, too: of an answer that is always the same nothing can
    # be told.
    ("check_skips_first", "check_returns_a_verdict"): 40,
    ("check_skips_last", "check_returns_a_verdict"): 40,
    ("check_forgets_2", "check_returns_a_verdict"): 40,
    ("check_loops_over_dictionary", "check_returns_a_verdict"): 40,
    ("check_every_other_entry", "check_returns_a_verdict"): 40,
    ("check_minus_from_plus", "check_returns_a_verdict"): 40,
    ("check_adds_the_costs", "check_returns_a_verdict"): 40,
    ("check_other_sign", "check_returns_a_verdict"): 40,
    ("check_multiplies_by_epsilon", "check_returns_a_verdict"): 40,
    ("check_keeps_one_slope", "check_returns_a_verdict"): 40,
    ("check_returns_a_verdict", "check_by_size_of_the_first_block"): 40,
    # Slopes a million times as large, some of them of the wrong sign: the largest ratio is 1.
    ("check_largest_ratio", "check_adds_the_costs"): 40,
}
"""Pairs that lose more than the sum → points that they lose together."""
