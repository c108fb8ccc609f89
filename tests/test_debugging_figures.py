"""The figures that the debugging notebook tells its readers come out when they follow it."""

import numpy as np
import pytest

import debugging_lab as lab
from autograder.proof import notebooks
from autograder.variants.debugging import BUGGED
from replacing import replaced

AS_HANDED_OUT = {
    next(iter(variant.marks)): variant.changes
    for variant in BUGGED
    if variant.name.endswith("_as_handed_out")
}


def functions(*not_mended):
    """The notebook's functions, mended but for some."""
    changes = [change for name in not_mended for change in AS_HANDED_OUT[name]]
    return notebooks.functions("debugging", changes)


def ratio(lab_functions, lambd=0.0):
    theta, X, labels = lab.debug_case()

    def cost_and_gradient(theta):
        return lab_functions.cost_and_gradient_loop(theta, X, labels, lambd)

    measured = lab_functions.numerical_gradient(lambda t: cost_and_gradient(t)[0], theta)
    return lab_functions.relative_difference(cost_and_gradient(theta)[1], measured)


@pytest.mark.parametrize(
    ("not_mended", "expected"),
    [
        (("sigmoid", "numerical_gradient", "relative_difference"), 1.94),
        (("numerical_gradient", "relative_difference"), 1.08e-2),
        (("relative_difference",), 1.22e-9),
        ((), 1.22e-9),
        (("sigmoid", "relative_difference"), 1.88),
        (("sigmoid",), 0.883),
    ],
)
def test_the_ratio_falls_with_every_repair(not_mended, expected):
    assert ratio(functions(*not_mended)) == pytest.approx(expected, rel=0.01)


def test_with_penalty_the_ratio_is_below_the_mark_as_well():
    assert ratio(functions(), lambd=1.0) == pytest.approx(9.3e-10, rel=0.01)


def test_the_upside_down_sigmoid_turns_theta2_and_spares_theta1():
    theta, X, labels = lab.debug_case()
    broken = functions("sigmoid")

    claimed = broken.cost_and_gradient_loop(theta, X, labels, 0.0)[1]
    measured = broken.numerical_gradient(
        lambda t: broken.cost_and_gradient_loop(t, X, labels, 0.0)[0], theta
    )

    np.testing.assert_allclose(claimed[: lab.SPLIT], measured[: lab.SPLIT], rtol=1e-5)
    np.testing.assert_allclose(claimed[lab.SPLIT :], -measured[lab.SPLIT :], rtol=1e-5)


def test_entry_0_reads_exactly_zero_while_the_loop_starts_at_1():
    theta, X, labels = lab.debug_case()
    broken = functions("numerical_gradient")

    measured = broken.numerical_gradient(
        lambda t: broken.cost_and_gradient_loop(t, X, labels, 0.0)[0], theta
    )

    assert measured[0] == 0
    assert np.count_nonzero(measured) == 37


def test_the_optimizer_gives_up_before_and_converges_after():
    X, labels = lab.three_spirals(150, seed=0)
    mended = functions()

    with replaced(mended.cost_and_gradient_loop, sigmoid=lambda z: 1 / (1 + np.exp(z))):
        before = lab.train(mended.cost_and_gradient_loop, X, labels, 0.1)
    after = lab.train(mended.cost_and_gradient, X, labels, 0.1)

    assert before.message == "Desired error not necessarily achieved due to precision loss."
    assert before.steps == 0
    assert 40 < len(before.costs) < 80
    assert after.message == "Optimization terminated successfully."
    assert after.steps > 100
    assert after.costs[-1] == pytest.approx(0.2532, rel=1e-3)


def test_only_the_mended_network_knows_new_points_and_the_check_misses_wrong_labels():
    X, labels = lab.three_spirals(150, seed=0)
    X_test, labels_test = lab.three_spirals(300, seed=1)
    mended = functions()

    def off_by_one(theta, X, labels, lambd):
        return mended.cost_and_gradient(theta, X, (labels + 1) % 3, lambd)

    def accuracy(cost_and_gradient):
        theta = lab.train(cost_and_gradient, X, labels, 0.1).theta
        theta1, theta2 = lab.to_matrices(theta)
        outputs = [mended.forward_one(theta1, theta2, x)[-1] for x in X_test]
        return np.mean(np.argmax(outputs, axis=1) == labels_test)

    assert accuracy(mended.cost_and_gradient) > 0.95
    assert accuracy(off_by_one) < 0.05
