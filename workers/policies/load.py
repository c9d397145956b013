"""More is asked of an iteration's people, or they can give less: the load by the capacity."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from domain import capacity
from domain.iteration.rules import ITERATION
from domain.iteration.standing import standing
from domain.iteration.state import is_open
from ledger.entry import Entry
from workers.policies.reading import Reading


def of_iteration(life: Sequence[Entry]) -> Reading | None:
    """The ratio after its last fact, 1 being all; None while it is over or nobody knows."""
    state: Any = None
    for entry in life:
        state = ITERATION.evolve(state, entry.fact)
    found = standing(state)
    if found.ratio is None or not is_open(state):
        return None
    said = f"{found.load} of {found.capacity} {found.unit}"
    words = f"is at {capacity.percent(Decimal(found.ratio))} of its capacity, {said}"
    return Reading(found.ratio, words)


def of_team(life: Sequence[Entry]) -> Reading | None:
    """The same, told of the team whose iteration it is."""
    reading = of_iteration(life)
    if reading is None:
        return None
    opening: Any = life[0].fact
    words = f"has {opening.key}, which {reading.words}"
    return Reading(reading.value, words, of=opening.team)
