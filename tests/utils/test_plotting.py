"""Pictures hold what they are to show."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from plotting import AREAS, COLORS, plot_costs, plot_decision_boundary, plot_points

X = np.array([[0.0, 1.0, 2.0, 3.0], [0.0, -1.0, 0.5, 1.0]])
Y = np.array([[0, 0, 1, 1]])


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_points_are_coloured_by_label(ax):
    plot_points(X, Y, ax)

    drawn = {line.get_color(): line.get_xdata().tolist() for line in ax.lines}
    assert drawn == {COLORS[0]: [0, 1], COLORS[1]: [2, 3]}


def test_the_areas_are_those_that_the_model_decides_for(ax):
    plot_decision_boundary(lambda points: points[:, 0] > 1.5, X, Y, ax, "halves")

    ax.figure.canvas.draw()
    seen = np.asarray(ax.figure.canvas.buffer_rgba())[..., :3]
    for point, label in (((0.5, 0.8), 0), ((2.5, -0.8), 1)):
        column, row = ax.transData.transform(point).astype(int)
        color = 255 * np.array(AREAS(label)[:3])
        np.testing.assert_allclose(seen[-row, column], color, atol=2)
    assert ax.get_title() == "halves"


@pytest.mark.parametrize("shape", [(-1,), (1, -1), (-1, 1)])
def test_decisions_may_come_in_any_shape(shape, ax):
    plot_decision_boundary(lambda points: (points[:, 1] > 0).reshape(shape), X, Y.ravel(), ax)

    assert len(ax.lines) == 2


def test_a_model_that_always_decides_alike_has_no_boundary(ax, recwarn):
    plot_decision_boundary(lambda points: np.zeros(len(points)), X, Y, ax)

    assert not recwarn.list


def test_costs_are_drawn_over_their_iterations(ax):
    plot_costs([0.7, 0.5, 0.4], learning_rate=0.01, ax=ax)

    assert ax.lines[0].get_xdata().tolist() == [0, 1000, 2000]
    assert "0.01" in ax.get_title()
