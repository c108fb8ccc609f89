"""What a student's cells showed is made safe before it is kept."""

import base64

import nbformat
import pytest

from autograder.grading import outputs
from autograder.grading.feedback_style import FeedbackStyle
from autograder.grading.outputs import accepted, error, sanitized_markdown

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n and so on").decode()


def shown(mime, content, kind="display_data"):
    return {"output_type": kind, "data": {mime: content}, "metadata": {}}


def validated(kept):
    cell = nbformat.v4.new_code_cell("", outputs=kept)
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
    return kept


def test_text_and_pictures_and_errors_are_kept():
    sent = [
        {"output_type": "stream", "name": "stdout", "text": "<b>hello</b>"},
        shown("image/png", PNG),
        {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["a", "b"]},
        shown("text/plain", "7", "execute_result") | {"execution_count": 3},
    ]

    stream, picture, failure, result = validated(accepted(sent))

    assert stream.text == "<b>hello</b>"
    assert picture.data == {"image/png": PNG}
    assert (failure.ename, failure.traceback) == ("ValueError", ["a", "b"])
    assert (result.data, result.execution_count) == ({"text/plain": "7"}, 3)


@pytest.mark.parametrize(
    ("mime", "content"),
    [
        ("application/javascript", "alert(1)"),
        ("image/svg+xml", "<svg onload='alert(1)'/>"),
        ("application/vnd.jupyter.widget-view+json", {"model_id": "1"}),
        ("text/latex", "$x$"),
        ("image/png", "not base64!"),
        ("image/png", PNG + '" onerror="alert(1)'),
        ("image/jpeg", PNG),
        ("text/plain", 7),
    ],
)
def test_what_runs_or_is_not_what_it_says_is_dropped(mime, content):
    assert accepted([shown(mime, content)]) == []


def test_html_loses_what_runs_or_loads():
    html = (
        "<table onclick='a()'><tr><td>7</td></tr></table><script>alert(1)</script>"
        "<img src='http://spy/x.png'><iframe src='x'></iframe><a href='javascript:a()'>y</a>"
    )

    [kept] = accepted([shown("text/html", html)])

    text = kept.data["text/html"]
    assert "<td>7</td>" in text
    for word in ("<script", "<img", "<iframe", "onclick", "javascript:"):
        assert word not in text


def test_a_students_words_lose_it_too():
    text = sanitized_markdown("# Mine\n\n*because* <script>alert(1)</script> <b>x</b>")

    assert "*because*" in text
    assert "<script" not in text


@pytest.mark.parametrize(
    "sent",
    [
        None,
        7,
        "text",
        {},
        [None, 7, "x", []],
        [{}],
        [{"output_type": "stream"}],
        [{"output_type": "stream", "text": ["a"]}],
        [{"output_type": "display_data", "data": []}],
        [{"output_type": "update_display_data", "data": {"text/plain": "x"}}],
    ],
)
def test_what_is_no_list_of_outputs_is_nothing(sent):
    assert accepted(sent) == []


def test_an_error_in_pieces_is_still_an_error():
    [kept] = validated(accepted([{"output_type": "error", "ename": 3, "traceback": [1, None]}]))

    assert (kept.ename, kept.evalue, kept.traceback) == ("", "", ["", ""])


def test_text_that_cannot_be_encoded_can_be():
    [kept] = accepted([{"output_type": "stream", "name": "x", "text": "a\ud800b"}])

    assert kept.name == "stdout"
    assert kept.text.encode() == b"a?b"


def test_there_is_a_bound_to_everything(monkeypatch):
    monkeypatch.setattr(outputs, "MAX_OUTPUTS", 4)
    stream = {"output_type": "stream", "name": "stdout", "text": "1234567"}
    picture = shown("image/png", PNG)

    room = outputs.Room(text=10, pictures=len(PNG))
    kept = accepted([stream, stream, picture, picture, stream], room)

    assert [output.get("text") for output in kept] == ["1234567", "123", None]


def test_an_error_of_ours_is_red_and_has_no_traceback():
    [told] = validated([error("TimeoutError", "It was stopped.", "----> 1 double(2)")])

    assert told.traceback == ["----> 1 double(2)", "\033[31mIt was stopped.\033[0m"]
    assert told.evalue == "It was stopped."


def test_the_style_is_added_to_the_feedback_page():
    notebook = nbformat.v4.new_notebook()

    _, resources = FeedbackStyle().preprocess(notebook, {"inlining": {"css": ["body {}"]}})

    assert resources["inlining"]["css"][0] == "body {}"
    assert "pre-wrap" in resources["inlining"]["css"][1]
