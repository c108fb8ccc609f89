"""The secret from which hidden inputs are drawn: made on first use, never in a release."""

import contextlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from autograder.course import CourseError

LENGTH = 32


def course_key(root: Path) -> bytes:
    """Return the course's key, and make it if there is none yet.

    With the same key a re-grade asks the same questions; without knowing it nobody can write the
    answers down beforehand. It lies in ``.autograder/course_key``, for its owner to read only.

    Parameters
    ----------
    root : the course directory.
    """
    path = root / ".autograder" / "course_key"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        # Written elsewhere first: nobody ever reads half of it.
        descriptor, fresh = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_bytes(LENGTH).hex())
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        os.unlink(fresh)
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except ValueError:
        key = b""
    if len(key) != LENGTH:
        raise CourseError(f"{path} is damaged; restore it, or delete it to have a new one made")
    return key


def key_of(root: Path, student: str, assignment: str) -> bytes:
    """Return the key from which a student's hidden inputs are drawn: nobody else has the same."""
    who = f"{student}\0{assignment}".encode("utf-8", "surrogateescape")
    return hmac.digest(course_key(root), who, "sha256")
