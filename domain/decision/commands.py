"""What can be asked of a decision; each class is a verb, its fields are what it takes."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from domain.command import Asked, Command, Opening
from domain.decision.facts import Actual, Door, Kind, Prediction, Verdict
from domain.values import (
    AnyKey,
    Day,
    DecisionKey,
    EvidenceKey,
    Line,
    MeetingKey,
    Person,
    Prose,
    Said,
)

Options = Annotated[tuple[Line, ...], Meta(extra={"asked_as": "option"})]
Makers = Annotated[tuple[Person, ...], Meta(extra={"asked_as": "maker"})]
Drivers = Annotated[tuple[Line, ...], Meta(extra={"asked_as": "driver"})]
Expected = Annotated[tuple[Prediction, ...], Meta(extra={"asked_as": "expect"})]
Seen = Annotated[tuple[Actual, ...], Meta(extra={"asked_as": "actual"})]


class Propose(Opening, frozen=True):
    """Ask what has to be decided; with ``accept``, it is decided in the same breath.

    ``options`` are the titles of the ways to go; ``accept`` is one of them.
    """

    title: Line
    kind: Kind = "scope"
    door: Door = "two_way"
    decision_makers: Makers = ()
    informed: tuple[Person, ...] = ()
    context: Prose = ""
    drivers: Drivers = ()
    options: Options = ()
    confirmation: Prose = ""
    more_information: Prose = ""
    meeting: MeetingKey | None = None
    evidence: tuple[EvidenceKey, ...] = ()
    affects: tuple[AnyKey, ...] = ()
    expected_outcomes: Expected = ()
    review_on: Day | None = None
    accept: Line | None = None
    justification: Prose = ""


class Describe(Command, frozen=True):
    """Say what it is about in other words, while it is only proposed; what is unset stays."""

    title: Line | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    door: Door | UnsetType = UNSET
    decision_makers: Makers | UnsetType = UNSET
    informed: tuple[Person, ...] | UnsetType = UNSET
    context: Prose | UnsetType = UNSET
    drivers: Drivers | UnsetType = UNSET
    more_information: Prose | UnsetType = UNSET
    evidence: tuple[EvidenceKey, ...] | UnsetType = UNSET
    affects: tuple[AnyKey, ...] | UnsetType = UNSET
    expected_outcomes: Expected | UnsetType = UNSET
    review_on: Day | UnsetType | None = UNSET


class AddOption(Command, frozen=True):
    """Say one more way to go."""

    title: Line
    description: Prose = ""


class Argue(Command, frozen=True):
    """Say what speaks for an option, against it, or neither; it goes by its number or title."""

    option: Line
    good: tuple[Line, ...] = ()
    neutral: tuple[Line, ...] = ()
    bad: tuple[Line, ...] = ()


class Consult(Command, frozen=True):
    """Note what somebody who was asked thinks."""

    person: Person
    view: Said


class RecordConfirmation(Command, frozen=True):
    """Say how one will see that the decision is kept to; part of what is decided."""

    confirmation: Said


class Accept(Command, frozen=True):
    """Decide: an option by its number or title, and why; what is decided stays as it is then.

    A decision that cannot be taken back (one_way) needs two options and a day of review.
    """

    option: Line
    justification: Said
    decision_makers: Makers = ()
    good: tuple[Line, ...] = ()
    bad: tuple[Line, ...] = ()
    review_on: Day | None = None
    decided_on: Day | None = None


class Reject(Command, frozen=True):
    """Decide to leave things as they are."""

    decided_on: Day | None = None


class Deprecate(Command, frozen=True):
    """Say that it counts no longer, and that nothing stands in its place."""


class Supersede(Command, frozen=True):
    """Let an accepted decision count in its place; needs a reason and a cause."""

    by: DecisionKey


class ReplaceAnother(Asked, frozen=True):
    """Count in the place of the decision ``replaced``."""

    replaced: DecisionKey


class Annotate(Command, frozen=True):
    """Note something beside it; its own words stay as they are."""

    note: Said


class Review(Command, frozen=True):
    """Look at what came of it: a verdict, and what became of each prediction.

    ``next_on`` is the day to look again, if once more is wanted.
    """

    verdict: Verdict
    actuals: Seen = ()
    note: Prose = ""
    on: Day | None = None
    next_on: Day | None = None
