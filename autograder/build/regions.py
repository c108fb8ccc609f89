"""Solution, stub and hidden-test regions inside a code cell.

An author writes the solution where the student will write theirs::

    def double(x):
        ### BEGIN SOLUTION
        return 2 * x
        ### END SOLUTION

The student gets nbgrader's "YOUR CODE HERE" in its place, or what stands behind ``### STUB`` as
comments, with the comment marks taken off::

        ### BEGIN SOLUTION
        return 2 * x
        ### STUB
        # return 3 * x  # something is wrong here
        ### END SOLUTION

Hidden tests stand between ``### BEGIN HIDDEN TESTS`` and ``### END HIDDEN TESTS``; nbgrader takes
them out.
"""

import re
from collections.abc import Iterator, Sequence

BEGIN_SOLUTION = "### BEGIN SOLUTION"
STUB = "### STUB"
END_SOLUTION = "### END SOLUTION"
BEGIN_HIDDEN = "### BEGIN HIDDEN TESTS"
END_HIDDEN = "### END HIDDEN TESTS"

MARKS = (BEGIN_SOLUTION, STUB, END_SOLUTION, BEGIN_HIDDEN, END_HIDDEN)

LOOKS_LIKE_A_MARK = re.compile(
    # What nbgrader would take for a mark, wherever in a line it stands ...
    r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)|### (HASHED )?AUTOTEST"
    # ... and what an author may have meant for one.
    r"|^#+ *(BEGIN|END)\b|^###+ *(?i:begin|end|stub|solution|hidden)\b"
)


def marks_in(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield (index, mark) for each region mark, in order."""
    for index, line in enumerate(lines):
        if line.strip() in MARKS:
            yield index, line.strip()


def find_problems(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield (index of the line, what is wrong there) for marks that do not pair up."""
    opened: tuple[int, str] | None = None
    in_stub = False
    for index, line in enumerate(lines):
        mark = line.strip()
        if mark in (BEGIN_SOLUTION, BEGIN_HIDDEN):
            if opened:
                yield index, f"'{mark}' inside the region that line {{{opened[0]}}} began"
            opened, in_stub = (index, mark), False
        elif mark in (END_SOLUTION, END_HIDDEN):
            begin = BEGIN_SOLUTION if mark == END_SOLUTION else BEGIN_HIDDEN
            if not opened or opened[1] != begin:
                yield index, f"'{mark}' without a '{begin}' before it"
            opened, in_stub = None, False
        elif mark == STUB:
            if not opened or opened[1] != BEGIN_SOLUTION:
                yield index, f"'{STUB}' outside a solution region"
            elif in_stub:
                yield index, "a second stub in one region"
            in_stub = True
        elif LOOKS_LIKE_A_MARK.search(mark):
            yield index, f"'{mark}' is not a mark; write one of: {', '.join(MARKS)}"
        elif in_stub and mark and not mark.startswith("#"):
            yield index, "a stub is written as comments: put '# ' before the line"
    if opened:
        yield opened[0], f"the region '{opened[1]}' never ends"


def has_stub(source: str) -> bool:
    """Tell whether a cell brings its own stub."""
    return any(mark == STUB for _, mark in marks_in(source.splitlines()))


def released(lines: Sequence[str], default_stub: Sequence[str]) -> list[str]:
    """Return a cell as the student gets it: stubs for solutions, no hidden tests.

    Parameters
    ----------
    lines : the cell, with marks that pair up.
    default_stub : lines that stand in for a solution without a stub of its own.
    """
    kept: list[str] = []
    inside, stub = None, []
    for line in lines:
        mark = line.strip()
        if mark in (BEGIN_SOLUTION, BEGIN_HIDDEN):
            indent = line[: len(line) - len(line.lstrip())]
            inside, stub = mark, [indent + text for text in default_stub]
        elif mark == END_SOLUTION:
            kept += stub
            inside = None
        elif mark == END_HIDDEN:
            inside = None
        elif mark == STUB:
            inside, stub = mark, []
        elif inside == STUB:
            stub.append(re.sub(r"^(\s*)# ?", r"\1", line).rstrip())
        elif inside is None:
            kept.append(line)
    return kept


def solved(lines: Sequence[str]) -> list[str]:
    """Return a cell with its solution in place and all marks, stubs and hidden tests gone."""
    kept, dropping = [], False
    for line in lines:
        mark = line.strip()
        if mark in MARKS:
            dropping = mark in (STUB, BEGIN_HIDDEN)
        elif not dropping:
            kept.append(line)
    return kept
