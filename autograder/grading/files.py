"""The files that a notebook finds beside it in the sandbox."""

from collections.abc import Iterator
from pathlib import Path

MAX_FILES = 200
MAX_BYTES = 40_000_000
"""Of all that a student hands in beside the notebook."""


def files_of(source: Path, submitted: Path | None = None) -> dict[str, bytes]:
    """Return relative path → content: the student's files, and over them the instructor's.

    Notebooks, hidden files and whatever is reached through a symbolic link are left out, and so
    is what exceeds the bounds.

    Parameters
    ----------
    source : folder ``source/<assignment>``. submitted : ``submitted/<student>/<assignment>``.
    """
    files, room = {}, MAX_BYTES
    for number, path in enumerate(_plain_files(submitted) if submitted else ()):
        size = path.stat().st_size
        if number < MAX_FILES and size <= room:
            files[path.relative_to(submitted).as_posix()] = path.read_bytes()
            room -= size
    ours = {path.relative_to(source).as_posix(): path for path in _plain_files(source)}
    theirs = {
        name: content
        for name, content in files.items()
        # A folder where one of ours has a file, or the other way round, would be in its way.
        if not any(name.startswith(f"{our}/") or our.startswith(f"{name}/") for our in ours)
    }
    return theirs | {name: path.read_bytes() for name, path in ours.items()}


def _plain_files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or path.name.startswith(".") or path.name == "__pycache__":
            continue
        if path.is_dir():
            yield from _plain_files(path)
        elif path.is_file() and path.suffix != ".ipynb":
            yield path
