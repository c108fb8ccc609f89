"""assignments → source → release: the only way a notebook gets there."""

import contextlib
import filecmp
import shutil
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.build.source import build_source, visible_files
from autograder.course import CONFIG_NAME, PROJECT_ROOT, Course

AUTHORED = PROJECT_ROOT / "assignments"
ROOMS = ("source", "release")


def authored_assignments() -> list[str]:
    """Return the names of the folders in ``assignments/``."""
    return sorted({path.parent.name for path in AUTHORED.glob("*/*.py")})


def build(assignment: str, course: Course, notebooks: Collection[str] | None = None) -> None:
    """Build ``source/<assignment>`` and ``release/<assignment>`` in a course directory.

    Parameters
    ----------
    assignment : a folder name in ``assignments/``.
    course : where to. Its gradebook gets to know the assignment.
    notebooks : which of its notebooks, without ``.py``; all unless told.

    Raises
    ------
    BuildError
        If an authored notebook is inconsistent.
    CourseError
        If nbgrader cannot make the release.

    Whatever is raised, ``source/`` and ``release/`` are as they were before. (The gradebook may
    have entered the assignment.)
    """
    with _restored_on_failure(*(course.root / room / assignment for room in ROOMS)):
        build_source(AUTHORED / assignment, course.root / "source" / assignment, notebooks)
        course.generate_release(assignment)


@contextlib.contextmanager
def _restored_on_failure(*folders: Path) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as place:
        kept = {folder: Path(place) / folder.parent.name for folder in folders if folder.exists()}
        for folder, copy in kept.items():
            shutil.copytree(folder, copy)
        try:
            yield
        except BaseException:
            for folder in folders:
                shutil.rmtree(folder, ignore_errors=True)
                if folder in kept:
                    shutil.copytree(kept[folder], folder)
            raise


def stale_files(assignment: str, course: Course) -> list[str]:
    """Return the files in ``source/`` and ``release/`` that a build today would write otherwise.

    Builds in a scratch folder; the course and its gradebook are not touched.
    """
    with tempfile.TemporaryDirectory() as folder:
        scratch = new_course(Path(folder))
        build(assignment, scratch)
        stale = []
        for room in ROOMS:
            fresh, kept = scratch.root / room / assignment, course.root / room / assignment
            names = {path.relative_to(top) for top in (fresh, kept) for path in visible_files(top)}
            different = filecmp.cmpfiles(fresh, kept, map(str, names), shallow=False)
            stale += [f"{room}/{assignment}/{name}" for name in different[1] + different[2]]
    return sorted(stale)


def new_course(root: Path, isolation: str | None = None) -> Course:
    """Make an empty course directory with this project's nbgrader configuration.

    Parameters
    ----------
    root : where. isolation : how student code is to be kept apart in it, unless as configured.
    """
    root.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(PROJECT_ROOT / CONFIG_NAME, root / CONFIG_NAME)
    return Course(root, isolation)
