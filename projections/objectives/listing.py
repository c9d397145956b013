"""The list of objectives: how far each is, and whether it is off its track."""

from typing import Literal

from msgspec import Struct

from domain.objective.facts import Status
from domain.objective.rules import OBJECTIVE
from domain.objective.state import Objective, progress
from projections.listing import Column, Listing

OFF_TRACK = 0.5
"""Confidence below which an active objective counts as off track."""


class Shown(Struct, frozen=True):
    """What is computed of an objective: 1 is its target."""

    progress: float | None
    off_track: Literal["yes", "no"]


def shown(state: Objective) -> Shown:
    """What is shown besides the state."""
    is_off = state.status == "active" and (state.confidence or 0.0) < OFF_TRACK
    is_off = is_off and state.confidence is not None
    return Shown(progress(state), "yes" if is_off else "no")


OBJECTIVES = Listing(
    OBJECTIVE,
    (
        Column("status", Status, lambda each: each.status),
        Column("owner", str, lambda each: each.owner),
        Column("starts", str, lambda each: each.period.start, ranges=True),
        Column("ends", str, lambda each: each.period.end, ranges=True),
        Column("off_track", Literal["yes", "no"], lambda each: shown(each).off_track),
        Column("metric", tuple[str, ...], lambda each: [k.metric for k in each.key_results]),
    ),
    title=lambda each: each.title,
    shown=shown,
    shape=Shown,
    order=("starts",),
)
