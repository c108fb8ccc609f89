"""Pairs of mistakes in the debugging notebook that lose more than the sum of what each loses.

``cost_and_gradient`` lets a gradient pass that is the slope of the student's own wrong cost. With
one more mistake in either it is that no longer, and the lines of the gradient are lost, too.
Excuses for two mistakes at once were tried, and let nonsense pass.
"""

from itertools import product


def _each(points: float, firsts: str, seconds: str) -> dict[tuple[str, str], float]:
    """Return pairs of names, those before with those after, and what each pair loses."""
    names = ([f"cost_{name}" for name in listed.split()] for listed in (firsts, seconds))
    return dict.fromkeys(product(*names), points)


WRONG_M = "averages_outputs columns_counted for_five without_m"
NUMERICAL = {
    # A nudge that stays: one-sided slopes grow from entry to entry, and slopes that add up twice
    # are not undone.
    ("numerical_forward", "numerical_piles_up"): 16,
    ("numerical_backward", "numerical_piles_up"): 16,
    ("numerical_piles_up", "numerical_piles_up_costs"): 20,
    # The other entries are moved already when entry 0 is measured, or are so ever after.
    ("numerical_piles_up", "numerical_entry_0_one_sided"): 20,
    # It steps by one epsilon and divides by another, whatever it is told.
    ("numerical_mixes_epsilons", "numerical_default_epsilon"): 11,
}
TWO_IN_THE_COST = (
    # Another m, and another formula: neither gradient is the slope of that cost.
    _each(12, WRONG_M, "base_10 logs_swapped mean_of_all of_true_class padded turned")
    | _each(12, "not_averaged", "averages_outputs columns_counted for_five")
    # Another network than the one with the ones first.
    | _each(14, "bias_at_the_end", "base_10 logs_swapped mean_of_all turned")
    | _each(14, "not_averaged of_true_class padded", "bias_at_the_end")
    # Other labels.
    | _each(9, "labels_off_by_one", "base_10 mean_of_all turned logs_swapped")
    | _each(9, "not_averaged padded of_true_class", "labels_off_by_one")
    # Another penalty, on other parameters.
    | _each(8, "bias_penalized", "penalty_doubled penalty_not_averaged_in_cost penalty_of_norms")
    | _each(8, "bias_penalized", "penalty_of_sizes penalty_subtracted")
    | _each(8, "bias_penalized", "penalty_by_theta1_only penalty_forgotten")
    | _each(
        8,
        "penalty_doubled penalty_forgotten penalty_by_theta1_only",
        "penalty_spares_first_row",
    )
    | _each(
        8,
        "penalty_spares_first_row",
        "penalty_not_averaged_in_cost penalty_of_norms penalty_of_sizes penalty_subtracted",
    )
)
ONE_IN_EACH = (
    # The loop runs to a wrong number of examples: the function raises an exception.
    _each(45, "loops_backwards", "averages_outputs for_five")
    | _each(13, "bias_penalized penalty_spares_first_row", "gradient1_averaged_twice")
    | _each(13, "bias_penalized penalty_spares_first_row", "gradient_not_averaged")
    | _each(14, f"{WRONG_M} bias_at_the_end", "gradient1_bias_forgotten")
    | _each(14, "bias_at_the_end labels_off_by_one", "gradient1_averaged_twice")
    | _each(14, "labels_off_by_one", "gradient_not_averaged")
    | _each(19, "bias_at_the_end", "gradient_not_averaged")
    # Nothing is left by which cost or gradient could be told from nonsense.
    | _each(36, "bias_at_the_end", "delta3_minus_labels delta3_of_true_class delta3_off_by_one")
    | _each(36, "bias_at_the_end", "delta3_turned delta3_with_slope delta3_without_signs")
    | _each(36, "bias_at_the_end", "delta3_without_targets")
    | _each(36, "labels_off_by_one", "gradient1_bias_forgotten")
    | _each(41, "labels_off_by_one", "unrolled_by_columns")
)
TWO_IN_THE_GRADIENT = (
    # A factor of a matrix that is wrong in another way as well does not show, and its penalty,
    # which is off by that factor, is charged.
    _each(
        15,
        "delta2_turned delta2_with_slope_of_tanh delta2_without_slope wrong_column_stripped",
        "gradient_not_averaged",
    )
    | _each(
        15,
        "gradient_not_averaged",
        "delta2_of_wrong_columns delta2_with_A2_alone delta2_with_one_minus_alone"
        " delta2_with_slope_at_A2 delta2_with_slope_of_Z2 delta2_with_slope_of_relu"
        " delta2_with_slope_twice delta3_with_slope_on_the_way_back",
    )
    | _each(
        15,
        "delta3_turned delta3_without_targets delta3_without_signs delta3_of_true_class"
        " delta3_minus_labels delta3_with_slope delta3_off_by_one gradient2_not_averaged"
        " gradient2_of_Z2",
        "gradient1_averaged_twice",
    )
    | _each(17, "gradient1_averaged_twice", "gradient2_of_last_example")
)
PAIRS = NUMERICAL | TWO_IN_THE_COST | ONE_IN_EACH | TWO_IN_THE_GRADIENT
"""Pairs that lose more than the sum → points that they lose together."""
