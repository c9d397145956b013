"""What says the same twice counts once, with the voices of both."""

import pytest
from deciding import fold, given

from domain.decider import Ask
from domain.evidence.commands import Merge, TakeOver
from domain.evidence.facts import (
    EvidenceDismissed,
    EvidenceLinked,
    EvidenceMerged,
    EvidenceTookOver,
    FeedbackCaptured,
    Link,
    MarketSignalRecorded,
    Voice,
)
from domain.evidence.rules import EVIDENCE
from domain.evidence.state import voices_of
from domain.values import Money

DAY = "2026-01-02"
WORTH = Money("1200", "EUR")
ONE = FeedbackCaptured("ACME-E1", DAY, "support", "Slow", account="Globex", deal_value=WORTH)
TWO = FeedbackCaptured("ACME-E2", DAY, "email", "Slow too", account="Initech")
SEEN = MarketSignalRecorded(
    "ACME-E3", DAY, "demand", "Offline", "https://example.com", 3, 0.5, "rising"
)
QUOTED = EvidenceLinked(Link("ACME-R1", 4, f"sealed:{'0' * 32}:{'x' * 22}"))
GLOBEX = Voice("ACME-E1", DAY, "Globex", deal_value=WORTH)
PLAIN = Link("ACME-R1", 4)
TAKE = TakeOver((GLOBEX,), (PLAIN,))
TOOK = EvidenceTookOver((GLOBEX,), (PLAIN,))
MERGED = EvidenceMerged("ACME-E2")


def around(*facts):
    others = {"ACME-E2": [TWO, *facts], "ACME-E3": [SEEN], "ACME-E1": [ONE]}
    return {key: fold(EVIDENCE, each) for key, each in others.items()} | {"ACME-R1": object()}


def test_another_one_takes_over_its_voice_and_its_links_without_the_quote():
    asked = given(EVIDENCE, ONE, QUOTED, around=around()).when(Merge("ACME-E2"))
    asked.then(MERGED, Ask("ACME-E2", TAKE))


def test_merging_again_is_quiet():
    given(EVIDENCE, ONE, MERGED, around=around()).when(Merge("ACME-E2")).then_nothing()


@pytest.mark.parametrize(
    ("into", "code"),
    [
        ("ACME-E1", "self-merge"),
        ("ACME-E3", "other-kind"),
        ("ACME-E9", "unknown-reference"),
        ("ACME-R1", "bad-key"),
    ],
)
def test_it_is_merged_into_another_one_of_its_kind(into, code):
    given(EVIDENCE, ONE, around=around()).when(Merge(into)).then_refused(code, "into")


def test_the_other_one_is_not_merged_itself():
    asked = given(EVIDENCE, ONE, around=around(EvidenceMerged("ACME-E4"))).when(Merge("ACME-E2"))
    assert "ACME-E4" in asked.then_refused("already-merged", "into").message


def test_the_other_one_is_not_dismissed():
    asked = given(EVIDENCE, ONE, around=around(EvidenceDismissed("No."))).when(Merge("ACME-E2"))
    asked.then_refused("illegal-transition")


def test_it_is_merged_once():
    asked = given(EVIDENCE, ONE, EvidenceMerged("ACME-E4"), around=around()).when(Merge("ACME-E2"))
    asked.then_refused("illegal-transition")


def test_what_takes_over_counts_both():
    given(EVIDENCE, TWO, around=around()).when(TAKE).then(TOOK)
    given(EVIDENCE, TWO, TOOK, around=around()).when(TAKE).then_nothing()
    state = fold(EVIDENCE, [TWO, TOOK])
    assert [each.account for each in voices_of(state)] == ["Initech", "Globex"]
    assert (state.links, state.status) == ((PLAIN,), "linked")


def test_a_link_that_is_there_stays_as_it_is():
    own = EvidenceLinked(Link("ACME-R1", 1))
    given(EVIDENCE, TWO, own, around=around()).when(TAKE).then(EvidenceTookOver((GLOBEX,)))


def test_of_a_market_signal_nobody_counts():
    assert voices_of(fold(EVIDENCE, [SEEN])) == ()
