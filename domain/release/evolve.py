"""Folds a release's facts."""

from functools import partial

from msgspec.structs import replace

from domain.fact import Fact
from domain.fold import absorb, born, evolving, foreign
from domain.release.facts import (
    GoNoGo,
    GoNoGoRecorded,
    ReleaseAnnounced,
    ReleaseCancelled,
    ReleaseNotesDrafted,
    ReleasePlanned,
    ReleaseRescheduled,
    ReleaseScopeAdded,
    ReleaseScopeFrozen,
    ReleaseScopeRemoved,
    ReleaseScopeUnfrozen,
    ReleaseShipped,
)
from domain.release.state import Release


def _go_on(state: Release, fact: Fact) -> Release:
    match fact:
        case ReleaseScopeAdded() | ReleaseScopeRemoved():
            return replace(state, scope=_scope(state.scope, fact))
        case ReleaseScopeFrozen() | ReleaseScopeUnfrozen():
            return replace(state, frozen=isinstance(fact, ReleaseScopeFrozen))
        case ReleaseAnnounced():
            told = tuple(dict.fromkeys((*state.audience, *fact.audience)))
            return replace(state, audience=told, announced=fact.window, status="announced")
        case GoNoGoRecorded():
            return replace(state, go_no_go=_with(state.go_no_go, fact.go_no_go))
        case ReleaseRescheduled() | ReleaseNotesDrafted():
            return absorb(state, fact)
        case ReleaseShipped():
            return absorb(state, fact, status="released")
        case ReleaseCancelled():
            return replace(state, status="cancelled")
        case _:
            raise foreign(state, fact)


def _scope(
    scope: tuple[str, ...], fact: ReleaseScopeAdded | ReleaseScopeRemoved
) -> tuple[str, ...]:
    if isinstance(fact, ReleaseScopeAdded):
        return (*scope, fact.item)
    return tuple(each for each in scope if each != fact.item)


def _with(known: tuple[GoNoGo, ...], new: GoNoGo) -> tuple[GoNoGo, ...]:
    """The newest word on each check, in the order in which they were first looked at."""
    return tuple(({each.check: each for each in known} | {new.check: new}).values())


evolve = evolving(ReleasePlanned, partial(born, Release), _go_on)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
