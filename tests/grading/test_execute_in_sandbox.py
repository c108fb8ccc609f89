"""A notebook is run: the student's cells in the sandbox, our tests here, demonstrations nowhere."""

import nbformat
import pytest
import tiny_assignment
from nbgrader.preprocessors import Execute
from tiny_assignment import ASSIGNMENT

from autograder.build import PROJECT_ROOT, new_course
from autograder.build.source import build_source
from autograder.course import Course
from autograder.grading.class_grading import grade_submission
from autograder.grading.execute_in_sandbox import DEMONSTRATION, ExecuteInSandbox, run_notebook
from autograder.hidden_tests.seeds import fresh_generator
from autograder.sandbox.failures import NoAnswer
from autograder.sandbox.isolation import probe
from autograder.variants.submissions import hand_in, reference_submission

NOTEBOOK = "another"
FULL = 7


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with one notebook: two graded items, and a demonstration between them."""
    root = tmp_path_factory.mktemp("execute")
    course = new_course(root / "course", probe().level)
    authored = tiny_assignment.write(root / "assignments")
    build_source(authored, course.root / "source" / ASSIGNMENT, notebooks=[NOTEBOOK])
    course.generate_release(ASSIGNMENT)
    return course


def cell_of(notebook, name):
    (cell,) = [cell for cell in notebook.cells if cell.id == name]
    return cell


def verdict_on(course, student, change, blank=False):
    notebook = reference_submission(course, ASSIGNMENT, NOTEBOOK)
    if blank:
        path = course.root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
        notebook = nbformat.read(path, 4)
    change(notebook)
    hand_in(course, ASSIGNMENT, student, {NOTEBOOK: nbformat.writes(notebook)})
    return grade_submission(course, ASSIGNMENT, student)


def graded(course, student):
    return nbformat.read(course.root / "autograded" / student / ASSIGNMENT / f"{NOTEBOOK}.ipynb", 4)


def nothing(notebook):
    pass


# Demonstrations


def untag(notebook):
    del cell_of(notebook, "watch").metadata["tags"]


def edit_demonstration(notebook):
    cell_of(notebook, "watch").source = "open('watched', 'w').close()\n1 / 0"


def delete_demonstration(notebook):
    notebook.cells = [cell for cell in notebook.cells if cell.id != "watch"]


def tag_everything(notebook):
    for cell in notebook.cells:
        cell.metadata["tags"] = ["demonstration", "skip-execution"]


@pytest.mark.parametrize(
    "change", [nothing, untag, edit_demonstration, delete_demonstration, tag_everything]
)
def test_a_demonstration_is_not_run_and_says_so(course, change):
    verdict = verdict_on(course, "ada", change)

    assert verdict.total == FULL
    (output,) = cell_of(graded(course, "ada"), "watch").outputs
    assert output.text == f"{DEMONSTRATION}\n"


def takes_the_name_of_the_demonstration(notebook):
    notebook.cells = [cell for cell in notebook.cells if cell.id != "watch"]
    cell_of(notebook, "test_double").metadata.nbgrader.grade_id = "watch"


def demonstration_is_graded(notebook):
    cell_of(notebook, "watch").metadata.nbgrader.update(grade=True, points=7)


def demonstration_doubled(notebook):
    copy = nbformat.from_dict(cell_of(notebook, "watch"))
    copy.id = "copy"
    notebook.cells.append(copy)


@pytest.mark.parametrize(
    "change",
    [
        tag_everything,
        takes_the_name_of_the_demonstration,
        demonstration_is_graded,
        demonstration_doubled,
    ],
)
def test_blank_work_earns_nothing_whatever_is_called_a_demonstration(course, change):
    assert verdict_on(course, "bob", change, blank=True).total == 0


# Outputs of the notebook that nbgrader keeps


def test_cells_show_what_they_show_in_jupyter(course):
    def talk(notebook):
        text = "print('so far')\n2 + 2"
        notebook.cells.insert(0, nbformat.v4.new_code_cell(text, id="talk"))
        notebook.cells.insert(1, nbformat.v4.new_code_cell("1 / 0", id="fail"))

    assert verdict_on(course, "carl", talk).total == FULL

    first, second, *_ = graded(course, "carl").cells
    assert first.outputs[0].text == "so far\n"
    assert first.outputs[1].data["text/plain"] == "4"
    assert second.outputs[0].ename == "ZeroDivisionError"
    assert cell_of(graded(course, "carl"), "test_double").outputs[0].data["text/plain"] == "5.0"


def test_nothing_of_a_test_is_left_in_the_process_that_the_student_can_ask(course):
    def ask(notebook):
        look = "print([c for c in In if 'HID' + 'DEN' in c], [n for n in dir() if 'test' in n])"
        notebook.cells.append(nbformat.v4.new_code_cell(look))

    verdict_on(course, "dora", ask)

    assert graded(course, "dora").cells[-1].outputs[0].text == "[] []\n"


# One notebook, cell by cell


class Submission:
    """Stands for the sandbox, and remembers which cells it was given."""

    def __init__(self, answers=()):
        self.answers, self.ran = dict(answers), []

    def run_cell(self, source):
        self.ran.append(source)
        answer = self.answers.get(source, [])
        if isinstance(answer, Exception):
            raise answer
        return answer

    def look(self, names):
        return {}


def notebook_of(*cells):
    made = []
    for number, (text, flags) in enumerate(cells):
        nbgrader = {"grade_id": f"cell{number}", "schema_version": 3, "locked": False}
        nbgrader |= {"grade": False, "solution": False} | (flags or {})
        metadata = {"nbgrader": nbgrader} if flags is not None else {}
        made.append(nbformat.v4.new_code_cell(text, metadata=metadata))
    return nbformat.v4.new_notebook(cells=made)


TEST = {"grade": True, "locked": True, "points": 3}
MANUAL = {"grade": True, "solution": True, "points": 3}


def test_test_cells_run_here_and_all_others_in_the_sandbox(tmp_path):
    notebook = notebook_of(
        ("given", {"locked": True}),
        ("solution", {"solution": True}),
        ("own", None),
        ("manual", MANUAL),
        ("1.0 + 1", TEST),
    )
    submission = Submission()

    run_notebook(notebook, nbformat.from_dict(notebook), submission, tmp_path)

    assert submission.ran == ["given", "solution", "own", "manual"]
    assert notebook.cells[-1].outputs[0].data["text/plain"] == "2.0"
    assert notebook.cells[3].outputs == []


def test_a_cell_that_was_stopped_says_so_in_words(tmp_path):
    notebook = notebook_of(("loop", None), ("after", None))
    words = "This cell was stopped after 30 seconds."
    printed = {"output_type": "stream", "name": "stdout", "text": "still here"}
    submission = Submission({"loop": NoAnswer(words), "after": [printed]})

    run_notebook(notebook, nbformat.from_dict(notebook), submission, tmp_path)

    [told] = notebook.cells[0].outputs
    assert told.output_type == "error", "nbgrader must see a failure"
    assert (told.ename, told.evalue) == ("TimeoutError", words)
    assert notebook.cells[1].outputs[0].text == "still here"
    nbformat.validate(notebook)


def test_a_students_words_cannot_run_on_the_page_and_ours_are_left_alone(tmp_path):
    ours, theirs = "See <script>ours</script>.", "Mine <script>alert(1)</script>."
    source = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(ours)])
    notebook = nbformat.from_dict(source)
    notebook.cells.append(nbformat.v4.new_markdown_cell(theirs))

    run_notebook(notebook, source, Submission(), tmp_path)

    assert notebook.cells[0].source == ours
    assert "<script>" not in notebook.cells[1].source


# Configuration


def test_it_stands_in_the_place_of_nbgraders_execute():
    config = Course(PROJECT_ROOT).nbgrader.config

    assert Execute not in config.Autograde.autograde_preprocessors
    assert ExecuteInSandbox in config.Autograde.autograde_preprocessors
    assert config.ExecuteInSandbox.timeout == 30
    assert ExecuteInSandbox().isolation == "bubblewrap"


def test_each_student_has_hidden_inputs_of_their_own_and_nobody_has_them_afterwards(
    course, monkeypatch
):
    drawn = []

    def run_and_draw(*arguments):
        drawn.append(fresh_generator(None, 1).random())
        run_notebook(*arguments)

    monkeypatch.setattr("autograder.grading.execute_in_sandbox.run_notebook", run_and_draw)
    fixed = fresh_generator(None, 1).random()

    verdict_on(course, "emmy", nothing)
    afterwards = fresh_generator(None, 1).random()
    verdict_on(course, "sofia", nothing)

    assert len({*drawn, fixed}) == 3
    assert afterwards == fixed
