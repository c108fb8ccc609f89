"""Looking at a submission without running it: can it be graded, and if not, why not."""

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import nbformat

from autograder.grading.reading import Unreadable, read_file
from autograder.grading.rebuild import Rebuilt, rebuild

MAX_DEPTH, MAX_ENTRIES, MAX_SIZE = 20, 2_000, 200_000_000
"""Of a submission: folders inside one another, files and folders, bytes in all."""
MAX_STRAYS = 20
"""Files that are looked at in the search for a notebook that was renamed."""


def find_obstacle(folder: Path, source: Path) -> str | None:
    """Say in a sentence why a submission must not be handed to nbgrader, or None.

    Parameters
    ----------
    folder : the student's folder, ``submitted/<student>/<assignment>``.
    source : the folder ``source/<assignment>``.
    """
    student = folder.parent.name
    if re.search(r"[*?\[\]{}]", student):
        # nbgrader would take them for wildcards, and grade somebody else's folder.
        return f"The folder name {student!r} has one of * ? [ ] {{ }} in it; rename it."
    if student != student.strip() or not student.isprintable():
        # nbgrader strips them: that, too, may be somebody else's folder.
        return f"The folder name {student!r} has space around it, or a line break in it; rename it."
    if folder.is_symlink() or folder.parent.is_symlink():
        return "The folder is a symbolic link; hand in the files themselves."
    if not folder.is_dir():
        return "There is a file where the folder should be; hand in a folder."
    if what := _not_plain(folder):
        return what
    for ours in sorted(source.rglob("*")):
        theirs = folder / ours.relative_to(source)
        if ours.suffix != ".ipynb" and theirs.exists() and theirs.is_dir() != ours.is_dir():
            kinds = ("folder", "file") if theirs.is_dir() else ("file", "folder")
            return f"{theirs.name} is a {kinds[0]} where a {kinds[1]} was handed out; remove it."
    return None


def _not_plain(folder: Path) -> str | None:
    """Say what in a folder is no plain file, or too much: nbgrader copies everything there is."""
    count = size = 0
    for place, folders, files in os.walk(folder):
        if len(Path(place).relative_to(folder).parts) > MAX_DEPTH:
            return f"There are more than {MAX_DEPTH} folders inside one another."
        for name in [*folders, *files]:
            status = os.lstat(os.path.join(place, name))
            count, size = count + 1, size + status.st_size
            if stat.S_ISLNK(status.st_mode):
                return f"{name} is a symbolic link; hand in the file itself."
            if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
                return f"{name} is neither a file nor a folder; remove it."
            if count > MAX_ENTRIES or size > MAX_SIZE:
                return (
                    f"There are more than {MAX_ENTRIES} files or {MAX_SIZE // 10**6} MB in the "
                    "folder; hand in the notebook, and what it needs."
                )
    return None


def find_strangers(folder: Path, source: Path) -> str | None:
    """Say in a sentence which Python files came with the notebook that are not ours, or None.

    Parameters
    ----------
    folder : the student's folder. source : the folder ``source/<assignment>``.
    """
    ours = {path.name: path for path in source.glob("*.py")}
    own, altered = [], []
    for path in sorted(folder.glob("*.py")):
        if path.name not in ours:
            own.append(path.name)
        elif not _is_same(path, ours[path.name]):
            altered.append(path.name)
    sentences = [f"It brings Python files of its own: {', '.join(own)}."] if own else []
    if altered:
        sentences.append(f"{', '.join(altered)} had been changed; yours was used.")
    return " ".join(sentences) or None


def _is_same(handed_in: Path, ours: Path) -> bool:
    try:
        same_size = handed_in.stat().st_size == ours.stat().st_size
        return same_size and handed_in.read_bytes() == ours.read_bytes()
    except OSError:
        return False


@contextlib.contextmanager
def at_its_place(folder: Path, notebook: str, source: Path) -> Iterator[list[str]]:
    """Make sure that nbgrader finds a notebook that it can read; yield what should be noted.

    A notebook that was handed in under another name, or in a folder of its own, is put under its
    right name as long as the ``with`` lasts.

    Parameters
    ----------
    folder : the student's folder. notebook : which one, without ``.ipynb``.
    source : the folder ``source/<assignment>``.

    Raises
    ------
    Unreadable
        If there is nothing that can be graded; ``str()`` goes on from the notebook's name.
    """
    place = folder / f"{notebook}.ipynb"
    if place.is_file():
        notes = _look_at(place, source, notebook).notes
        yield notes
        return
    if place.exists():
        raise Unreadable("is a folder; hand in the notebook itself.")
    found = _stray(folder, notebook, source)
    place.write_bytes(found.read_bytes())
    try:
        name = found.relative_to(folder).as_posix()
        moved = f"{place.name} was missing; {name} was graded in its place."
        yield [moved, *_look_at(found, source, notebook).notes]
    finally:
        place.unlink()


def _look_at(path: Path, source: Path, notebook: str) -> Rebuilt:
    """Read and rebuild a notebook file; Unreadable if none of the exercises is in it."""
    ours = nbformat.read(source / f"{notebook}.ipynb", 4)
    rebuilt = rebuild(ours, read_file(path))
    if rebuilt.is_foreign:
        raise Unreadable("has none of the exercises in it; is it the right notebook?")
    return rebuilt


def _stray(folder: Path, notebook: str, source: Path) -> Path:
    """Return the one notebook that was not asked for and has this one's exercises in it."""
    expected = {path.name for path in source.glob("*.ipynb")}
    strays = sorted(
        path
        for path in folder.rglob("*.ipynb")
        if path.is_file()
        and ".ipynb_checkpoints" not in path.parts
        and not (path.parent == folder and path.name in expected)
    )
    fitting = []
    for path in strays[:MAX_STRAYS]:
        with contextlib.suppress(Unreadable):
            _look_at(path, source, notebook)
            fitting.append(path)
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(path.relative_to(folder).as_posix() for path in strays[:MAX_STRAYS])
    if len(fitting) > 1:
        raise Unreadable(f"is missing, and several may be meant: {names}.")
    if names:
        raise Unreadable(f"is missing; found instead: {names}.")
    anything = any(folder.rglob("*.ipynb"))
    raise Unreadable("is missing." if anything else "is missing; there is no notebook at all.")


def printable(text: str) -> str:
    """Return a text without what cannot be encoded and what a terminal would take for a command."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)
