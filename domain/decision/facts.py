"""What can happen to a decision."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from domain.fact import Fact
from domain.values import Chance, Day, Line, Name

Kind = Literal[
    "vision",
    "roadmap",
    "scope",
    "priority",
    "capacity",
    "risk",
    "architecture",
    "budget",
    "go_to_market",
]
Door = Literal["one_way", "two_way"]
"""Whether one could walk back through it."""
Status = Literal["proposed", "accepted", "rejected", "deprecated", "superseded"]
Verdict = Literal["confirmed", "refuted", "inconclusive"]
Result = Literal["hit", "miss"]


class Option(Struct, frozen=True):
    """One way to go, with what speaks for and against it."""

    id: str
    title: str
    description: str = ""
    good: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


class Prediction(Struct, frozen=True):
    """What is expected of a metric; on the command line ``sign-ups,+10 %,0.8,2026-12-31``."""

    metric: Name
    expected: Line
    probability: Chance
    by: Day | None = None


class Actual(Struct, frozen=True):
    """What came of a prediction; on the command line ``sign-ups,hit,+12 %``."""

    metric: Name
    result: Result
    value: Line | None = None


class DecisionProposed(Fact, frozen=True, tag="decision.proposed"):
    """Somebody asked a question that has to be decided."""

    key: str
    title: str
    kind: Kind
    proposed_on: str
    door: Door = "two_way"
    decision_makers: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    context: str = ""
    drivers: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    confirmation: str = ""
    more_information: str = ""
    meeting: str | None = None
    evidence: tuple[str, ...] = ()
    affects: tuple[str, ...] = ()
    expected_outcomes: tuple[Prediction, ...] = ()
    review_on: str | None = None


class DecisionDescribed(Fact, frozen=True, tag="decision.described"):
    """What it is about was said in other words; what is unset stayed."""

    title: str | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    door: Door | UnsetType = UNSET
    decision_makers: tuple[str, ...] | UnsetType = UNSET
    informed: tuple[str, ...] | UnsetType = UNSET
    context: str | UnsetType = UNSET
    drivers: tuple[str, ...] | UnsetType = UNSET
    more_information: str | UnsetType = UNSET
    evidence: tuple[str, ...] | UnsetType = UNSET
    affects: tuple[str, ...] | UnsetType = UNSET
    expected_outcomes: tuple[Prediction, ...] | UnsetType = UNSET
    review_on: str | UnsetType | None = UNSET


class DecisionOptionAdded(Fact, frozen=True, tag="decision.option_added"):
    """There is one more way to go."""

    option: Option


class DecisionArgued(Fact, frozen=True, tag="decision.argued"):
    """More speaks for or against an option."""

    option: str
    good: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


class DecisionConsulted(Fact, frozen=True, tag="decision.consulted"):
    """Somebody was asked and said what they think."""

    person: str
    view: str


class DecisionConfirmationRecorded(Fact, frozen=True, tag="decision.confirmation_recorded"):
    """It was said how one will see that the decision is kept to."""

    confirmation: str


class DecisionAccepted(Fact, frozen=True, tag="decision.accepted"):
    """It was decided: one option, and why.

    Attributes:
        decision_makers: Those who decided, besides the ones who were named before.
        good: What gets better by it.
        bad: What gets worse by it.
        review_on: When to look at what came of it, if that was said only now.
    """

    option: str
    justification: str
    decided_on: str
    decision_makers: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    review_on: str | None = None


class DecisionRejected(Fact, frozen=True, tag="decision.rejected"):
    """It was decided to leave things as they are."""

    decided_on: str


class DecisionDeprecated(Fact, frozen=True, tag="decision.deprecated"):
    """It counts no longer, and nothing stands in its place."""


class DecisionSuperseded(Fact, frozen=True, tag="decision.superseded"):
    """Another decision counts in its place."""

    by: str


class DecisionReplacedAnother(Fact, frozen=True, tag="decision.replaced_another"):
    """It counts in another one's place: the other side of ``DecisionSuperseded``."""

    replaced: str


class DecisionAnnotated(Fact, frozen=True, tag="decision.annotated"):
    """Something was noted beside it; its own words stay as they are."""

    note: str


class DecisionReviewed(Fact, frozen=True, tag="decision.reviewed"):
    """Somebody looked at what came of it.

    Attributes:
        next_on: When to look again; None when this was the last look.
    """

    on: str
    verdict: Verdict
    actuals: tuple[Actual, ...] = ()
    note: str = ""
    next_on: str | None = None
