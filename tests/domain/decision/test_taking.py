"""Taking a decision: somebody decides, among options, and says why."""

import pytest
from deciding import given
from msgspec.structs import replace

from domain.decision.commands import Accept, Reject
from domain.decision.facts import (
    DecisionAccepted,
    DecisionDeprecated,
    DecisionProposed,
    DecisionRejected,
    Option,
)
from domain.decision.rules import DECISION

OPTIONS = (Option("1", "Review first"), Option("2", "Ship first"))
PROPOSED = DecisionProposed(
    "ACME-D1", "Review?", "scope", "2026-01-02", decision_makers=("ana",), options=OPTIONS
)
ONE_WAY = replace(PROPOSED, door="one_way", review_on="2026-06-30")
ACCEPT = Accept("review first", "It is safer.")
ACCEPTED = DecisionAccepted("1", "It is safer.", "2026-01-02")
REJECTED = DecisionRejected("2026-01-02")


def test_a_decision_is_accepted():
    given(DECISION, PROPOSED).when(ACCEPT).then(ACCEPTED)


def test_the_same_decision_again_is_quiet():
    given(DECISION, PROPOSED, ACCEPTED).when(ACCEPT).then_nothing()


def test_consequences_and_more_decision_makers_are_said_when_it_is_taken():
    command = Accept("1", "So.", ("ana", "bob"), ("Calm",), ("Later",), decided_on="2026-01-01")
    taken = DecisionAccepted("1", "So.", "2026-01-01", ("bob",), ("Calm",), ("Later",))
    given(DECISION, PROPOSED).when(command).then(taken)


def test_somebody_decides():
    nobody = replace(PROPOSED, decision_makers=())
    given(DECISION, nobody).when(ACCEPT).then_refused("no-decision-maker", "decision_makers")
    said = replace(ACCEPT, decision_makers=("bob",))
    given(DECISION, nobody).when(said).then(replace(ACCEPTED, decision_makers=("bob",)))


def test_the_chosen_option_is_among_the_options():
    error = given(DECISION, PROPOSED).when(Accept("3", "So.")).then_refused("unknown-option")
    assert error.fields[0].allowed == ("1 (Review first)", "2 (Ship first)")


def test_a_decision_is_justified():
    given(DECISION, PROPOSED).when(Accept("1", " ")).then_refused("blank", "justification")


def test_what_cannot_be_taken_back_is_chosen_among_two_options():
    single = replace(ONE_WAY, options=OPTIONS[:1])
    given(DECISION, single).when(ACCEPT).then_refused("too-few-options", "options")
    given(DECISION, ONE_WAY).when(ACCEPT).then(ACCEPTED)


def test_what_cannot_be_taken_back_is_looked_at_again():
    never = replace(ONE_WAY, review_on=None)
    given(DECISION, never).when(ACCEPT).then_refused("no-review-date", "review_on")
    later = replace(ACCEPT, review_on="2026-06-30")
    given(DECISION, never).when(later).then(replace(ACCEPTED, review_on="2026-06-30"))


def test_everything_that_is_missing_is_named_at_once():
    bare = replace(ONE_WAY, decision_makers=(), options=OPTIONS[:1], review_on=None)
    asked = given(DECISION, bare).when(ACCEPT)
    asked.then_refused_for("decision_makers", "options", "review_on")


def test_nobody_has_decided_tomorrow():
    asked = given(DECISION, PROPOSED).when(replace(ACCEPT, decided_on="2026-01-03"))
    asked.then_refused("in-the-future", "decided_on")


def test_another_choice_after_the_decision_is_refused():
    asked = given(DECISION, PROPOSED, ACCEPTED).when(Accept("2", "After all."))
    asked.then_refused("illegal-transition", "status")


def test_a_decision_is_rejected():
    given(DECISION, PROPOSED).when(Reject()).then(REJECTED)
    given(DECISION, PROPOSED, REJECTED).when(Reject()).then_nothing()


@pytest.mark.parametrize("facts", [(ACCEPTED,), (ACCEPTED, DecisionDeprecated())])
def test_what_was_accepted_cannot_be_rejected(facts):
    given(DECISION, PROPOSED, *facts).when(Reject()).then_refused("illegal-transition", "status")


def test_what_was_rejected_cannot_be_accepted():
    given(DECISION, PROPOSED, REJECTED).when(ACCEPT).then_refused("illegal-transition", "status")
