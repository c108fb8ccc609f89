"""Work on all cores comes back in the order in which it was given."""

import os

from autograder.proof.parallel import in_processes


def square_and_place(n):
    return n**2, os.getpid()


def test_many_tasks_come_back_in_order_and_a_few_are_done_here():
    many = list(in_processes(square_and_place, [(n,) for n in range(30)]))
    few = list(in_processes(square_and_place, [(n,) for n in range(3)]))

    assert [square for square, _ in many] == [n**2 for n in range(30)]
    assert [square for square, _ in few] == [0, 1, 4]
    assert {place for _, place in few} == {os.getpid()}


def test_a_few_long_tasks_can_be_done_elsewhere(monkeypatch):
    monkeypatch.setattr("autograder.proof.parallel._cores", lambda: 2)

    places = {place for _, place in in_processes(square_and_place, [(1,), (2,)], few=2)}

    assert os.getpid() not in places
