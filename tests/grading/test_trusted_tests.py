"""Test cells run in the grader, on proxies, and show no more than a student may see."""

import nbformat
import numpy as np
import pytest

from autograder.grading.trusted_tests import TrustedTests
from autograder.sandbox.failures import NoAnswer, as_exception
from autograder.sandbox.session import Answer

HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"


class Submission:
    """Stands for the sandbox: what a student's notebook defines."""

    def __init__(self, **names):
        self.names, self.looked = names, []

    def look(self, names):
        self.looked += names
        return {
            name: ["function"] if callable(self.names[name]) else ["value", self.names[name]]
            for name in names
            if name in self.names
        }

    def call(self, name, arguments, options, count_lines=False):
        return Answer(self.names[name](*arguments, **options), 0, None, "")


def double(x):
    return 2 * x


def source(*given):
    flags = {"grade": False, "locked": True, "solution": False, "schema_version": 3}
    cells = [
        nbformat.v4.new_code_cell(text, metadata={"nbgrader": flags | {"grade_id": str(number)}})
        for number, text in enumerate(given)
    ]
    return nbformat.v4.new_notebook(cells=cells)


def tests_on(tmp_path, *given, **names):
    return TrustedTests(Submission(**names), source(*given), tmp_path)


@pytest.fixture
def tests(tmp_path):
    """Tests of a notebook in which the student wrote ``double``."""
    return tests_on(tmp_path, "%matplotlib inline\nimport numpy as np", double=double, found=7)


tests_on.__test__ = False


def value_of(outputs):
    [output] = outputs
    assert output.output_type == "execute_result", output
    return output.data["text/plain"]


def failure_of(outputs):
    assert outputs[-1].output_type == "error"
    return outputs[-1]


# Points


@pytest.mark.parametrize(
    ("last", "points"),
    [("3.0", "3.0"), ("2", "2.0"), ("np.float64(1.5)", "1.5"), ("0", "0.0")],
)
def test_the_last_value_is_the_points(tests, last, points):
    assert value_of(tests.run(f"assert double(3) == 6\n{last}", 3)) == points


def test_a_cell_without_a_value_says_nothing(tests):
    assert tests.run("assert double(3) == 6", 3) == []
    assert tests.run("assert double(3) == 6\nNone", 3) == []
    assert tests.run("", 3) == []


def test_what_is_no_number_is_shown_as_it_is(tests):
    assert value_of(tests.run("'fine'", 3)) == "'fine'"
    assert value_of(tests.run("True", 3)) == "True"


@pytest.mark.parametrize("last", ["3.5", "-1", "1e9", "float('nan')", "np.float64(4)"])
def test_more_points_than_there_are_or_less_than_none_are_an_error(tests, last):
    told = failure_of(tests.run(last, 3))

    assert told.ename == "ValueError"
    assert "of 3 points" in told.evalue


# What is shown


def test_a_failure_in_the_visible_part_shows_its_line(tests):
    told = failure_of(tests.run("x = 1\nassert double(x) == 3, 'not 3'\n" + HIDDEN, 3))

    assert told.traceback[0] == "----> 2 assert double(x) == 3, 'not 3'"
    assert "AssertionError: not 3" in told.evalue


def test_a_failure_in_a_hidden_test_shows_only_its_message(tests):
    hidden = HIDDEN.format("secret = 3\nassert double(secret) == 7, 'it is not twice as much'")

    told = failure_of(tests.run(f"double(1)\n{hidden}", 3))

    assert len(told.traceback) == 1
    assert "secret" not in str(told)
    assert "it is not twice as much" in told.evalue


def test_a_hidden_failure_without_a_message_says_that_it_is_one(tests):
    told = failure_of(tests.run(HIDDEN.format("assert double(3) == 7"), 3))

    assert told.evalue == "AssertionError: a hidden test failed"


def test_what_is_printed_is_kept_and_warnings_are_not(tests):
    cell = "import sys, warnings\nprint('so far')\nwarnings.warn('x')\nprint('y', file=sys.stderr)"

    printed, value = tests.run(f"{cell}\n3.0", 3)

    assert (printed.name, printed.text) == ("stdout", "so far\n")
    assert value.data["text/plain"] == "3.0"


def test_a_student_who_does_not_answer_is_told_in_words(tmp_path):
    def stuck(x):
        raise NoAnswer("your function did not come to an end within 30 seconds")

    told = failure_of(tests_on(tmp_path, double=stuck).run("double(3)", 3))

    assert told.evalue == "Your function did not come to an end within 30 seconds."


def test_an_exception_of_the_students_is_told_by_its_name(tmp_path):
    def fail(x):
        raise as_exception("Strange", "I gave up")

    told = failure_of(tests_on(tmp_path, double=fail).run("double(3)", 3))

    assert (told.ename, told.evalue) == ("Strange", "Strange: I gave up")


@pytest.mark.parametrize("cell", ["raise SystemExit", "1 +", "import nothing_of_that_name"])
def test_a_mistake_in_a_test_is_an_error_and_nothing_worse(tests, cell):
    assert failure_of(tests.run(cell, 3))


# What names mean


def test_a_students_function_is_called_where_it_lives(tests):
    assert value_of(tests.run("str(double)", 3)) == '"<the student\'s double>"'
    assert value_of(tests.run("1.0 * (double(found) == 14)", 3)) == "1.0"


def test_what_our_cells_import_wins_over_what_a_student_calls_so(tmp_path):
    (tmp_path / "helper_of_ours.py").write_text("def truth():\n    return 1.0\n")
    given = "import numpy as np\nfrom helper_of_ours import truth"
    tests = tests_on(tmp_path, given, np=7, truth=lambda: 3.0, helper_of_ours=7)

    assert value_of(tests.run("np.sqrt(1.0) + truth()", 3)) == "2.0"


def test_what_a_test_imports_wins_too(tmp_path):
    assert value_of(tests_on(tmp_path, math=7).run("import math\nmath.sqrt(4)", 3)) == "2.0"


def test_what_python_calls_so_wins_too(tmp_path):
    tests = tests_on(tmp_path, abs=lambda x: 0, all=lambda x: True, __name__="student")

    told = failure_of(tests.run("assert abs(7) == 0 or all([False])", 3))
    assert told.ename == "AssertionError"
    assert value_of(tests.run("__name__", 3)) == "'__main__'"


def test_what_a_test_defines_is_there_for_the_next_one(tests):
    tests.run("import math\nexpected = 6\ndef check():\n    assert double(3) == expected", 3)

    assert value_of(tests.run("check()\nmath.floor(3.5)", 3)) == "3.0"


def test_a_student_cannot_replace_what_a_test_defined(tmp_path):
    tests = tests_on(tmp_path, double=lambda x: 0, expected=0)
    tests.run("expected = 6", 3)

    assert failure_of(tests.run("assert double(3) == expected", 3))


def test_what_a_failing_test_defined_so_far_is_there_too(tests):
    tests.run("expected = 6\nassert False", 3)

    assert value_of(tests.run("3.0 if double(3) == expected else 0.0", 3)) == "3.0"


def test_only_names_that_a_test_reads_are_asked_for(tests):
    tests.run("x = double(3)\ny = [x for x in range(3)]", 3)

    assert set(tests._session.looked) == {"double", "x"}


def test_an_array_that_a_student_left_is_a_copy(tmp_path):
    weights = np.ones(2)

    assert value_of(tests_on(tmp_path, weights=weights).run("float(weights.sum())", 3)) == "2.0"


def test_tests_find_the_helper_modules_and_leave_no_trace(tests, tmp_path, monkeypatch):
    import os
    import sys

    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    (tmp_path / "data.txt").write_text("3")
    before = (os.getcwd(), list(sys.path), dict(os.environ))

    cell = "import os\nassert os.environ['NBGRADER_EXECUTION']\nint(open('data.txt').read())"

    assert value_of(tests.run(cell, 3)) == "3.0"
    assert (os.getcwd(), list(sys.path), dict(os.environ)) == before
