"""Our preprocessors in nbgrader's chain: one notebook each for what they mend."""

import nbformat
from conftest import ROOT
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from autograder.course import Course
from autograder.grading.feedback_style import FeedbackStyle
from autograder.grading.skip_demonstrations import SkipDemonstrations
from autograder.grading.tell_timeouts import TellTimeouts


def notebook_with(*outputs):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("f()", outputs=[*outputs])])


def error(name):
    return nbformat.v4.new_output("error", ename=name, evalue="", traceback=["Traceback", name])


def test_a_stopped_cell_says_so_in_words_and_keeps_what_was_printed():
    printed = nbformat.v4.new_output("stream", name="stdout", text="so far")
    notebook = notebook_with(printed, error("KeyboardInterrupt"), error("CellTimeoutError"))
    config = Config({"ExecutePreprocessor": {"timeout": 10}})

    notebook, _ = TellTimeouts(config=config).preprocess(notebook, {})

    kept, told = notebook.cells[0].outputs
    assert kept.text == "so far"
    assert told.output_type == "error", "nbgrader must still see a failure"
    assert "stopped after 10 seconds" in told.evalue
    nbformat.validate(notebook)


def test_other_errors_keep_their_traceback():
    notebook, _ = TellTimeouts().preprocess(notebook_with(error("ValueError")), {})

    assert notebook.cells[0].outputs[0].ename == "ValueError"


def test_the_style_is_added_to_the_page():
    _, resources = FeedbackStyle().preprocess(notebook_with(), {"inlining": {"css": ["body {}"]}})

    assert resources["inlining"]["css"][0] == "body {}"
    assert "pre-wrap" in resources["inlining"]["css"][1]


def test_time_outs_are_told_right_after_the_cells_have_run():
    steps = Course(ROOT).nbgrader.config.Autograde.autograde_preprocessors

    assert Execute not in steps
    assert steps.index(TellTimeouts) == steps.index(SkipDemonstrations) + 1
