"""Decisions as people look for them: the log, the graph, what is due, and how true they were."""

import pytest
from asking import Asking

from domain.decision import commands as ask
from domain.decision.facts import Actual, Prediction
from domain.evidence.commands import CaptureFeedback
from domain.meeting.commands import Schedule
from domain.meeting.facts import Invited
from domain.meeting.outcomes import NewOutcome
from projections.cursor import CursorMismatch
from projections.days import Days
from projections.decisions.calibration import MakerScore, calibration
from projections.decisions.due import due
from projections.decisions.graph import Edge, graph
from projections.decisions.listing import DECISIONS
from projections.page import page

LOOK = Days("2026-07-01", "2026-07-15")


class Log:
    """Takes decisions through their rules."""

    def __init__(self, plan, clock):
        plan.create()
        self.ask = Asking(plan.ledger, clock)

    def propose(self, number, **said):
        key = f"ACME-D{number}"
        self.ask(key, ask.Propose(key, f"Question {number}", **said))
        return key

    def take(self, number, **said):
        """A decision by Ana for option A."""
        said = {"decision_makers": ("ana",), "options": ("A", "B")} | said
        return self.propose(number, accept="A", justification="So.", **said)

    def predict(self, number, probability, result, maker="ana"):
        """A decision with one prediction that came true or not."""
        said = (Prediction("nps", "+5", probability),)
        key = self.take(number, decision_makers=(maker,), expected_outcomes=said)
        self.ask(key, ask.Review("inconclusive", (Actual("nps", result),)))


@pytest.fixture
def log(plan, clock):
    return Log(plan, clock)


def keys(found):
    return [packed.split(b'"key":"')[1].split(b'"')[0].decode() for packed in found.items]


@pytest.fixture
def logged(log):
    log.take(1, kind="risk", review_on="2026-06-30")
    log.propose(2, kind="scope", decision_makers=("bob",), affects=("ACME-D1",))
    log.take(3, door="one_way", review_on="2026-12-31", decision_makers=("ana", "bob"))
    return log


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [1, 2, 3]),
        ({"kind": ("risk",)}, [1]),
        ({"status": ("accepted",)}, [1, 3]),
        ({"maker": ("bob",)}, [2, 3]),
        ({"affects": ("ACME-D1",)}, [2]),
        ({"door": ("one_way",)}, [3]),
        ({"decided_on[gte]": "2026-01-01"}, [1, 3]),
        ({"decided_on[lte]": "2020-01-01"}, []),
        ({"review_on[lte]": "2026-06-30"}, [1]),
        ({"meeting": ("ACME-M1",)}, []),
        ({"q": "question 3"}, [3]),
        ({"product": ("BETA",)}, []),
    ],
)
def test_the_log_is_found_by(show, logged, wanted, found):
    assert keys(show(page, DECISIONS, wanted)) == [f"ACME-D{each}" for each in found]


def test_the_decisions_of_a_meeting_are_found_by_it(show, log):
    outcome = NewOutcome("Ship SSO", "decision")
    log.ask("ACME-M1", Schedule("ACME-M1", "Weekly", held=True, outcomes=(outcome,)))
    assert keys(show(page, DECISIONS, {"meeting": ("ACME-M1",)})) == ["ACME-D1"]


def test_the_longest_overdue_comes_first(show, logged):
    logged.take(4, review_on="2026-03-31")
    rows = show(due, {}, LOOK).rows
    assert [(each.key, each.days_late) for each in rows] == [("ACME-D4", 92), ("ACME-D1", 1)]


def test_what_is_due_is_narrowed(show, logged):
    logged.take(4, review_on="2026-03-31", decision_makers=("bob",))
    assert [each.key for each in show(due, {"maker": ("bob",)}, LOOK).rows] == ["ACME-D4"]


def test_what_was_reviewed_is_no_longer_due(show, logged):
    logged.ask("ACME-D1", ask.Review("confirmed"))
    assert show(due, {}, LOOK).rows == []


def test_what_is_due_comes_page_by_page(show, log):
    for number in range(1, 4):
        log.take(number, review_on="2026-03-31")
    first = show(due, {}, LOOK, limit=2)
    rest = show(due, {}, LOOK, limit=2, cursor=first.next)
    assert [each.key for each in first.rows + rest.rows] == ["ACME-D1", "ACME-D2", "ACME-D3"]
    assert rest.next is None
    with pytest.raises(CursorMismatch):
        show(due, {"maker": ("ana",)}, LOOK, cursor=first.next)


def test_the_brier_score_is_the_mean_of_squared_surprises(show, log):
    log.predict(1, 0.8, "hit")
    log.predict(2, 0.6, "miss")
    log.predict(3, 0.9, "hit", maker="bob")
    found = show(calibration, {})
    assert (found.brier, found.judged) == (0.1367, 3)
    assert found.makers == [MakerScore("bob", 0.01, 1), MakerScore("ana", 0.2, 2)]


def test_nothing_judged_has_no_score(show, log):
    log.take(1, expected_outcomes=(Prediction("nps", "+5", 0.5),))
    found = show(calibration, {})
    assert (found.brier, found.judged, found.makers) == (None, 0, [])


def test_the_graph_tells_what_replaced_what_and_why(show, log):
    held = Schedule("ACME-M1", "Globex call", held=True, attendees=(Invited("ana"),))
    log.ask("ACME-M1", held)
    log.ask("ACME-E7", CaptureFeedback("ACME-E7", "Where is my note?"))
    log.take(1)
    log.take(2, meeting="ACME-M1")
    log.ask("ACME-D1", ask.Supersede("ACME-D2"), "They asked.", ["ACME-E7"])
    found = show(graph, {})
    assert found.edges == [
        Edge("because", "ACME-D1", "ACME-E7"),
        Edge("because", "ACME-D2", "ACME-E7"),
        Edge("because", "ACME-D2", "ACME-M1"),
        Edge("supersedes", "ACME-D2", "ACME-D1"),
    ]
    assert [(each.key, each.title, each.status) for each in found.nodes] == [
        ("ACME-D1", "Question 1", "superseded"),
        ("ACME-D2", "Question 2", "accepted"),
        ("ACME-E7", "Where is my note?", "new"),
        ("ACME-M1", "Globex call", "held"),
    ]


def test_the_graph_of_some_decisions_names_what_took_their_place(show, log):
    log.take(1, kind="risk")
    log.take(2)
    log.ask("ACME-D1", ask.Supersede("ACME-D2"), "They asked.", ["ACME-D2"])
    found = show(graph, {"kind": ("risk",)})
    assert Edge("supersedes", "ACME-D2", "ACME-D1") in found.edges
    assert [each.key for each in found.nodes] == ["ACME-D1", "ACME-D2"]
