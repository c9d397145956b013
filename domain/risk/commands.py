"""What can be asked of a risk; each class is a verb, its fields are what it takes."""

from typing import Annotated, ClassVar, Literal

from msgspec import UNSET, Meta, UnsetType

from domain.command import Asked, Command, Opening
from domain.risk.effect import Effect
from domain.risk.facts import Category, Ending, Signal, Treatment
from domain.threshold import Op
from domain.values import (
    AnyKey,
    Day,
    ItemKey,
    Line,
    MeetingKey,
    Money,
    Name,
    NewAction,
    Number,
    Person,
    Positive,
    Prose,
    Said,
    between,
)

COMPUTED = ("level", "band", "reduction", "residual_level", "residual_band", "exposure")
"""What follows from what is said, and is refused when it is sent."""
Rating = Annotated[int, between(1, 5)]
"""A likelihood or an impact."""
Threatened = Annotated[
    str,
    Meta(
        extra={"to": ("roadmap_item", "release", "objective", "iteration")}, examples=["ACME-R12"]
    ),
]


class Identify(Opening, frozen=True):
    """Say what may happen and what would follow: if EVENT, then CONSEQUENCE."""

    event: Annotated[Line, Meta(extra={"asked_as": "if"})]
    consequence: Annotated[Line, Meta(extra={"asked_as": "then"})]
    title: Line | None = None
    risk_source: Prose = ""
    category: Category | None = None
    owner: Person | None = None
    proximity: Day | None = None
    threatens: tuple[Threatened, ...] = ()
    computed: ClassVar[tuple[str, ...]] = COMPUTED


class Describe(Command, frozen=True):
    """Say it in other words."""

    title: Line | UnsetType = UNSET
    event: Annotated[Line, Meta(extra={"asked_as": "if"})] | UnsetType = UNSET
    consequence: Annotated[Line, Meta(extra={"asked_as": "then"})] | UnsetType = UNSET
    risk_source: Prose | UnsetType = UNSET
    category: Category | UnsetType = UNSET
    proximity: Day | UnsetType = UNSET


class AssignOwner(Command, frozen=True):
    """Let somebody answer for it."""

    owner: Person


class Assess(Command, frozen=True):
    """Say how likely and how grave it is before any treatment, from 1 to 5; it has an owner.

    Level and band follow from it. An acceptance of what was known before ends.
    """

    likelihood: Rating
    impact: Rating
    rationale: Prose = ""
    effect: Effect | UnsetType = UNSET
    owner: Person | None = None
    computed: ClassVar[tuple[str, ...]] = COMPUTED


class PlanTreatment(Command, frozen=True):
    """Say what is done about it; to reduce or share it takes an action."""

    treatment: Treatment
    controls: tuple[Line, ...] = ()
    actions: Annotated[tuple[NewAction, ...], Meta(extra={"asked_as": "action"})] = ()


class AddAction(Command, frozen=True):
    """Let somebody do something about it."""

    text: Line
    owner: Person
    due: Day
    cost: Money | None = None
    item: ItemKey | None = None


class CompleteAction(Command, frozen=True):
    """Say that an action is done."""

    action: Name


class CancelAction(Command, frozen=True):
    """Say that an action will not be done."""

    action: Name


class AssessResidual(Command, frozen=True):
    """Say how likely and how grave it is once the treatment works, from 1 to 5."""

    likelihood: Rating
    impact: Rating
    rationale: Prose = ""
    computed: ClassVar[tuple[str, ...]] = COMPUTED


class Accept(Command, frozen=True):
    """Live with it until a day; needs a reason and a cause, above the appetite an approver."""

    until: Day
    by: Person | None = None


class ArmTrigger(Command, frozen=True):
    """Watch for a sign that it comes true, on one thing or on all that it threatens."""

    signal: Signal
    op: Op
    threshold: Number
    ref: AnyKey | None = None


class DisarmTrigger(Command, frozen=True):
    """Stop watching for a sign."""

    trigger: Name


class FireTrigger(Asked, frozen=True):
    """Record a signal: every armed trigger that it is beyond fires, and nobody else decides."""

    signal: Signal
    value: Number
    ref: AnyKey | None = None


class Escalate(Command, frozen=True):
    """Let somebody else deal with it, and say why."""

    to: Person
    why: Said


class Review(Command, frozen=True):
    """Say what was seen, and when to look again: the graver the risk, the sooner."""

    note: Said
    next_due: Day


class Materialise(Command, frozen=True):
    """Say that it happened."""

    on: Day
    impact: Rating | None = None
    days: Positive | None = None
    cost: Money | None = None


class RecordRecovery(Command, frozen=True):
    """Say how the team got over it; cites the meeting or decision where that was agreed."""

    lessons: Said
    meeting: MeetingKey | None = None
    actions: Annotated[tuple[Line, ...], Meta(extra={"asked_as": "action"})] = ()


class Close(Command, frozen=True):
    """End it; needs a reason, and no action is open."""

    outcome: Ending


class Reopen(Command, frozen=True):
    """Let it threaten again; needs a reason."""


class Link(Command, frozen=True):
    """Say what it threatens."""

    to: Threatened
    rel: Literal["threatens"] = "threatens"


class Unlink(Command, frozen=True):
    """Say that it does not threaten that any more."""

    to: AnyKey
    rel: Literal["threatens"] = "threatens"
