"""The list of roadmap items: their scores, how long they are, and what was spent on them."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from domain.roadmap_item.results import spent
from domain.roadmap_item.rules import ROADMAP_ITEM
from domain.roadmap_item.state import RoadmapItem
from domain.roadmap_item.words import (
    Audience,
    Commitment,
    Expected,
    HealthValue,
    Horizon,
    Kind,
    Moscow,
    Status,
)
from domain.values import Money
from projections.listing import Column, Listing

Judged = Literal["confirmed", "refuted", "inconclusive", "open"]
"""A verdict on an outcome, or that there is none yet."""


class Shown(Struct, frozen=True):
    """What is computed of an item.

    Attributes:
        score: Its RICE score, or its WSJF score where it has no RICE.
        cost: What was spent so far.
        budget_used: The part of the budget that was spent: 1 is all of it.
    """

    score: float | None
    cost: Money | None
    budget_used: float | None


def shown(state: RoadmapItem) -> Shown:
    """What is shown besides the state."""
    if not state.costs:
        return Shown(score_of(state), None, None if state.budget is None else 0.0)
    cost = spent(state)
    limit = Decimal(state.budget.amount) if state.budget else Decimal(0)
    money = Money(str(cost), state.costs[0].amount.currency)
    return Shown(score_of(state), money, float(cost / limit) if limit else None)


def score_of(state: RoadmapItem) -> float | None:
    """The score that it is ordered and filtered by."""
    scored = state.rice or state.wsjf
    return scored.score if scored else None


def _supported(state: RoadmapItem) -> tuple[str, ...]:
    return tuple(each.to for each in state.ties if each.rel == "supports")


def outcomes_left(state: RoadmapItem) -> list[Expected]:
    """What a shipped item was to bring about and nobody has reviewed, the earliest day first."""
    if state.status != "shipped":
        return []
    seen = {each.metric for each in state.reviews}
    left = (each for each in state.expected_outcomes if each.metric not in seen)
    return sorted(left, key=lambda each: each.by)


def _outcome_due(state: RoadmapItem) -> str | None:
    return next((each.by for each in outcomes_left(state)), None)


def _verdicts(state: RoadmapItem) -> tuple[Judged, ...]:
    """What was said of its outcomes; ``open`` while it is shipped and one waits for a review."""
    waiting: tuple[Judged, ...] = ("open",) if outcomes_left(state) else ()
    return (*waiting, *(each.verdict for each in state.reviews))


ROADMAP = Listing(
    ROADMAP_ITEM,
    (
        Column("kind", Kind, lambda each: each.kind),
        Column("status", Status, lambda each: each.status),
        Column("horizon", Horizon, lambda each: each.horizon),
        Column("commitment", Commitment, lambda each: each.commitment),
        Column("owner", str, lambda each: each.owner),
        Column("parent", str, lambda each: each.parent),
        Column("release", str, lambda each: each.release),
        Column("moscow", Moscow, lambda each: each.moscow),
        Column("health", HealthValue, lambda each: each.health and each.health.value),
        Column("starts", str, lambda each: each.window and each.window.start, ranges=True),
        Column("ends", str, lambda each: each.window and each.window.end, ranges=True),
        Column("score", float, score_of, ranges=True),
        Column("outcome_due", str, _outcome_due, ranges=True),
        Column("shipped_on", str, lambda each: each.shipped_on, ranges=True),
        Column("metric", tuple[str, ...], lambda each: [e.metric for e in each.expected_outcomes]),
        Column("verdict", tuple[Judged, ...], _verdicts),
        Column("label", tuple[str, ...], lambda each: tuple(dict.fromkeys(each.labels))),
        Column("objective", tuple[str, ...], _supported),
        Column("audience", tuple[Audience, ...], lambda each: each.announced_to),
    ),
    title=lambda each: each.title,
    shown=shown,
    shape=Shown,
)
