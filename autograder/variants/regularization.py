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
MORE_TOGETHER = {
    # No term with lambd is left whose factor could be judged.
    ("dW3_without_term", "last_layer_with_term_only"): 15,
    ("dW1_without_term", "terms_of_the_layer_before"): 15,
    ("l2_without_dW1", "terms_of_the_layer_before"): 17,
    # What lambd adds by way of dA1 is foretold for right blocks, not for other signs and shapes.
    ("dA1_with_term", "dW1_sign"): 7,
    ("dA1_with_term", "l2_db1_axis"): 3,
    # What A2 is masked by is divided by keep_prob already.
    ("A2_masked_by_D1", "mask_scaled"): 13,
    ("mask_of_the_other_layer", "mask_scaled"): 15,
    # The mask of every second unit of the other layer keeps all units of this one.
    ("mask_of_every_second_unit", "mask_of_the_other_layer"): 13,
    # Entries that do not count alike are not told from a factor where the cost is rounded.
    ("cost_matrix_product_turned", "cost_rounded"): 11,
    ("cost_spares_the_first_input", "cost_rounded"): 11,
    # What stands where D should is no mask, and what stands where A should is none either.
    ("mask_not_compared", "cache_in_another_order"): 24,
    ("cache_in_another_order", "mask_scaled"): 24,
    # With keep_prob = 1 all units are dropped, and the share that is kept is 0: A2 is NaN.
    ("mask_drops_keep_prob", "A1_scaled_by_the_share"): 12,
    ("A1_scaled_by_the_share", "both_masks_inverted"): 12,
    # With another mask in dA2 each time, nothing is sure to follow from dA1.
    ("dA1_masked_the_wrong_way", "dA2_fresh_mask"): 12,
    # Two wrong steps that cancel out are not told from steps altered in the dictionary only.
    ("dA2_not_scaled", "dA1_scaled_twice"): 8,
    ("dA1_not_scaled", "dA2_scaled_twice"): 8,
    ("dA2_scaled_twice", "dA1_neither"): 13,
    ("dA2_neither", "dA1_scaled_twice"): 13,
    ("dA2_scaled_twice", "drop_dZ3_scaled"): 7,
    ("dA1_scaled_twice", "drop_dZ3_scaled"): 9,
    ("dA1_scaled_twice", "dA2_too_late"): 7,
}
"""Pairs that lose more than the sum → points that they lose together."""
