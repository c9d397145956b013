"""Folds a release's facts."""

from msgspec.structs import replace

from domain.fact import Fact
from domain.fold import absorb, born
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


def evolve(state: Release | None, fact: Fact) -> Release:
    """Fold one fact; raises ``TypeError`` for a fact of something else."""
    if isinstance(fact, ReleasePlanned):
        return born(Release, fact)
    if state is None:
        message = f"a release begins with ReleasePlanned, not {type(fact).__name__}"
        raise TypeError(message)
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
            message = f"not a fact of a release: {type(fact).__name__}"
            raise TypeError(message)


def _scope(
    scope: tuple[str, ...], fact: ReleaseScopeAdded | ReleaseScopeRemoved
) -> tuple[str, ...]:
    if isinstance(fact, ReleaseScopeAdded):
        return (*scope, fact.item)
    return tuple(each for each in scope if each != fact.item)


def _with(known: tuple[GoNoGo, ...], new: GoNoGo) -> tuple[GoNoGo, ...]:
    """The newest word on each check, in the order in which they were first looked at."""
    return tuple(({each.check: each for each in known} | {new.check: new}).values())
