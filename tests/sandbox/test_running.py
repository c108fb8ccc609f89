"""One warm process per grader; where there is no sandbox, that is said with what to do."""

import pytest

from autograder.sandbox import isolation, running
from autograder.sandbox.isolation import Diagnosis, Requirement
from autograder.sandbox.zygote_process import SandboxError, ZygoteProcess


@pytest.fixture(autouse=True)
def nothing_runs_yet(monkeypatch):
    """A grader that has just started."""
    monkeypatch.setattr(running, "_running", {})


@pytest.fixture
def no_bubblewrap(monkeypatch):
    """A machine without bubblewrap."""
    missing = Requirement("bwrap", False, "not found.", "Install it.")
    monkeypatch.setattr(isolation, "probe", lambda: Diagnosis("process", (missing,)))


def test_the_warm_process_is_started_once_and_again_if_it_has_died():
    first = running.zygote("process")
    assert running.zygote("process") is first

    first._process.kill()
    first._process.wait()
    second = running.zygote("process")

    assert second is not first and second.is_alive
    running.close("process")
    assert not second.is_alive


def test_without_a_sandbox_nothing_runs_unless_one_insists(no_bubblewrap):
    with pytest.raises(SandboxError, match=r"not found. Install it.*doctor.*--isolation process"):
        running.zygote("bubblewrap")

    assert running.zygote("process").level == "process"
    running.close("process")


def test_another_level_is_refused_with_those_that_there_are():
    with pytest.raises(SandboxError, match="one of bubblewrap, process; not 'docker'"):
        running.zygote("docker")


def test_a_sandbox_that_does_not_start_says_why(monkeypatch):
    broken = ["python3", "-c", "raise SystemExit('no such wall')"]
    monkeypatch.setattr(isolation, "command", lambda *_, **__: broken)

    with pytest.raises(SandboxError, match="does not start: no such wall; `autograder doctor`"):
        ZygoteProcess("process")
