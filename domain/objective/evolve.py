"""Folds an objective's facts."""

from functools import partial

from msgspec.structs import replace

from domain.fact import Fact
from domain.fold import absorb, born, evolving, foreign
from domain.objective.facts import (
    KeyResult,
    KeyResultAdded,
    KeyResultRetargeted,
    ObjectiveActivated,
    ObjectiveCheckedIn,
    ObjectiveClosed,
    ObjectiveDrafted,
    ObjectiveHandedOver,
)
from domain.objective.state import Objective
from domain.parts import with_part


def _go_on(state: Objective, fact: Fact) -> Objective:
    match fact:
        case KeyResultAdded():
            return replace(state, key_results=(*state.key_results, fact.key_result))
        case KeyResultRetargeted():
            results = with_part(state.key_results, fact.key_result, target=fact.target)
            return replace(state, key_results=results)
        case ObjectiveCheckedIn():
            return absorb(state, fact, key_results=_measured(state.key_results, fact.actuals))
        case ObjectiveActivated():
            return replace(state, status="active")
        case ObjectiveHandedOver():
            return absorb(state, fact)
        case ObjectiveClosed():
            return absorb(state, fact, status="closed")
        case _:
            raise foreign(state, fact)


def _measured(results: tuple[KeyResult, ...], actuals: dict[str, str]) -> tuple[KeyResult, ...]:
    """The key results with what was measured of some of them, by their ids."""
    for name, value in actuals.items():
        results = with_part(results, name, actual=value)
    return results


evolve = evolving(ObjectiveDrafted, partial(born, Objective), _go_on)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
