"""A tiny assignment of two notebooks, with an item of the same name and one demonstration."""

from pathlib import Path

ASSIGNMENT = "tiny"
NOTEBOOKS = {
    "tiny": """\
# %% solution="double"
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% test="double" points=3
double(2)
### BEGIN HIDDEN TESTS
assert double(3) == 6
3.0
### END HIDDEN TESTS
""",
    "another": """\
# %% solution="triple"
def triple(x):
    ### BEGIN SOLUTION
    return 3 * x
    ### END SOLUTION

# %% test="triple" points=2
triple(2)
### BEGIN HIDDEN TESTS
assert triple(3) == 9
2.0
### END HIDDEN TESTS

# %% given="watch" tags=["demonstration"]
open("watched", "w").close()

# %% solution="double"
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% test="double" points=5
double(2)
### BEGIN HIDDEN TESTS
assert double(3) == 6
5.0 if double("ab") == "abab" else 1.0
### END HIDDEN TESTS
""",
}


def write(assignments: Path) -> Path:
    """Write the assignment as an author would, and return its folder."""
    folder = assignments / ASSIGNMENT
    folder.mkdir(parents=True)
    for name, text in NOTEBOOKS.items():
        (folder / f"{name}.py").write_text(text)
    return folder
