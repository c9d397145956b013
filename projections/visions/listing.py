"""The list of visions: there is one for each product."""

from typing import Any

from domain.vision.facts import Belief, Status
from domain.vision.rules import VISION
from projections.listing import Column, Listing


def _beliefs(state: Any) -> list[str]:  # noqa: ANN401  # a vision
    return [each.status for each in state.assumptions]


VISIONS = Listing(
    VISION,
    (
        Column("status", Status, lambda each: each.status),
        Column("edition", int, lambda each: each.edition, ranges=True),
        Column("assumption", tuple[Belief, ...], _beliefs),
    ),
    title=lambda each: f"{each.company_goal} {each.future_statement}",
)
"""``assumption`` is what is thought of any of its assumptions."""
