"""A report says the same as text, as a page, and as data."""

import base64
import io
import json
import re
from html.parser import HTMLParser

import gradcheck_cases as cases
import matplotlib.image
import matplotlib.pyplot as plt
import numpy as np
import pytest
from gradcheck_cases import W, answering, chain_of, changed, cost, gradients

from benchmarks.networks import Bug, draw
from gradcheck import check_gradients
from gradcheck_report import Block, Report

VOID = {"br", "img", "hr"}


class Page(HTMLParser):
    """Collects what a page holds, and sees that every element is closed."""

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.images, self.words = [], [], [], ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "img":
            self.images.append(dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data


def strictly(text):
    """Parse JSON, and refuse the NaN and Infinity that Python would let pass."""

    def refuse(constant):
        raise AssertionError(constant)

    return json.loads(text, parse_constant=refuse)


@pytest.fixture(scope="module")
def right():
    network, parameters = draw(np.random.default_rng(0), "He with biases")
    return check_gradients(network.cost, network.gradients, parameters)


@pytest.fixture(scope="module")
def wrong():
    """dW2 twice too large, and dW3 with one wrong entry."""
    network, parameters = draw(np.random.default_rng(0), "standard normal", "tanh")

    def change(g):
        g["dW2"] *= 2
        g["dW3"][0, 1] += 1

    return check_gradients(network.cost, changed(network.gradients, change), parameters)


@pytest.fixture(scope="module")
def faulty():
    """One block is missing, one is right."""
    parameters = {"W": W, "V": W}
    return check_gradients(lambda p: cost(p) + np.sum(p["V"] ** 2), gradients, parameters)


@pytest.fixture(scope="module")
def undecided():
    rng = np.random.default_rng(0)
    return check_gradients(lambda p: cost(p) + rng.normal(), gradients, {"W": W})


@pytest.fixture(scope="module")
def explained():
    network, parameters = draw(np.random.default_rng(0), "standard normal", "tanh")
    bug = Bug("doubled", "dZ2", "factor", lambda *context: 2 * context[-1])
    return check_gradients(chain_of(network), answering(network, bug), parameters)


REPORTS = ["right", "wrong", "faulty", "undecided", "explained"]


@pytest.fixture(params=REPORTS)
def report(request):
    return request.getfixturevalue(request.param)


# -- text ----------------------------------------------------------------------------------------


def test_the_text_has_a_line_for_each_block_with_mark_and_ratio(wrong):
    lines = str(wrong).splitlines()

    for name, block in wrong.blocks.items():
        [line] = [line for line in lines if f" d{name} " in f"{line} " and line.startswith("  ")]
        assert ("✗" if block.verdict == "wrong" else "✓") in line
        assert f"{block.ratio:.0e}" in line


def test_the_first_line_says_what_is_wrong(wrong):
    first = str(wrong).splitlines()[0]

    assert "2 of 6" in first
    assert "dW2, dW3" in first


def test_the_text_says_why_and_where(wrong):
    text = str(wrong)

    assert "dW2 is 2 × the numerical gradient" in text
    assert "[0, 1]" in text
    assert wrong.classic in text
    assert "complex steps" in text
    assert "3 points" in text


def test_if_all_is_right_nothing_is_explained(right):
    text = str(right)

    assert right.verdict == "right"
    assert right.wrong == []
    assert "✗" not in text
    assert "agree" in text.splitlines()[0]


def test_a_ratio_that_is_no_number_is_a_dash(faulty):
    [line] = [line for line in str(faulty).splitlines() if " dV " in line]

    assert "–" in line
    assert "nan" not in str(faulty).lower()
    assert "no dV" in line


def test_undecided_is_neither_right_nor_wrong(undecided):
    text = str(undecided)

    assert undecided.verdict == "undecided"
    assert "?" in text
    assert "No mistake was found" in text
    assert "dW" in text.splitlines()[0]
    assert "✓" not in text
    assert "✗" not in text


def test_the_first_wrong_step_comes_first(explained):
    text = str(explained)

    assert explained.first_wrong == "dZ2"
    assert "dZ2 is 2 ×" in text.splitlines()[1]
    assert "it follows from dZ2" in text


def test_wrong_outweighs_undecided_outweighs_right():
    def report_of(*verdicts):
        blocks = {v: Block(v, v, 0.5) for v in verdicts}
        return Report(blocks, "complex steps", ["here"], 0.1, True, {}, [])

    assert report_of("right", "undecided", "wrong").verdict == "wrong"
    assert report_of("right", "undecided").verdict == "undecided"
    assert report_of("right").verdict == "right"


def test_one_point_is_singular():
    report = check_gradients(cost, gradients({"W": W}), {"W": W})

    assert re.search(r"1 point\b", str(report))


# -- JSON ----------------------------------------------------------------------------------------


def test_json_holds_what_the_report_does(report):
    data = strictly(report.to_json())

    assert data["verdict"] == report.verdict
    assert data["first_wrong"] == report.first_wrong
    assert list(data["blocks"]) == list(report.blocks)
    for name, block in report.blocks.items():
        told = data["blocks"][name]
        assert told["verdict"] == block.verdict
        assert told["words"] == block.words
        assert [cause["kind"] for cause in told["causes"]] == [c.kind for c in block.causes]
        assert told["ratio"] == (block.ratio if np.isfinite(block.ratio) else None)
    assert list(data["steps"]) == list(report.steps)
    assert data["method"] == report.method
    assert data["points"] == list(report.points)
    assert data["notes"] == list(report.notes)


def test_numbers_that_json_does_not_have_are_null(faulty):
    data = strictly(faulty.to_json())

    assert np.isnan(faulty.blocks["V"].ratio)
    assert data["blocks"]["V"]["ratio"] is None
    assert data["global_ratio"] is None


@pytest.mark.parametrize("ratio", [np.nan, np.inf, -np.inf])
def test_no_ratio_breaks_json(ratio):
    report = Report({"W": Block("W", "wrong", ratio)}, "m", [], ratio, True, {}, [])

    data = strictly(report.to_json())

    assert data["blocks"]["W"]["ratio"] is None
    assert data["global_ratio"] is None


def test_wrong_entries_and_factors_are_data(wrong):
    blocks = strictly(wrong.to_json())["blocks"]

    assert blocks["W3"]["entries"] == [[0, 1]]
    [cause] = blocks["W2"]["causes"]
    assert cause["kind"] == "factor"
    assert cause["factor"] == pytest.approx(2)


def test_steps_and_what_they_carry_are_data(explained):
    data = strictly(explained.to_json())

    assert data["first_wrong"] == "dZ2"
    assert [cause["kind"] for cause in data["steps"]["dZ2"]] == ["factor"]
    assert data["blocks"]["W1"]["carried"] == "dZ2"
    assert data["blocks"]["W3"]["carried"] is None


def test_options_go_to_json(right):
    text = right.to_json(indent=2, sort_keys=True)

    assert text.startswith('{\n  "blocks"')


# -- HTML ----------------------------------------------------------------------------------------


def test_the_page_says_what_the_text_says(report):
    page = Page(report._repr_html_())

    assert report.headline in page.words
    assert report.measured in page.words
    assert "table" in page.tags
    assert page.tags.count("tr") == 1 + len(report.blocks)
    for name, block in report.blocks.items():
        assert f"d{name}" in page.words
        assert block.words in page.words


def test_there_is_a_heat_map_for_each_wrong_block_and_no_other(wrong):
    page = Page(wrong._repr_html_())

    assert len(page.images) == 2
    assert "dW2" in page.images[0]["alt"]
    assert "dW3" in page.images[1]["alt"]


def test_no_wrong_block_no_picture(right, undecided):
    assert Page(right._repr_html_()).images == []
    assert Page(undecided._repr_html_()).images == []


def test_a_block_that_cannot_be_compared_has_no_picture(faulty):
    assert faulty.wrong == ["V"]
    assert Page(faulty._repr_html_()).images == []


def test_pictures_are_inside_the_page_and_can_be_read(wrong):
    for image in Page(wrong._repr_html_()).images:
        kind, data = image["src"].split(",", 1)
        pixels = matplotlib.image.imread(io.BytesIO(base64.b64decode(data)), format="png")
        assert kind == "data:image/png;base64"
        assert min(pixels.shape[:2]) > 50
        assert np.ptp(pixels) > 0.5  # something is on it


def test_a_heat_map_leaves_other_figures_alone(wrong):
    before = plt.get_fignums()

    wrong._repr_html_()

    assert plt.get_fignums() == before


@pytest.mark.parametrize("shape", [(), (3,), (1, 1), (40, 1), (1, 40), (0, 3), (2, 2, 2)])
def test_blocks_of_any_shape_make_a_page(shape):
    parameters = {"T": np.full(shape, 1.5), "W": W}

    report = check_gradients(
        lambda p: np.sum(p["T"] ** 3) + cost(p),
        lambda p: {"dT": 6 * p["T"] ** 2, "dW": 2 * gradients(p)["dW"]},
        parameters,
    )

    page = Page(report._repr_html_())
    pictured = np.prod(shape) > 0 and len(shape) <= 2
    assert len(page.images) == 1 + pictured
    strictly(report.to_json())


@pytest.mark.parametrize("name", ["<b>", '"quoted"', "a&b", "$x_{", r"\alpha", "Ω", "<img src=x>"])
def test_names_are_shown_as_they_are_and_never_run(name):
    report = check_gradients(
        lambda p: np.sum(p[name] ** 2), lambda p: {name: 5 * p[name], "<i>": 0}, {name: W}
    )

    page = Page(report._repr_html_())
    assert report.wrong == [name]
    assert not {"b", "i"} & set(page.tags)
    assert len(page.images) == 1
    assert f"d{name}" in page.words
    assert f"d{name}" in page.images[0]["alt"]
    assert strictly(report.to_json())["blocks"][name]["verdict"] == "wrong"


def test_what_a_cost_raises_is_never_run():
    def hostile(p):
        if np.iscomplexobj(p["W"]):
            raise TypeError("<script>alert(1)</script>")
        return cost(p)

    report = check_gradients(hostile, gradients, {"W": W})

    page = Page(report._repr_html_())
    assert "<script>" in report.method
    assert "script" not in page.tags


def test_a_block_too_large_for_measuring_by_entry_has_no_picture_unless_asked_for():
    network, parameters = draw(np.random.default_rng(1), "He with biases", dims=(300, 5, 1))
    doubled = changed(network.gradients, lambda g: g["dW1"].__imul__(2))

    probed = check_gradients(network.cost, doubled, parameters)
    measured = check_gradients(network.cost, doubled, parameters, elementwise=True)

    assert len(Page(probed._repr_html_()).images) == 0
    assert len(Page(measured._repr_html_()).images) == 1


def test_a_kept_report_does_not_change_with_the_arrays_of_the_student():
    given = {"dW": 2 * cases.gradients({"W": W})["dW"]}
    report = check_gradients(cost, given, {"W": W})
    before = report._repr_html_()

    given["dW"][:] = 0

    assert report._repr_html_() == before
