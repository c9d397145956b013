"""Folds a roadmap item's facts."""

from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec.structs import replace

from domain.fact import Fact
from domain.fold import absorb, born, by_type, evolving
from domain.roadmap_item import facts
from domain.roadmap_item.state import RoadmapItem

Fold = Callable[[RoadmapItem, Any], RoadmapItem]

_LISTS = {"blocks": "predecessors", "parent": "children"}


def _scheduled(state: RoadmapItem, fact: facts.RoadmapItemScheduled) -> RoadmapItem:
    status = "planned" if state.status == "proposed" else state.status
    commitment = "planned" if state.commitment == "exploratory" else state.commitment
    return absorb(state, fact, status=status, commitment=commitment)


def _revived(state: RoadmapItem, _fact: facts.RoadmapItemRevived) -> RoadmapItem:
    return replace(state, status="proposed", commitment="exploratory", window=None)


def _paused(state: RoadmapItem, _fact: facts.RoadmapItemPaused) -> RoadmapItem:
    return replace(state, status="paused", resumes_as=state.status)


def _resumed(state: RoadmapItem, _fact: facts.RoadmapItemResumed) -> RoadmapItem:
    return replace(state, status=state.resumes_as or "planned", resumes_as=None)


def _announced(state: RoadmapItem, fact: facts.RoadmapItemAnnounced) -> RoadmapItem:
    return replace(state, announced_to=(*state.announced_to, fact.audience))


def _expected(state: RoadmapItem, fact: facts.RoadmapItemOutcomeExpected) -> RoadmapItem:
    others = (each for each in state.expected_outcomes if each.metric != fact.outcome.metric)
    return replace(state, expected_outcomes=(*others, fact.outcome))


def _withdrawn(state: RoadmapItem, fact: facts.RoadmapItemOutcomeWithdrawn) -> RoadmapItem:
    others = (each for each in state.expected_outcomes if each.metric != fact.metric)
    return replace(state, expected_outcomes=tuple(others))


def _reviewed(state: RoadmapItem, fact: facts.RoadmapItemOutcomeReviewed) -> RoadmapItem:
    others = (each for each in state.reviews if each.metric != fact.review.metric)
    return replace(state, reviews=(*others, fact.review))


def _paid(state: RoadmapItem, fact: facts.RoadmapItemCostRecorded) -> RoadmapItem:
    return replace(state, costs=(*state.costs, fact.cost))


def _linked(state: RoadmapItem, fact: facts.RoadmapItemLinked) -> RoadmapItem:
    return replace(state, ties=(*state.ties, fact.tie))


def _unlinked(state: RoadmapItem, fact: facts.RoadmapItemUnlinked) -> RoadmapItem:
    return replace(state, ties=tuple(each for each in state.ties if each != fact.tie))


def _pointed_to(state: RoadmapItem, fact: facts.RoadmapItemPointedTo) -> RoadmapItem:
    name = _LISTS[fact.rel]
    return replace(state, **{name: (*getattr(state, name), fact.by)})


def _let_go(state: RoadmapItem, fact: facts.RoadmapItemLetGo) -> RoadmapItem:
    name = _LISTS[fact.rel]
    return replace(state, **{name: tuple(each for each in getattr(state, name) if each != fact.by)})


def _with(**values: Any) -> Fold:  # values of any field
    """Take in what the fact says, and ``values``."""
    return lambda state, fact: absorb(state, fact, **values)


_FOLDS: dict[type[Fact], Fold] = {
    facts.RoadmapItemDescribed: absorb,
    facts.RoadmapItemNested: absorb,
    facts.RoadmapItemPointedTo: _pointed_to,
    facts.RoadmapItemLetGo: _let_go,
    facts.RoadmapItemScored: absorb,
    facts.RoadmapItemMoved: absorb,
    facts.RoadmapItemScheduled: _scheduled,
    facts.RoadmapItemRescheduled: absorb,
    facts.RoadmapItemCommitted: _with(commitment="committed"),
    facts.RoadmapItemUncommitted: _with(commitment="planned"),
    facts.RoadmapItemAnnounced: _announced,
    facts.RoadmapItemHealthReported: absorb,
    facts.RoadmapItemStarted: _with(status="in_progress"),
    facts.RoadmapItemPaused: _paused,
    facts.RoadmapItemResumed: _resumed,
    facts.RoadmapItemShipped: _with(status="shipped"),
    facts.RoadmapItemDropped: _with(status="dropped"),
    facts.RoadmapItemRevived: _revived,
    facts.RoadmapItemOutcomeExpected: _expected,
    facts.RoadmapItemOutcomeWithdrawn: _withdrawn,
    facts.RoadmapItemOutcomeReviewed: _reviewed,
    facts.RoadmapItemBudgeted: absorb,
    facts.RoadmapItemCostRecorded: _paid,
    facts.RoadmapItemLinked: _linked,
    facts.RoadmapItemUnlinked: _unlinked,
    facts.RoadmapItemJoinedRelease: absorb,
    facts.RoadmapItemLeftRelease: _with(release=None),
}

evolve = evolving(facts.RoadmapItemProposed, partial(born, RoadmapItem), by_type(_FOLDS))
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
