"""Money was spent, or there is less of it: the part of the budget that is used, 1 being all."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from domain.roadmap_item.results import spent
from domain.roadmap_item.rules import ROADMAP_ITEM
from ledger.entry import Entry
from workers.policies.reading import Reading

_PRECISION = Decimal("0.000001")


def used(life: Sequence[Entry]) -> Reading | None:
    """The part that is used after its last fact; None without a budget or cost."""
    state: Any = None
    for entry in life:
        state = ROADMAP_ITEM.evolve(state, entry.fact)
    limit = Decimal(state.budget.amount) if state and state.budget else Decimal(0)
    if state is None or not state.costs or not limit:
        return None
    part = (spent(state) / limit).quantize(_PRECISION)
    return Reading(f"{part.normalize():f}", f"used {part:.0%} of its budget")
