"""Hidden inputs come from the key of the course, and from nowhere else."""

import ast
import inspect
import re
from pathlib import Path

import numpy as np
import pytest

from autograder import hidden_tests
from autograder.hidden_tests.seeds import fresh_generator, use_course_key
from autograder.proof import notebooks

MODULES = sorted(Path(hidden_tests.__file__).parent.glob("*.py"))
NOTEBOOKS = notebooks.NOTEBOOKS
ITEMS = [(notebook, item) for notebook in NOTEBOOKS for item in notebooks.points(notebook)]


@pytest.fixture(autouse=True)
def without_key():
    use_course_key(None)
    yield
    use_course_key(None)


def draws(seed=None, salt=1, key=None):
    use_course_key(key)
    return fresh_generator(seed, salt).random(4).tolist()


def test_a_key_decides_what_is_drawn():
    assert draws(key=b"secret") == draws(key=b"secret")
    assert draws(key=b"secret") != draws(key=b"other")
    assert draws(key=b"secret") != draws(key=b"secret", salt=2)
    assert draws(key=b"secret") != draws()
    assert draws(key=b"") != draws()


def test_without_a_key_the_draws_are_those_of_the_salt():
    assert draws(salt=5) == np.random.default_rng(5).random(4).tolist()


def test_a_seed_wins_over_the_key():
    assert draws(seed=3, key=b"secret") == draws(seed=3)
    assert draws(seed=0, key=b"secret") == np.random.default_rng(0).random(4).tolist()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_hidden_test_makes_a_generator_of_its_own(path):
    if path.stem == "seeds":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}

    assert not names & {"default_rng", "RandomState", "PCG64", "SeedSequence"}


@pytest.mark.parametrize(("notebook", "item"), ITEMS)
def test_every_hidden_test_takes_its_seed_from_the_course_unless_told(notebook, item):
    judge = getattr(notebooks.hidden_tests(notebook), item)

    assert inspect.signature(judge).parameters["seed"].default is None
    assert "fresh_generator(seed, SEED)" in inspect.getsource(judge)


@pytest.mark.parametrize(("notebook", "item"), ITEMS)
def test_what_a_student_is_asked_depends_on_the_key(notebook, item, capsys):
    judge = getattr(notebooks.hidden_tests(notebook), item)

    def asked(key):
        questions = []
        use_course_key(key)
        judge(lambda *arguments, **options: questions.append(repr((arguments, options))))
        return [re.sub(" at 0x[0-9a-f]+", "", question) for question in questions]

    assert asked(b"one") == asked(b"one")
    assert asked(b"one") != asked(b"two")


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_right_solutions_earn_everything_with_a_key(notebook, capsys):
    use_course_key(b"a secret of this course")
    tests, solutions = notebooks.hidden_tests(notebook), notebooks.functions(notebook)

    earned = {
        item: getattr(tests, item)(getattr(solutions, item)) for item in notebooks.points(notebook)
    }

    assert earned == notebooks.points(notebook)
