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


def current_level(risk: Risk) -> int | None:
    """The level that counts: what the treatment leaves, or the inherent one before it is known."""
    residual = levels.level(risk.residual)
    return levels.level(risk) if residual is None else residual


def current_band(risk: Risk) -> Band | None:
    """The band of the level that counts; None before the risk is assessed."""
    return levels.band(current_level(risk))


def threatened(risk: Risk) -> tuple[str, ...]:
    """The keys of what it threatens."""
    return tuple(each.to for each in risk.links if each.rel == "threatens")


def open_actions(risk: Risk) -> tuple[Action, ...]:
    """What is still to be done about it."""
    return tuple(each for each in risk.actions if each.status == "open")


def exposure(risk: Risk) -> int:
    """The level that it threatens with: nothing once it is closed, or has come true."""
    is_over = risk.status in ("materialised", "closed")
    return 0 if is_over else (current_level(risk) or 0)
