"""Folds an objective's facts."""

from functools import partial

from msgspec.structs import replace

from domain.fact import Fact
from domain.fold import absorb, born, evolving, foreign
from domain.objective.facts import (
    KeyResultAdded,
    KeyResultRetargeted,
    ObjectiveActivated,
    ObjectiveCheckedIn,
    ObjectiveClosed,
    ObjectiveDrafted,
    ObjectiveHandedOver,
)
from domain.objective.state import Objective


def _go_on(state: Objective, fact: Fact) -> Objective:
    match fact:
        case KeyResultAdded():
            return replace(state, key_results=(*state.key_results, fact.key_result))
        case KeyResultRetargeted():
            return _with_results(state, {fact.key_result: {"target": fact.target}})
        case ObjectiveCheckedIn():
            measured = {name: {"actual": value} for name, value in fact.actuals.items()}
            return absorb(_with_results(state, measured), fact)
        case ObjectiveActivated():
            return replace(state, status="active")
        case ObjectiveHandedOver():
            return absorb(state, fact)
        case ObjectiveClosed():
            return absorb(state, fact, status="closed")
        case _:
            raise foreign(state, fact)


def _with_results(state: Objective, changes: dict[str, dict[str, str]]) -> Objective:
    """The objective with other values in some of its key results, by their ids."""
    results = tuple(replace(each, **changes.get(each.id, {})) for each in state.key_results)
    return replace(state, key_results=results)


evolve = evolving(ObjectiveDrafted, partial(born, Objective), _go_on)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
