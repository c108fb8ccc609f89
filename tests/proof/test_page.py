"""The page of a proof says what is in it, to who looks for a hole, and nothing else."""

import re

import pytest
from bs4 import BeautifulSoup
from hand_made_proof import bug, matrix, outcome, proof, right

from autograder.proof.mutation_run import Fate
from autograder.proof.page import write_page


@pytest.fixture
def page_of(tmp_path):
    def write(*proofs):
        write_page(list(proofs), tmp_path / "page.html")
        return BeautifulSoup((tmp_path / "page.html").read_text(encoding="utf-8"), "html.parser")

    return write


def words(element):
    return " ".join(element.get_text(" ").split())


def problems_on(page):
    found = page.select_one(".problems")
    return words(found) if found else ""


def names_in(table):
    return [words(name) for name in table.select("tbody th code")]


def test_a_proof_without_a_hole_is_told_without_red(page_of):
    page = page_of(proof(bug("halves", "is right"), bug("slow", "is fast"), right("adds")))

    assert "Of 2 wrong solutions all are caught." in words(page)
    assert "Of 1 right solution none is refused." in words(page)
    assert not problems_on(page)
    assert not page.select(".blame")


def test_what_was_missed_and_what_was_refused_comes_first(page_of):
    page = page_of(
        proof(
            bug("caught", "is right"), bug("missed", points=10), right("mine", "is fast", points=6)
        )
    )

    sentences = [words(sentence) for sentence in page.select(".sentences li")]
    assert sentences[:2] == [
        "Of 2 wrong solutions 1 is not caught.",
        "Of 1 right solution 1 is refused.",
    ]
    assert "missed (why missed) got 10 points for double, and must get 0" in problems_on(page)
    assert "mine (why mine) got 6 points for double, and must get 10" in problems_on(page)


def test_other_points_than_due_are_not_taken_for_a_missed_bug(page_of):
    page = page_of(proof(bug("halves", "is right", points=4, must_get=0)))

    assert "Of 1 wrong solution all are caught." in words(page)
    assert "1 wrong solution got other points than due." in words(page.select_one("ul.sentences"))


def test_right_solutions_are_not_among_the_wrong_ones(page_of):
    page = page_of(proof(right("adds"), bug("halves", "is right"), right("shifts")))

    wrong, fine = page.select("table.matrix")
    assert names_in(wrong) == ["halves"]
    assert names_in(fine) == ["adds", "shifts"]
    assert fine.find_parent("details") and not wrong.find_parent("details")


def test_rows_that_lost_the_same_lines_are_neighbours(page_of):
    page = page_of(
        proof(
            bug("a", "is fast"),
            bug("b", "is right"),
            bug("c", "is fast"),
            bug("d", "is right"),
            bug("e", "is right", "is fast"),
        )
    )

    assert names_in(page.select_one("table.matrix")) == ["e", "b", "d", "a", "c"]


def test_a_lost_line_tells_its_reason(page_of):
    page = page_of(proof(bug("halves", "is right", reason="2 should be 4, not 1")))

    lost = page.select("table.matrix td[title*='2 should be 4, not 1']")
    assert [words(cell) for cell in lost] == ["✗"]


def test_what_students_wrote_stays_text(page_of):
    reason = """<script>alert("1")</script>'"><b>"""
    survivor = outcome(Fate.SURVIVED, after="x <b> 3", difference="<i>")

    page = page_of(
        proof(
            bug("halves", "is right", reason=reason),
            bug("endless", trouble="<script>"),
            mutants=[survivor],
        )
    )

    assert not page.select("script, i")
    assert reason in words(page)
    assert any(reason in cell["title"] for cell in page.select("td[title]"))
    assert "x <b> 3" in words(page)


def test_a_line_whose_bugs_others_find_too_is_said_to_be_needless(page_of):
    page = page_of(proof(bug("halves", "is right"), bug("slow", "is right", "is fast")))

    needless = [words(entry) for entry in page.select("section > ul > li")]
    assert needless == [
        "must be ours (condition): finds none of these wrong solutions",
        "is fast : the one wrong solution it finds is found by another, too",
    ]


def test_survivors_and_refused_mutants_are_named_in_full(page_of):
    page = page_of(
        proof(
            bug("halves", "is right"),
            mutants=[
                outcome(Fate.CAUGHT, line="is right"),
                outcome(Fate.SURVIVED, "x + x", "x + 2", difference="double(2)"),
                outcome(Fate.REFUSED, "x", "x * 1", line="is fast"),
                outcome(Fate.EQUIVALENT, "2 * x", "x * 2"),
            ],
        )
    )

    survived, refused = [words(found) for found in page.select(".problem")]
    assert "line 7 x + x → x + 2 It differs from the reference on double(2)" in survived
    assert "def double(x): x + 2" in survived
    assert "x → x * 1 lost “is fast”" in refused
    assert [words(equal) for equal in page.select("details .mutants li")] == [
        "line 7 2 * x → x * 2"
    ]
    assert "1 is not caught; 1 is refused and yet right" in words(page)
    assert "4 mutants: 1 caught, 1 survived, 1 refused, 1 equivalent" in words(page)


def test_what_could_not_be_judged_says_why(page_of):
    page = page_of(proof(bug("endless", trouble="it took longer than 20 seconds")))

    assert "it took longer than 20 seconds" in words(page.select_one("table.matrix"))


def test_the_slowest_lines_of_all_items_come_together(page_of):
    two = proof(bug("halves", "is right"))
    two.matrices.append(matrix(bug("thirds", "late"), lines={"late": 10}, item="triple"))
    two.matrices[-1].columns[0].seconds = 2.5

    slowest = page_of(two).select("body > .scroll tbody tr")

    assert words(slowest[0]) == "2.5 s late arithmetic: triple"
    assert words(slowest[1]) == "200 ms is fast arithmetic: double"


def test_the_page_needs_no_other_file(page_of):
    page = page_of(proof(bug("halves", "is right"), mutants=[outcome(Fate.CAUGHT)]))

    assert not page.select("script, link, img, iframe")
    assert len(page.select("figure svg")) == 2
    assert all(link["href"].startswith("#") for link in page.select("a[href]"))
    assert not re.search(r"url\((?!#)|@import", str(page))


def test_every_link_leads_somewhere(page_of):
    page = page_of(proof(bug("halves", "is right")), proof(right("adds")))

    assert all(page.find(id=link["href"].removeprefix("#")) for link in page.select("nav a"))


def test_a_page_of_nothing_can_be_made(page_of):
    assert not page_of().select(".sentences li")


def test_what_the_catalogue_lacks_is_a_problem(page_of):
    lacking = proof(right("adds"))
    lacking.gaps.append("there is no wrong solution of double")

    page = page_of(lacking)

    assert "The catalogue lacks solutions" in words(page.select_one(".sentences li.blame"))
    assert "arithmetic: there is no wrong solution of double" in problems_on(page)


def test_a_mutant_that_could_not_be_judged_is_shown_with_the_reason(page_of):
    page = page_of(proof(mutants=[outcome(Fate.CRASHED, line="the hidden test raised")]))

    assert "Not judged: line 7 2 * x → 3 * x the hidden test raised" in words(page)
    assert page.select("nav a.blame")


def test_the_picture_shows_what_was_missed(page_of):
    page = page_of(proof(bug("missed", points=10), bug("halves", "is right")))

    assert "1 not caught" in words(page.select_one("figure svg"))
