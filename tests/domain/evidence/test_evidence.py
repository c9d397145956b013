"""Evidence: what is said and seen, what it speaks for, and what can be erased of it."""

import pytest
from deciding import NONSENSE, SAID, fold, given

from domain.claim import Claim
from domain.decider import Ask
from domain.evidence.commands import (
    CaptureFeedback,
    Dismiss,
    Link,
    RecordMarketSignal,
    Redact,
    Triage,
    Unlink,
)
from domain.evidence.facts import (
    EvidenceDismissed,
    EvidenceLinked,
    EvidenceMerged,
    EvidenceRedacted,
    EvidenceTriaged,
    EvidenceUnlinked,
    FeedbackAnswered,
    FeedbackCaptured,
    MarketSignalRecorded,
)
from domain.evidence.facts import Link as Tied
from domain.evidence.rules import EVIDENCE
from domain.keys import stream_of
from domain.personal import ERASED

BOB, EVE = ("0" * 31 + each for each in "12")


def sealed(text: str, subject: str = BOB) -> str:
    return f"sealed:{subject}:{text:_<22}"


WORDS, QUOTE, NAME = sealed("exports-are-slow"), sealed("slow", EVE), sealed("bob")
URL = "https://example.com/offline"
CAPTURED = FeedbackCaptured("ACME-E1", "2026-01-02", "support", "Exports", WORDS, NAME, "Globex")
SEEN = MarketSignalRecorded(
    "ACME-E1", "2026-01-02", "competitor", "Offline sells", URL, 4, 0.8, "rising"
)
LINKED = EvidenceLinked(Tied("ACME-R1", 4, QUOTE))
MERGED = EvidenceMerged("ACME-E2")
DISMISSED = EvidenceDismissed("Not ours.")
AROUND = {"ACME-R1": object(), "ACME-E2": SAID}
RECORD = RecordMarketSignal("ACME-E1", "Offline sells", "competitor", URL, 4, 0.8, "rising")


def heard(*facts):
    return given(EVIDENCE, CAPTURED, *facts, around=AROUND)


def test_feedback_is_captured_with_its_words_sealed():
    command = CaptureFeedback("ACME-E1", "Exports", WORDS, "support", NAME, account="Globex")
    given(EVIDENCE).when(command).then(CAPTURED)


@pytest.mark.parametrize("said", [("Exports", None), ("", WORDS)])
def test_a_summary_or_a_verbatim_is_enough(said):
    captured = FeedbackCaptured("ACME-E1", "2026-01-02", "other", *said)
    given(EVIDENCE).when(CaptureFeedback("ACME-E1", *said)).then(captured)


@pytest.mark.parametrize("summary", ["", "  "])
def test_nothing_said_is_refused(summary):
    asked = given(EVIDENCE).when(CaptureFeedback("ACME-E1", summary))
    asked.then_refused("nothing-said", "summary")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("summary", "x" * 501, "too-long"),
        ("verbatim", "Exports are slow", "not-sealed"),
        ("contact", "Bob Smith", "not-sealed"),
        ("channel", NONSENSE, "invalid-enum"),
        ("sentiment", 3, "out-of-range"),
        ("importance", NONSENSE, "invalid-enum"),
        ("occurred_on", "2026-01-03", "in-the-future"),
        ("url", "javascript:alert(1)", "bad-url"),
        ("url", "https://a b", "bad-url"),
    ],
)
def test_what_is_not_acceptable_is_named(field, value, code):
    command = CaptureFeedback(**({"key": "ACME-E1", "summary": "Exports"} | {field: value}))
    given(EVIDENCE).when(command).then_refused(code, field)


def test_a_second_opening_of_the_same_key_is_refused():
    heard().when(CaptureFeedback("ACME-E1", "Again")).then_refused("key-taken")
    heard().when(RECORD).then_refused("key-taken")


def test_what_came_from_a_channel_claims_the_name_it_has_there():
    command = CaptureFeedback("ACME-E1", "Exports", channel="support", external_id="77")
    _, ask = given(EVIDENCE).when(command).facts
    assert isinstance(ask, Ask)
    assert isinstance(ask.command, Claim)
    assert ask.key == ask.command.name == "feedback:ACME:support:77"
    assert (ask.command.owner, ask.command.code) == (stream_of("ACME-E1"), "already-exists")


def test_a_market_signal_is_recorded():
    given(EVIDENCE).when(RECORD).then(SEEN)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("summary", " ", "blank"),
        ("url", "", "bad-url"),
        ("topic", NONSENSE, "invalid-enum"),
        ("strength", 6, "out-of-range"),
        ("confidence", 1.5, "out-of-range"),
        ("occurred_on", "2027-01-01", "in-the-future"),
    ],
)
def test_a_market_signal_has_a_source_and_a_strength(field, value, code):
    said = {"key": "ACME-E1", "summary": "Offline sells", "topic": "demand", "url": URL}
    given(EVIDENCE).when(RecordMarketSignal(**(said | {field: value}))).then_refused(code, field)


def test_triage_says_more_about_it():
    triaged = EvidenceTriaged(importance="critical", sentiment=-2)
    command = Triage(importance="critical", sentiment=-2)
    heard().when(command).then(triaged)
    heard(triaged).when(command).then_nothing()
    assert fold(EVIDENCE, [CAPTURED, triaged]).status == "triaged"


def test_looking_at_it_is_enough_for_triage():
    heard().when(Triage()).then(EvidenceTriaged())
    heard(EvidenceTriaged()).when(Triage()).then_nothing()


def test_triage_of_what_its_kind_does_not_have_names_it_all():
    asked = heard().when(Triage(strength=4, trend="rising"))
    asked.then_refused_for("strength", "trend")
    given(EVIDENCE, SEEN).when(Triage(sentiment=1)).then_refused("other-kind", "sentiment")


def test_what_was_dismissed_can_be_triaged_again():
    heard(DISMISSED).when(Triage()).then(EvidenceTriaged())
    assert fold(EVIDENCE, [CAPTURED, LINKED, DISMISSED, EvidenceTriaged()]).status == "linked"


def test_it_is_linked_with_a_weight_and_a_quote():
    command = Link("ACME-R1", 4, QUOTE)
    heard().when(command).then(LINKED)
    heard(LINKED).when(command).then_nothing()
    state = fold(EVIDENCE, [CAPTURED, LINKED])
    assert (state.status, state.subjects) == ("linked", (BOB, EVE))


def test_a_link_keeps_what_is_not_said_again():
    heard(LINKED).when(Link("ACME-R1")).then_nothing()
    heavier = EvidenceLinked(Tied("ACME-R1", 5, QUOTE))
    heard(LINKED).when(Link("ACME-R1", 5)).then(heavier)
    assert fold(EVIDENCE, [CAPTURED, LINKED, heavier]).links == (heavier.link,)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (Link("ACME-R1", 0), "out-of-range", "weight"),
        (Link("ACME-R1", 6), "out-of-range", "weight"),
        (Link("ACME-R9"), "unknown-reference", "ref"),
        (Link("OTHER-R1"), "unknown-reference", "ref"),
        (Link("nonsense"), "bad-key", "ref"),
        (Link("ACME-R1", 3, "Slow!"), "not-sealed", "quote"),
    ],
)
def test_a_link_is_refused_by_name(command, code, field):
    heard().when(command).then_refused(code, field)


def test_nothing_speaks_for_itself():
    asked = given(EVIDENCE, CAPTURED, around={"ACME-E1": SAID}).when(Link("ACME-E1"))
    asked.then_refused("self-link", "ref")


def test_it_is_unlinked():
    heard(LINKED).when(Unlink("ACME-R1")).then(EvidenceUnlinked("ACME-R1"))
    heard().when(Unlink("ACME-R1")).then_nothing()
    state = fold(EVIDENCE, [CAPTURED, LINKED, EvidenceUnlinked("ACME-R1")])
    assert (state.status, state.links) == ("triaged", ())


def test_what_was_dismissed_speaks_for_nothing():
    heard(DISMISSED).when(Link("ACME-R1")).then_refused("illegal-transition", "status")


def test_dismissing_needs_a_reason():
    heard().when(Dismiss()).then_refused("reason-required", "reason")
    heard().when(Dismiss(), "Not ours.").then(DISMISSED)
    heard(DISMISSED).when(Dismiss(), "Not ours.").then_nothing()


@pytest.mark.parametrize("command", [Triage(), Link("ACME-R1"), Dismiss()])
def test_what_was_merged_goes_on_elsewhere(command):
    refused = heard(MERGED).when(command, "So.").then_refused("illegal-transition", "status")
    assert "ACME-E2" in refused.message


def test_redacting_needs_a_reason():
    heard().when(Redact()).then_refused("reason-required", "reason")


@pytest.mark.parametrize("before", [(), (DISMISSED,), (MERGED,)])
def test_redacting_names_every_subject(before):
    redacted = EvidenceRedacted((BOB, EVE))
    heard(LINKED, *before).when(Redact(), "Bob asked.").then(redacted)
    heard(LINKED, *before, redacted).when(Redact(), "Bob asked.").then_nothing()


def test_where_nothing_is_personal_nothing_is_redacted():
    given(EVIDENCE, SEEN).when(Redact(), "So.").then_nothing()


def test_a_quote_that_was_taken_out_is_erased_too():
    facts = [CAPTURED, LINKED, EvidenceUnlinked("ACME-R1")]
    assert fold(EVIDENCE, facts).subjects == (BOB, EVE)


def test_after_redaction_counts_stay_and_words_are_gone():
    answered = FeedbackAnswered(WORDS, "email", "2026-01-02")
    state = fold(EVIDENCE, [CAPTURED, LINKED, answered, EvidenceRedacted((BOB, EVE))])
    assert (state.verbatim, state.contact, state.redacted) == (ERASED, ERASED, True)
    assert state.links == (Tied("ACME-R1", 4, ERASED),)
    assert [each.text for each in state.answers] == [ERASED]
    assert (state.account, state.status, state.summary) == ("Globex", "answered", "Exports")


def test_no_more_is_kept_of_what_was_redacted():
    asked = heard(EvidenceRedacted((BOB,))).when(Link("ACME-R1", 3, QUOTE))
    asked.then_refused("redacted", "quote")
    heard(EvidenceRedacted((BOB,))).when(Link("ACME-R1")).then(EvidenceLinked(Tied("ACME-R1")))


def test_a_stream_begins_with_what_was_said_or_seen():
    with pytest.raises(TypeError):
        EVIDENCE.evolve(None, DISMISSED)
