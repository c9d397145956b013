"""The register of risks, with the levels and bands that follow from what was assessed."""

from typing import Literal

from msgspec import Struct

from domain.risk import levels
from domain.risk.facts import Category, Signal, Status
from domain.risk.levels import Band
from domain.risk.rules import RISK
from domain.risk.state import Risk, exposure, open_actions, threatened
from projections.listing import Column, Listing


class Shown(Struct, frozen=True):
    """What is computed of a risk.

    Attributes:
        level: Likelihood times impact, before any treatment.
        reduction: Which part of the level the treatment takes away: from 20 to 8 it is 0.6.
        exposure: What its treatment leaves of its level; 0 once it is closed or has come true.
        fired: Whether a sign was seen that nobody has armed again since.
    """

    level: int | None
    band: Band | None
    residual_level: int | None
    residual_band: Band | None
    reduction: float | None
    exposure: int
    fired: Literal["yes", "no"]


def shown(state: Risk) -> Shown:
    """What is shown besides the state."""
    inherent, residual = levels.level(state), levels.level(state.residual)
    return Shown(
        level=inherent,
        band=_band(state),
        residual_level=residual,
        residual_band=_residual_band(state),
        reduction=levels.reduction(inherent, residual),
        exposure=exposure(state),
        fired=_fired(state),
    )


def _band(state: Risk) -> Band | None:
    return levels.band(levels.level(state))


def _residual_band(state: Risk) -> Band | None:
    return levels.band(levels.level(state.residual))


def _fired(state: Risk) -> Literal["yes", "no"]:
    return "yes" if any(each.fired is not None for each in state.triggers) else "no"


def _review_due(state: Risk) -> str | None:
    return None if state.status == "closed" else state.review_due


def _accepted_until(state: Risk) -> str | None:
    accepted = state.acceptance if state.status == "accepted" else None
    return accepted.until if accepted is not None else None


def _action_due(state: Risk) -> str | None:
    """The day by which the first of its open actions is to be done."""
    return min((each.due for each in open_actions(state)), default=None)


def _watched(state: Risk) -> tuple[str, ...]:
    """What its armed triggers look at."""
    armed = [each for each in state.triggers if each.armed and state.status != "closed"]
    named = [each.ref for each in armed if each.ref is not None]
    return tuple(named) if len(named) == len(armed) else (*named, *threatened(state))


RISKS = Listing(
    RISK,
    (
        Column("status", Status, lambda each: each.status),
        Column("category", Category, lambda each: each.category),
        Column("owner", str, lambda each: each.owner),
        Column("band", Band, _band),
        Column("residual_band", Band, _residual_band),
        Column("likelihood", int, lambda each: each.likelihood),
        Column("impact", int, lambda each: each.impact),
        Column("residual_likelihood", int, lambda each: each.residual and each.residual.likelihood),
        Column("residual_impact", int, lambda each: each.residual and each.residual.impact),
        Column("exposure", int, exposure, ranges=True),
        Column("fired", Literal["yes", "no"], _fired),
        Column("review_due", str, _review_due, ranges=True),
        Column("accepted_until", str, _accepted_until, ranges=True),
        Column("action_due", str, _action_due, ranges=True),
        Column("action_owner", tuple[str, ...], lambda each: [a.owner for a in open_actions(each)]),
        Column("threatens", tuple[str, ...], threatened),
        Column("watches", tuple[str, ...], _watched),
        Column(
            "signal", tuple[Signal, ...], lambda each: [t.signal for t in each.triggers if t.armed]
        ),
    ),
    title=lambda each: each.title,
    shown=shown,
    shape=Shown,
)
