"""An assignment with secrets in its hidden tests, written in the ways that authors write tests."""

from pathlib import Path

ASSIGNMENT = NOTEBOOK = "vault"
MARKER = "SECRET_MARKER"
EXPECTED = "48151.6234"
SECRETS = (MARKER, EXPECTED)
"""What must not be seen outside the grader: in the hidden tests' source, and nowhere else."""
POINTS = {"total": 10.0, "table": 6.0, "doubled": 5.0, "halve": 4.0}

TEXT = """\
# %% given="imports"
import numpy as np
from replacing import replaced

# %% given="close"
TOLERANCE = 1e-9


def close(one, other):
    return bool(np.abs(np.asarray(one) - other).max() < TOLERANCE)

# %% solution="total"
def total(x):
    ### BEGIN SOLUTION
    return 3 * float(np.sum(x)) + 0.6234
    ### END SOLUTION

# %% test="total" points=10
total([1.0])
### BEGIN HIDDEN TESTS
SECRET_MARKER_TOTAL = 48151.6234
got = total([16050.0, 0.25, 0.08333333333333333])
assert isinstance(got, float) or isinstance(got, np.ndarray)
assert abs(got - SECRET_MARKER_TOTAL) < 1e-6, "not the total"
assert round(float(total([])), 4) == 0.6234
### END HIDDEN TESTS

# %% solution="table"
def table(names):
    ### BEGIN SOLUTION
    return {name: [len(name), np.arange(3.0) * len(name)] for name in names}
    ### END SOLUTION

# %% test="table" points=6
table(["a"])
### BEGIN HIDDEN TESTS
SECRET_MARKER_TABLE = ["secret", "word"]
made, points = table(SECRET_MARKER_TABLE), 0.0
if len(made) == 2 and all(name in made for name in SECRET_MARKER_TABLE):
    if made["secret"][0] == 6 and sum(row[0] for row in made.values()) == 10:
        points += 2.0
    if np.array_equal(made["word"][1], np.array([0.0, 4.0, 8.0])):
        points += 4.0
print(f"table: {points} of 6")
points
### END HIDDEN TESTS

# %% solution="halve"
def halve(x):
    ### BEGIN SOLUTION
    return np.asarray(x) / 2
    ### END SOLUTION

# %% solution="doubled"
def doubled(x):
    ### BEGIN SOLUTION
    return 4 * halve(x)
    ### END SOLUTION

# %% test="doubled" points=5
doubled(2.0)
### BEGIN HIDDEN TESTS
SECRET_MARKER_DOUBLED = np.arange(4.0) + 0.125
with replaced(doubled, halve=lambda x: np.asarray(x) / 2):
    assert np.array_equal(doubled(SECRET_MARKER_DOUBLED), [0.25, 2.25, 4.25, 6.25])
with replaced(doubled, halve=lambda x: np.asarray(x) / 2 + 1):
    assert close(doubled(SECRET_MARKER_DOUBLED), np.array([4.25, 6.25, 8.25, 10.25]))
### END HIDDEN TESTS

# %% test="halve" points=4
halve(3.0)
### BEGIN HIDDEN TESTS
SECRET_MARKER_HALVE = np.array([5.0, 7.5, 1.0])
assert np.allclose(halve(SECRET_MARKER_HALVE), [2.5, 3.75, 0.5])
assert np.linalg.norm(halve(SECRET_MARKER_HALVE) - [2.5, 3.75, 0.5]) < TOLERANCE
4.0
### END HIDDEN TESTS
"""


def write(assignments: Path) -> Path:
    """Write the assignment as an author would, and return its folder."""
    folder = assignments / ASSIGNMENT
    folder.mkdir(parents=True)
    (folder / f"{NOTEBOOK}.py").write_text(TEXT)
    return folder
