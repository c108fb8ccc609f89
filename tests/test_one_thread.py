"""Linear algebra uses one thread: here, in the command's processes, and unless told otherwise."""

import os
import subprocess
import sys

import numpy as np
from threadpoolctl import threadpool_info

from autograder import ONE_THREAD
from autograder.proof.parallel import in_processes

THREADS_OF_THE_COMMAND = """
import autograder.cli
import numpy
from threadpoolctl import threadpool_info
print(*[library["num_threads"] for library in threadpool_info()])
"""


def threads(_=None):
    """Return how many threads numpy's libraries have in this process, after a product."""
    np.ones((2, 2)) @ np.ones((2, 2))
    return {library["num_threads"] for library in threadpool_info()}


def test_the_tests_themselves_run_in_one_thread():
    assert threads() == {1}


def test_so_does_every_process_of_a_proof(monkeypatch):
    monkeypatch.setattr("autograder.proof.parallel._cores", lambda: 2)

    assert list(in_processes(threads, [(1,), (2,)], few=2)) == [{1}, {1}]


def test_so_does_the_command():
    assert set(run_without_thread_counts(THREADS_OF_THE_COMMAND).split()) == {"1"}


def test_who_asks_for_more_threads_gets_them():
    program = "import os, autograder; print([os.environ[name] for name in autograder.ONE_THREAD])"

    assert run_without_thread_counts(program, OMP_NUM_THREADS="7") == "['1', '1', '7']\n"


def run_without_thread_counts(program, **environment):
    """Run a program, with nothing said of threads but this; return what it prints."""
    environment = {k: v for k, v in os.environ.items() if k not in ONE_THREAD} | environment
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout
