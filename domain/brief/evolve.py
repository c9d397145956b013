"""Folds a brief's facts."""

from functools import partial

from msgspec.structs import replace

from domain.brief.facts import (
    BriefDrafted,
    BriefEdited,
    BriefPublished,
    BriefRefreshed,
    BriefShared,
    BriefWithdrawn,
)
from domain.brief.state import Brief, cited
from domain.brief.words import Pinned, Share
from domain.fact import Fact
from domain.fold import absorb, born, evolving, foreign


def _go_on(state: Brief, fact: Fact) -> Brief:
    match fact:
        case BriefEdited():
            return absorb(state, fact, status="draft")
        case BriefRefreshed():
            return _refreshed(state, fact)
        case BriefPublished():
            return _published(state, fact)
        case BriefShared():
            share = born(Share, fact, on=fact.shared_on)
            return replace(state, shared_with=(*state.shared_with, share))
        case BriefWithdrawn():
            return replace(state, status="withdrawn")
        case _:
            raise foreign(state, fact)


def _refreshed(state: Brief, fact: BriefRefreshed) -> Brief:
    if fact.edition == state.published:  # no word of it is another one
        return absorb(state, fact, published_as_of=fact.as_of)
    return absorb(state, fact, status="draft")


def _published(state: Brief, fact: BriefPublished) -> Brief:
    said = absorb(state, fact.text)
    pinned = Pinned(fact.edition, fact.published_on, cited(said), fact.promises)
    return absorb(
        said,
        fact,
        status="published",
        published=fact.edition,
        published_as_of=fact.as_of,
        pinned=(*state.pinned, pinned),
    )


evolve = evolving(BriefDrafted, partial(born, Brief), _go_on)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
