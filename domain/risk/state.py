"""What is known about a risk."""

from msgspec import Struct

from domain.risk import levels
from domain.risk.effect import Effect
from domain.risk.facts import (
    Acceptance,
    Action,
    Actual,
    Category,
    Ending,
    Escalation,
    Recovery,
    Residual,
    Status,
    Treatment,
    Trigger,
)
from domain.risk.levels import Band
from domain.values import Tie


class Risk(Struct, frozen=True):
    """A risk as its facts leave it (domain model §2.9): if ``event``, then ``consequence``.

    Attributes:
        likelihood: Before any treatment, from 1 (rare) to 5 (almost certain).
        residual: Likelihood and impact once the treatment works.
        effect: What it would cost in days and money.
        proximity: The day around which it may happen.
        actual: What it was when it came true.
        lessons: What the last recovery taught; kept when the risk is opened again.
        outcome: How it ended.
    """

    key: str
    title: str
    event: str
    consequence: str
    risk_source: str = ""
    category: Category | None = None
    owner: str | None = None
    status: Status = "identified"
    likelihood: int | None = None
    impact: int | None = None
    rationale: str = ""
    residual: Residual | None = None
    effect: Effect | None = None
    proximity: str | None = None
    treatment: Treatment | None = None
    controls: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    acceptance: Acceptance | None = None
    escalation: Escalation | None = None
    review_due: str | None = None
    review_note: str = ""
    links: tuple[Tie, ...] = ()
    actual: Actual | None = None
    recovery: Recovery | None = None
    lessons: str = ""
    outcome: Ending | None = None


def band_of(risk: Risk) -> Band | None:
    """The band that its rules go by, whatever a treatment promises; None before it is assessed."""
    return levels.band(levels.level(risk))


def threatened(risk: Risk) -> tuple[str, ...]:
    """The keys of what it threatens."""
    return tuple(each.to for each in risk.links if each.rel == "threatens")


def open_actions(risk: Risk) -> tuple[Action, ...]:
    """What is still to be done about it."""
    return tuple(each for each in risk.actions if each.status == "open")


def exposure(risk: Risk) -> int:
    """What its treatment leaves of its level; nothing once it is closed, or has come true."""
    residual = levels.level(risk.residual)
    return inherent_exposure(risk) if residual is None or is_over(risk) else residual


def inherent_exposure(risk: Risk) -> int:
    """Its level, as if nothing were done about it; nothing once it is over."""
    return 0 if is_over(risk) else (levels.level(risk) or 0)


def is_over(risk: Risk) -> bool:
    """Whether it is no risk any more: it is closed, or has come true."""
    return risk.status in ("materialised", "closed")
