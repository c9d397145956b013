"""Whoever gave feedback is told something, and of what is out by then they know."""

from types import SimpleNamespace

import pytest
from deciding import fold, given

from domain.evidence.commands import Answer
from domain.evidence.facts import (
    EvidenceDismissed,
    EvidenceLinked,
    EvidenceMerged,
    EvidenceRedacted,
    FeedbackAnswered,
    FeedbackCaptured,
    Link,
    MarketSignalRecorded,
)
from domain.evidence.rules import EVIDENCE
from domain.evidence.state import told_of

TEXT = f"sealed:{'0' * 32}:{'x' * 22}"
CAPTURED = FeedbackCaptured("ACME-E1", "2026-01-01", "support", "Slow")
REFS = ("ACME-R1", "ACME-REL1", "ACME-1", "ACME-O1")
LINKED = [EvidenceLinked(Link(each)) for each in REFS]
TOLD = FeedbackAnswered(TEXT, "email", "2026-01-02")


def heard(*facts, **status):
    """Feedback that speaks for things, in a plan where those have a status."""
    known = {"R1": "planned", "REL1": "planned", "1": "ready", "O1": "active"} | status
    around = {f"ACME-{key}": SimpleNamespace(status=each) for key, each in known.items()}
    return given(EVIDENCE, CAPTURED, *LINKED, *facts, around=around)


def test_somebody_is_answered():
    heard().when(Answer(TEXT)).then(TOLD)
    heard(TOLD).when(Answer(TEXT)).then_nothing()
    assert fold(EVIDENCE, [CAPTURED, TOLD]).status == "answered"


@pytest.mark.parametrize(("key", "out"), [("R1", "shipped"), ("REL1", "released"), ("1", "done")])
def test_of_what_is_out_they_know_since(key, out):
    known = FeedbackAnswered(TEXT, "email", "2026-01-02", (f"ACME-{key}",))
    heard(**{key: out}).when(Answer(TEXT)).then(known)
    assert told_of(fold(EVIDENCE, [CAPTURED, known])) == {f"ACME-{key}"}


def test_the_same_words_again_tell_of_what_came_out_in_between():
    known = FeedbackAnswered(TEXT, "email", "2026-01-02", ("ACME-R1",))
    heard(TOLD, R1="shipped").when(Answer(TEXT)).then(known)
    heard(TOLD, known, R1="shipped").when(Answer(TEXT)).then_nothing()


def test_a_market_signal_has_nobody_to_answer():
    seen = MarketSignalRecorded(
        "ACME-E1", "2026-01-01", "demand", "Offline", "https://example.com", 3, 0.5, "rising"
    )
    given(EVIDENCE, seen).when(Answer(TEXT)).then_refused("other-kind", "kind")


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (Answer("It is out!"), "not-sealed", "text"),
        (Answer(TEXT, "pigeon"), "invalid-enum", "channel"),  # type: ignore[arg-type]  # on purpose
        (Answer(TEXT, on="2026-01-03"), "in-the-future", "on"),
    ],
)
def test_an_answer_is_refused_by_name(command, code, field):
    heard().when(command).then_refused(code, field)


def test_what_was_merged_is_answered_elsewhere():
    heard(EvidenceMerged("ACME-E2")).when(Answer(TEXT)).then_refused("illegal-transition")


def test_where_the_words_are_erased_none_are_kept():
    heard(EvidenceRedacted(())).when(Answer(TEXT)).then_refused("redacted", "text")


def test_somebody_is_told_no():
    state = fold(EVIDENCE, [CAPTURED, EvidenceDismissed("Not ours."), TOLD])
    assert (state.status, len(state.answers)) == ("dismissed", 1)
    heard(EvidenceDismissed("Not ours.")).when(Answer(TEXT)).then(TOLD)
