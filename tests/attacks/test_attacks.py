"""A class of attackers is graded by the real pipeline: none of them gains or harms anything."""

import builtins
import contextlib
import logging
import os
import socket
import sys
import threading

import nbformat
import numpy as np
import pytest
from all_attacks import ALL, QUICK, TOPICS
from attack import FOOTPRINT, LEFT_BEHIND, PORT
from campaign import (
    HONEST,
    fingerprints,
    graded,
    left_behind,
    write_course,
)
from pages import Live
from vault_assignment import ASSIGNMENT, POINTS, SECRETS

from autograder.grading.class_grading import read_verdicts
from autograder.grading.feedback import write_feedback

MEGABYTES = 400
"""By which no attack may make the grader grow."""
REST = tuple(name for name in ALL if name not in QUICK)


class Campaign:
    """A graded class, and what it did to the machine that graded it."""

    def __init__(self, names, folder):
        self.attacks = [ALL[name] for name in names]
        self.course = write_course(folder / "course", folder / "authored")
        self.before = None
        self.outcomes, self.footprints = {}, {}
        with listening() as self.calls:
            for outcome in graded(self.course, self.attacks, 8, pages=pages(names)):
                self.outcomes[outcome.student] = outcome
                self.before = self.before or fingerprints(self.course.root)
                if found := footprint():
                    self.footprints[outcome.student] = found
        self.after = fingerprints(self.course.root)

    def attackers(self):
        return [(attack, self.outcomes[attack.name]) for attack in self.attacks]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(QUICK, id="quick"),
        pytest.param(REST, id="rest", marks=pytest.mark.slow),
    ],
)
def campaign(request, bubblewrap, tmp_path_factory):
    # nbgrader logs the names of files that it copies, and these cannot be encoded in a report.
    logging.disable(logging.CRITICAL)
    try:
        return Campaign(request.param, tmp_path_factory.mktemp("attacked"))
    finally:
        logging.disable(logging.NOTSET)


@contextlib.contextmanager
def listening():
    """Listen where attacks call; yield the list of what was heard."""
    heard, sockets = [], []
    for family, address in (
        (socket.AF_INET, ("127.0.0.1", PORT)),
        (socket.AF_UNIX, f"\0{LEFT_BEHIND}"),
    ):
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
        sockets.append(listener)

        def hear(listener=listener):
            with contextlib.suppress(OSError):
                while True:
                    heard.append(listener.accept())

        threading.Thread(target=hear, daemon=True).start()
    try:
        yield heard
    finally:
        for listener in sockets:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()


def footprint():
    """Return where in this process an attack's code has been."""
    places = {
        "builtins": hasattr(builtins, FOOTPRINT) or hasattr(builtins, LEFT_BEHIND),
        "numpy": hasattr(np, FOOTPRINT),
        "environment": FOOTPRINT in os.environ,
        "modules": FOOTPRINT in sys.modules,
    }
    return [place for place, found in places.items() if found]


def pages(names):
    """Return the attacks whose feedback pages are looked at: those on them, and some others."""
    return {name for name in names if ALL[name] in TOPICS["feedback"]} | set(names[::8])


def secrets_in(outcome):
    """Return the secrets that the student could see."""
    shown = outcome.page
    if outcome.graded:
        for cell in nbformat.reads(outcome.graded, 4).cells:
            is_test = cell.metadata.get("nbgrader", {}).get("grade")
            shown += str(cell.get("outputs", "")) + ("" if is_test else cell.source)
    return [secret for secret in SECRETS if secret in shown]


def test_everybody_gets_a_verdict(campaign):
    graded_later = {verdict.student for verdict in read_verdicts(campaign.course, ASSIGNMENT)}

    assert campaign.outcomes.keys() <= graded_later
    assert len(campaign.outcomes) > len(campaign.attacks)
    assert {
        attack.name: outcome.verdict.faults
        for attack, outcome in campaign.attackers()
        if bool(outcome.verdict.scores) != attack.gradable
    } == {}


def test_what_is_not_solved_earns_nothing(campaign):
    assert {
        attack.name: outcome.verdict.scores
        for attack, outcome in campaign.attackers()
        if outcome.verdict.total > attack.earns
    } == {}


def test_the_gradebook_says_the_same(campaign):
    with campaign.course.nbgrader.gradebook as gradebook:
        scores = {
            student: gradebook.find_submission(ASSIGNMENT, student).score
            for student in campaign.outcomes
        }
    assert scores == {name: outcome.verdict.total for name, outcome in campaign.outcomes.items()}


def test_no_hidden_test_is_seen(campaign):
    assert {
        attack.name: found for attack, outcome in campaign.attackers()
        if (found := secrets_in(outcome))
    } == {}  # fmt: skip


def test_honest_students_between_them_get_full_marks(campaign):
    honest = {n: o.verdict for n, o in campaign.outcomes.items() if n.startswith(HONEST)}

    assert len(honest) > 2
    assert {n: v.scores for n, v in honest.items() if v.total != sum(POINTS.values())} == {}


def test_nothing_survives(campaign):
    assert {n: o.survivors for n, o in campaign.outcomes.items() if o.survivors} == {}


def test_nothing_is_written_outside(campaign):
    changed = {
        name
        for name in campaign.before.keys() | campaign.after.keys()
        if campaign.before.get(name) != campaign.after.get(name)
    }

    assert changed == set()
    assert left_behind() == []
    assert campaign.calls == []


def test_the_grader_never_runs_what_students_wrote(campaign):
    assert campaign.footprints == {}


def test_the_grader_does_not_grow(campaign):
    sizes = {name: outcome.megabytes for name, outcome in campaign.outcomes.items()}

    assert {name: size for name, size in sizes.items() if size > MEGABYTES} == {}


def test_nothing_on_a_feedback_page_runs(campaign):
    honest = next(o.verdict for n, o in campaign.outcomes.items() if n.startswith(HONEST))
    (page,) = write_feedback(campaign.course, ASSIGNMENT, honest)
    ours = Live(page.read_text(encoding="utf-8")).found

    assert {
        attack.name: alive
        for attack, outcome in campaign.attackers()
        if (alive := Live(outcome.page).found - ours)
    } == {}
    assert all(campaign.outcomes[name].page for name in pages([a.name for a in campaign.attacks]))


def test_notes_and_faults_can_be_printed(campaign):
    for _, outcome in campaign.attackers():
        verdict = outcome.verdict
        for words in (verdict.note, verdict.fault, *verdict.faults.values()):
            (words or "").encode()
