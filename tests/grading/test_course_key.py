"""The key of the hidden inputs: made once, for its owner's eyes, never handed out."""

import stat

import pytest

from autograder.course import CourseError
from autograder.grading.course_key import LENGTH, course_key, key_of


def test_the_key_stays_the_same(tmp_path):
    key = course_key(tmp_path)

    assert len(key) == LENGTH
    assert course_key(tmp_path) == key


def test_every_course_has_its_own(tmp_path):
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()

    assert course_key(tmp_path / "a") != course_key(tmp_path / "b")


def test_only_its_owner_reads_it(tmp_path):
    course_key(tmp_path)

    mode = (tmp_path / ".autograder" / "course_key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_it_is_not_in_a_release(tiny_course):
    key = course_key(tiny_course.root)
    tiny_course.generate_release("tiny")

    for room in ("release", "source"):
        for path in (tiny_course.root / room).rglob("*"):
            assert path.is_dir() or (
                key not in path.read_bytes() and key.hex().encode() not in path.read_bytes()
            )


def test_every_student_has_a_key_of_their_own_that_stays_the_same(tmp_path):
    keys = {key_of(tmp_path, who, what) for who in ("ada", "bob") for what in ("one", "two")}

    assert len(keys) == 4
    assert key_of(tmp_path, "ada", "one") in keys


@pytest.mark.parametrize("text", ["", "00ff", "not hex"])
def test_a_damaged_key_is_not_used(tmp_path, text):
    course_key(tmp_path)
    (tmp_path / ".autograder" / "course_key").write_text(text)

    with pytest.raises(CourseError, match="is damaged"):
        course_key(tmp_path)
