"""What a decision goes through once it is taken: replaced, annotated, looked at again."""

import pytest
from deciding import Why, facts_of, fold, given
from msgspec.structs import replace

from domain.decider import Ask
from domain.decision.commands import Annotate, Deprecate, ReplaceAnother, Review, Supersede
from domain.decision.facts import (
    Actual,
    DecisionAccepted,
    DecisionAnnotated,
    DecisionDeprecated,
    DecisionProposed,
    DecisionRejected,
    DecisionReplacedAnother,
    DecisionReviewed,
    DecisionSuperseded,
    Option,
    Prediction,
)
from domain.decision.rules import DECISION
from domain.decision.state import Decision, results_of

EXPECTED = (Prediction("nps", "+5", 0.8, "2026-06-30"), Prediction("churn", "-1 %", 0.6))
PROPOSED = DecisionProposed(
    "ACME-D1",
    "Review?",
    "scope",
    "2026-01-02",
    decision_makers=("ana",),
    options=(Option("1", "Review first"),),
    expected_outcomes=EXPECTED,
    review_on="2026-06-30",
)
TAKEN = (PROPOSED, DecisionAccepted("1", "It is safer.", "2026-01-02"))
OTHER = Decision("ACME-D9", "Ship", "scope", "2026-01-02", status="accepted")
REVIEWED = DecisionReviewed("2026-01-02", "confirmed", (Actual("nps", "hit", "+7"),), "Well.")
BECAUSE: Why = {"reason": "Globex asked.", "because": ["ACME-D9"]}
SUPERSEDED = DecisionSuperseded("ACME-D9")


def around(**changes):
    return {"ACME-D9": replace(OTHER, **changes)}


def test_an_accepted_decision_takes_the_place_of_another():
    asked = given(DECISION, *TAKEN, around=around()).when(Supersede("ACME-D9"), **BECAUSE)
    asked.then(SUPERSEDED, Ask("ACME-D9", ReplaceAnother("ACME-D1")))


def test_the_other_decision_notes_whose_place_it_took():
    noted = DecisionReplacedAnother("ACME-D9")
    given(DECISION, *TAKEN, around=around()).when(ReplaceAnother("ACME-D9")).then(noted)
    asked = given(DECISION, *TAKEN, noted, around=around()).when(ReplaceAnother("ACME-D9"))
    asked.then_nothing()


def test_superseding_again_is_quiet():
    asked = given(DECISION, *TAKEN, SUPERSEDED, around=around()).when(Supersede("ACME-D9"))
    asked.then_nothing()


def test_superseding_needs_a_reason_and_a_cause():
    decided = given(DECISION, *TAKEN, around=around())
    decided.when(Supersede("ACME-D9")).then_refused("reason-required", "reason")
    asked = decided.when(Supersede("ACME-D9"), reason="Globex asked.")
    asked.then_refused("cause-required", "because_of")


@pytest.mark.parametrize("status", ["proposed", "rejected", "deprecated"])
def test_only_an_accepted_decision_takes_a_place(status):
    asked = given(DECISION, *TAKEN, around=around(status=status)).when(
        Supersede("ACME-D9"), reason="So.", because=["ACME-E1"]
    )
    asked.then_refused("not-accepted", "by")


def test_a_decision_of_another_product_takes_no_place():
    asked = given(DECISION, *TAKEN, around={"BETA-D9": OTHER}).when(Supersede("BETA-D9"), **BECAUSE)
    asked.then_refused("unknown-reference", "by")


def test_a_decision_does_not_supersede_itself():
    itself = {"ACME-D1": fold(DECISION, TAKEN)}
    asked = given(DECISION, *TAKEN, around=itself).when(
        Supersede("ACME-D1"), reason="So.", because=["ACME-E1"]
    )
    asked.then_refused("cycle", "by")


def test_no_decision_comes_back_for_what_took_its_place():
    older = {"ACME-D9": replace(OTHER, status="superseded", superseded_by="ACME-D5")}
    older["ACME-D5"] = replace(OTHER, key="ACME-D5", status="superseded", superseded_by="ACME-D1")
    asked = given(DECISION, *TAKEN, around=older).when(
        Supersede("ACME-D9"), reason="So.", because=["ACME-E1"]
    )
    asked.then_refused("cycle", "by")


@pytest.mark.parametrize("facts", [(PROPOSED,), (PROPOSED, DecisionRejected("2026-01-02"))])
def test_only_what_counted_is_superseded_or_deprecated(facts):
    for command in (Supersede("ACME-D9"), Deprecate()):
        asked = given(DECISION, *facts, around=around()).when(command, **BECAUSE)
        asked.then_refused("illegal-transition", "status")


def test_a_decision_is_deprecated():
    given(DECISION, *TAKEN).when(Deprecate()).then(DecisionDeprecated())
    given(DECISION, *TAKEN, DecisionDeprecated()).when(Deprecate()).then_nothing()


def test_what_counts_no_longer_is_not_due():
    assert fold(DECISION, TAKEN).due_on == "2026-06-30"
    assert fold(DECISION, [*TAKEN, DecisionDeprecated()]).due_on is None
    assert fold(DECISION, [*TAKEN, SUPERSEDED]).due_on is None


def test_a_note_stands_beside_a_decision():
    noted = DecisionAnnotated("See the minutes.")
    given(DECISION, *TAKEN).when(Annotate("See the minutes.")).then(noted)
    given(DECISION, *TAKEN, noted).when(Annotate("See the minutes.")).then_nothing()
    given(DECISION, *TAKEN).when(Annotate("")).then_refused("blank", "note")


def test_a_decision_is_reviewed():
    command = Review("confirmed", (Actual("nps", "hit", "+7"),), "Well.")
    given(DECISION, *TAKEN).when(command).then(REVIEWED)
    given(DECISION, *TAKEN, REVIEWED).when(command).then_nothing()


def test_a_review_may_ask_for_another():
    asked = given(DECISION, *TAKEN).when(Review("inconclusive", next_on="2026-09-30"))
    asked.then(DecisionReviewed("2026-01-02", "inconclusive", next_on="2026-09-30"))
    assert fold(DECISION, [*TAKEN, *facts_of(asked.facts)]).due_on == "2026-09-30"
    assert fold(DECISION, [*TAKEN, REVIEWED]).due_on is None


def test_the_first_day_of_review_stays_as_it_was_decided():
    assert fold(DECISION, [*TAKEN, REVIEWED]).review_on == "2026-06-30"


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (Review("confirmed", (Actual("speed", "hit"),)), "unknown-metric", "actuals"),
        (Review("confirmed", next_on="2026-01-02"), "not-later", "next_on"),
        (Review("confirmed", on="2026-01-03"), "in-the-future", "on"),
    ],
)
def test_what_a_review_cannot_say(command, code, field):
    given(DECISION, *TAKEN).when(command).then_refused(code, field)


@pytest.mark.parametrize("facts", [(PROPOSED,), (PROPOSED, DecisionRejected("2026-01-02"))])
def test_only_what_was_accepted_is_reviewed(facts):
    asked = given(DECISION, *facts).when(Review("confirmed"))
    asked.then_refused("illegal-transition", "status")


def test_what_no_review_names_goes_by_its_verdict():
    facts = [*TAKEN, DecisionReviewed("2026-01-02", "refuted", (Actual("nps", "hit"),))]
    assert results_of(fold(DECISION, facts)) == [(0.8, True), (0.6, False)]


def test_an_inconclusive_review_judges_nothing():
    facts = [*TAKEN, DecisionReviewed("2026-01-02", "inconclusive")]
    assert results_of(fold(DECISION, facts)) == []


def test_the_newest_word_about_a_metric_counts():
    facts = [*TAKEN, REVIEWED, DecisionReviewed("2026-01-03", "refuted", (Actual("nps", "miss"),))]
    assert results_of(fold(DECISION, facts)) == [(0.8, False), (0.6, False)]
