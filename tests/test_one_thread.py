"""Linear algebra uses one thread: here, in the command's processes, and unless told otherwise."""

import functools
import os
import subprocess
import sys

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from autograder import ONE_THREAD
from autograder.proof import parallel

THREADS = """
import numpy
from threadpoolctl import threadpool_info
print(*[library["num_threads"] for library in threadpool_info()])
"""


unless_told_otherwise = pytest.mark.skipif(
    any(os.environ[name] != "1" for name in ONE_THREAD.keys() & os.environ.keys()),
    reason="the environment asks for more threads",
)


def threads(_=None):
    """Return how many threads numpy's libraries have at most in this process, after a product."""
    np.ones((2, 2)) @ np.ones((2, 2))
    return max((library["num_threads"] for library in threadpool_info()), default=1)


@unless_told_otherwise
def test_the_tests_themselves_run_in_one_thread():
    assert threads() == 1


@unless_told_otherwise
def test_so_does_every_process_of_a_proof(monkeypatch):
    monkeypatch.setattr(parallel, "_cores", lambda: 2)
    monkeypatch.setattr(parallel, "_pool", functools.cache(parallel._pool.__wrapped__))

    assert list(parallel.in_processes(threads, [(1,), (2,)], few=2)) == [1, 1]


def test_so_does_the_command():
    assert set(printed("import autograder.cli" + THREADS).split()) <= {"1"}


@pytest.mark.parametrize("name", ONE_THREAD)
def test_who_asks_for_a_number_of_threads_gets_them(name):
    wish = {name: "2"}

    assert printed("import autograder" + THREADS, **wish) == printed(THREADS, **wish)


def printed(program, **environment):
    """Run a program, with nothing said of threads but this; return what it prints."""
    environment = {k: v for k, v in os.environ.items() if k not in ONE_THREAD} | environment
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout
