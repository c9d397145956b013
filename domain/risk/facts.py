"""What can happen to a risk, and the parts that a risk is made of."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from domain.fact import Fact
from domain.risk.effect import Effect
from domain.threshold import Op
from domain.values import Money, Tie

Category = Literal[
    "schedule",
    "resource",
    "budget",
    "technical",
    "quality",
    "market",
    "dependency",
    "security",
    "legal",
    "people",
]
Status = Literal["identified", "assessed", "treating", "accepted", "materialised", "closed"]
Treatment = Literal["avoid", "reduce", "share", "retain"]
Signal = Literal[
    "slip_days", "load_ratio", "budget_used", "metric", "unassigned_must", "blocked_days"
]
Ending = Literal["avoided", "expired", "treated", "recovered"]


class Action(Struct, frozen=True):
    """Something to be done about a risk by a day; ``item`` is the work item that does it."""

    id: str
    text: str
    owner: str
    due: str
    cost: Money | None = None
    item: str | None = None
    status: Literal["open", "done", "cancelled"] = "open"


class Trigger(Struct, frozen=True):
    """A sign that a risk comes true: a signal beyond a threshold.

    Attributes:
        ref: What the signal is of; None for whatever the risk threatens.
        fired: The value that it fired at; a person then decides, and may arm it again.
    """

    id: str
    signal: Signal
    op: Op
    threshold: str
    ref: str | None = None
    armed: bool = True
    fired: str | None = None


class Residual(Struct, frozen=True):
    """How grave it is once the treatment works."""

    likelihood: int
    impact: int
    rationale: str = ""


class Acceptance(Struct, frozen=True):
    """Who lives with a risk, until which day and why."""

    by: str
    until: str
    reason: str


class Escalation(Struct, frozen=True):
    """Who is to deal with a risk now, and why."""

    to: str
    why: str


class Actual(Struct, frozen=True):
    """What it was when it came true."""

    on: str
    impact: int | None = None
    days: str | None = None
    cost: Money | None = None


class Recovery(Struct, frozen=True):
    """How the team got over it; ``source`` is the meeting or decision where that was agreed."""

    source: str
    lessons: str
    actions: tuple[str, ...] = ()


class RiskIdentified(Fact, frozen=True, tag="risk.identified"):
    """Somebody saw what may happen and what would follow."""

    key: str
    title: str
    event: str
    consequence: str
    risk_source: str = ""
    category: Category | None = None
    owner: str | None = None
    proximity: str | None = None


class RiskDescribed(Fact, frozen=True, tag="risk.described"):
    """Its words are others now; what is unset stays."""

    title: str | UnsetType = UNSET
    event: str | UnsetType = UNSET
    consequence: str | UnsetType = UNSET
    risk_source: str | UnsetType = UNSET
    category: Category | UnsetType = UNSET
    proximity: str | UnsetType = UNSET


class RiskOwnerAssigned(Fact, frozen=True, tag="risk.owner_assigned"):
    """Somebody answers for it."""

    owner: str


class RiskAssessed(Fact, frozen=True, tag="risk.assessed"):
    """How likely and how grave it is before any treatment; an earlier acceptance ends.

    ``review_due`` is said where the day it was to be reviewed by is not soon enough any more.
    """

    likelihood: int
    impact: int
    rationale: str = ""
    effect: Effect | UnsetType = UNSET
    review_due: str | UnsetType = UNSET


class RiskTreatmentPlanned(Fact, frozen=True, tag="risk.treatment_planned"):
    """What is done about it; an earlier acceptance ends."""

    treatment: Treatment
    controls: tuple[str, ...] = ()


class RiskActionAdded(Fact, frozen=True, tag="risk.action_added"):
    """Somebody is to do something about it."""

    action: Action


class RiskActionCompleted(Fact, frozen=True, tag="risk.action_completed"):
    """An action is done."""

    action: str


class RiskActionCancelled(Fact, frozen=True, tag="risk.action_cancelled"):
    """An action will not be done."""

    action: str


class RiskResidualAssessed(Fact, frozen=True, tag="risk.residual_assessed"):
    """How likely and how grave it is once the treatment works."""

    residual: Residual


class RiskAccepted(Fact, frozen=True, tag="risk.accepted"):
    """Somebody lives with it until a day."""

    acceptance: Acceptance


class RiskTriggerArmed(Fact, frozen=True, tag="risk.trigger_armed"):
    """A sign is watched from now on; one of the same id is replaced."""

    trigger: Trigger


class RiskTriggerDisarmed(Fact, frozen=True, tag="risk.trigger_disarmed"):
    """A sign is watched no more."""

    trigger: str


class RiskTriggerFired(Fact, frozen=True, tag="risk.trigger_fired"):
    """A sign was seen, at ``value``; what follows is for a person to decide."""

    trigger: str
    value: str


class RiskEscalated(Fact, frozen=True, tag="risk.escalated"):
    """Somebody else is to deal with it now."""

    escalation: Escalation


class RiskReviewed(Fact, frozen=True, tag="risk.reviewed"):
    """It was looked at again, and will be by ``next_due``."""

    note: str
    next_due: str


class RiskMaterialised(Fact, frozen=True, tag="risk.materialised"):
    """It happened."""

    actual: Actual


class RiskRecovered(Fact, frozen=True, tag="risk.recovered"):
    """The team got over it, and learnt something."""

    recovery: Recovery


class RiskClosed(Fact, frozen=True, tag="risk.closed"):
    """It threatens no more."""

    outcome: Ending


class RiskReopened(Fact, frozen=True, tag="risk.reopened"):
    """It threatens again."""


class RiskLinked(Fact, frozen=True, tag="risk.linked"):
    """It has to do with another thing of the plan."""

    link: Tie


class RiskUnlinked(Fact, frozen=True, tag="risk.unlinked"):
    """It has nothing to do with that any more."""

    link: Tie
