"""A decision while it is open: proposed, argued, and put in other words."""

import pytest
from deciding import given
from msgspec.structs import replace

from domain.decision.commands import (
    AddOption,
    Argue,
    Consult,
    Describe,
    Propose,
    RecordConfirmation,
)
from domain.decision.facts import (
    DecisionAccepted,
    DecisionArgued,
    DecisionConfirmationRecorded,
    DecisionConsulted,
    DecisionDescribed,
    DecisionOptionAdded,
    DecisionProposed,
    DecisionRejected,
    Option,
    Prediction,
)
from domain.decision.rules import DECISION
from domain.decision.state import Decision
from domain.meeting.state import Meeting

TITLE = "Security review before offline mode"
PROPOSED = DecisionProposed("ACME-D1", TITLE, "scope", "2026-01-02", decision_makers=("ana",))
FIRST = DecisionOptionAdded(Option("1", "Review first"))
ACCEPTED = DecisionAccepted("1", "It is safer.", "2026-01-02")
M31 = {"ACME-M31": Meeting("ACME-M31", "Globex call", "client", "2026-01-01T09:00:00+00:00")}


def proposing(**values):
    return Propose("ACME-D1", TITLE, decision_makers=("ana",), **values)


def test_a_decision_is_proposed():
    given(DECISION).when(proposing()).then(PROPOSED)


def test_options_are_numbered_and_named_once():
    options = (Option("1", "Review first"), Option("2", "Ship first"))
    asked = given(DECISION).when(proposing(options=("Review first", "Ship first", "Review first")))
    asked.then(replace(PROPOSED, options=options))


def test_a_decision_is_proposed_and_taken_in_one_breath():
    options = ("Review first", "Ship first")
    command = proposing(options=options, accept="ship first", justification="Clients wait.")
    titled = tuple(Option(str(at), title) for at, title in enumerate(options, 1))
    taken = DecisionAccepted("2", "Clients wait.", "2026-01-02")
    given(DECISION).when(command).then(replace(PROPOSED, options=titled), taken)


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"options": ("A",), "accept": "B", "justification": "So."}, "unknown-option", "accept"),
        ({"options": ("A",), "accept": "A"}, "blank", "justification"),
        ({"meeting": "ACME-M9"}, "unknown-reference", "meeting"),
        ({"meeting": "ACME-K9"}, "bad-key", "meeting"),
        ({"affects": ("OTHER-R1",)}, "unknown-reference", "affects.0"),
        ({"review_on": "soon"}, "bad-date", "review_on"),
        ({"options": (" ",)}, "blank", "options.0"),
        (
            {"expected_outcomes": (Prediction("nps", "+5", 1.2),)},
            "out-of-range",
            "expected_outcomes.0.probability",
        ),
    ],
)
def test_what_a_decision_cannot_be_proposed_with(values, code, field):
    given(DECISION).when(proposing(**values)).then_refused(code, field)


def test_a_decision_says_which_meeting_it_is_from():
    asked = given(DECISION, around=M31).when(proposing(meeting="ACME-M31"))
    asked.then(replace(PROPOSED, meeting="ACME-M31"))


def test_a_second_decision_under_a_key_is_refused():
    given(DECISION, PROPOSED).when(proposing()).then_refused("key-taken")


def test_an_open_decision_is_put_in_other_words():
    asked = given(DECISION, PROPOSED).when(Describe(context="Two audits.", door="two_way"))
    asked.then(DecisionDescribed(context="Two audits."))


def test_the_same_words_again_are_quiet():
    given(DECISION, PROPOSED).when(Describe(title=TITLE)).then_nothing()


def test_an_option_is_added():
    given(DECISION, PROPOSED).when(AddOption("Review first")).then(FIRST)


def test_the_same_option_again_is_quiet():
    given(DECISION, PROPOSED, FIRST).when(AddOption("Review first")).then_nothing()


def test_an_option_of_the_same_title_is_refused():
    asked = given(DECISION, PROPOSED, FIRST).when(AddOption("review first", "Another one."))
    asked.then_refused("option-taken", "title")


@pytest.mark.parametrize("name", ["1", "Review first", "REVIEW FIRST "])
def test_an_option_is_argued_by_its_number_or_title(name):
    asked = given(DECISION, PROPOSED, FIRST).when(Argue(name, good=("Safer",), bad=("Later",)))
    asked.then(DecisionArgued("1", good=("Safer",), bad=("Later",)))


def test_only_what_was_not_said_yet_is_argued():
    said = DecisionArgued("1", good=("Safer",))
    asked = given(DECISION, PROPOSED, FIRST, said).when(Argue("1", good=("Safer", "Calmer")))
    asked.then(DecisionArgued("1", good=("Calmer",)))
    given(DECISION, PROPOSED, FIRST, said).when(Argue("1", good=("Safer",))).then_nothing()


def test_an_option_that_is_not_there_cannot_be_argued():
    asked = given(DECISION, PROPOSED, FIRST).when(Argue("2", good=("Safer",)))
    asked.then_refused("unknown-option", "option")


def test_somebody_is_consulted():
    view = DecisionConsulted("bob", "Ask the auditors.")
    given(DECISION, PROPOSED).when(Consult("bob", "Ask the auditors.")).then(view)
    given(DECISION, PROPOSED, view).when(Consult("bob", "Ask the auditors.")).then_nothing()
    given(DECISION, PROPOSED).when(Consult("bob", " ")).then_refused("blank", "view")


def test_how_one_will_see_that_it_is_kept_to_is_recorded():
    recorded = DecisionConfirmationRecorded("The audit passes.")
    command = RecordConfirmation("The audit passes.")
    given(DECISION, PROPOSED).when(command).then(recorded)
    given(DECISION, PROPOSED, recorded).when(command).then_nothing()
    given(DECISION, PROPOSED).when(RecordConfirmation("")).then_refused("blank", "confirmation")


@pytest.mark.parametrize("end", [ACCEPTED, DecisionRejected("2026-01-02")])
@pytest.mark.parametrize(
    "command",
    [
        Describe(context="Other words."),
        AddOption("Ship first"),
        Argue("1", good=("Safer",)),
        Consult("bob", "Too late."),
        RecordConfirmation("The audit passes."),
    ],
)
def test_what_was_decided_stays_as_it_is(command, end):
    asked = given(DECISION, PROPOSED, FIRST, end).when(command, reason="Because.")
    asked.then_refused("frozen", "status")


@pytest.mark.parametrize("status", ["proposed", "accepted"])
def test_a_decision_that_stands_is_a_cause(status):
    around = {"ACME-D7": Decision("ACME-D7", "A", "scope", "2026-01-01", status=status)}
    asked = given(DECISION, PROPOSED, around=around).when(AddOption("A"), because=["ACME-D7"])
    assert asked.error is None


@pytest.mark.parametrize("status", ["rejected", "deprecated", "superseded"])
def test_a_decision_that_fell_is_no_cause(status):
    around = {"ACME-D7": Decision("ACME-D7", "A", "scope", "2026-01-01", status=status)}
    asked = given(DECISION, PROPOSED, around=around).when(AddOption("A"), because=["ACME-D7"])
    asked.then_refused("not-citable", "because_of")
