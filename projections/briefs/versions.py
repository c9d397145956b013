"""A brief's published versions, each with what it changed, what it promises and who was given it.

They are read from the brief's own stream: it is short, and says all of it by itself.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from domain.brief.facts import BriefPublished
from domain.brief.rules import BRIEF
from domain.brief.state import Brief
from domain.brief.words import Promise, Share, Text
from domain.fold import born
from ledger.entry import Entry
from projections.editions import Edition, editions


class Version(Edition, frozen=True, kw_only=True):
    """What a brief says for good, and how that came about.

    Attributes:
        as_of: The position of the ledger that it is true of.
        shared_with: Who was given this version.
    """

    text: Text
    as_of: int
    promises: tuple[Promise, ...]
    shared_with: tuple[Share, ...] = ()


def versions_of(entries: Sequence[Entry]) -> list[Version]:
    """The versions that a brief's entries published, oldest first."""
    state = state_of(entries)
    found = [
        Version(text=fact.text, as_of=fact.as_of, promises=fact.promises, **common)
        for fact, common in editions(entries, BriefPublished)
    ]
    return [_given(each, state) for each in found]


def state_of(entries: Sequence[Entry]) -> Brief:
    """The brief as its entries leave it; there is at least one."""
    state = BRIEF.evolve(None, entries[0].fact)
    for entry in entries[1:]:
        state = BRIEF.evolve(state, entry.fact)
    return state


def draft_of(state: Brief) -> Text:
    """What a brief says while it is a draft."""
    return born(Text, state)


def _given(version: Version, state: Brief) -> Version:
    shares = tuple(each for each in state.shared_with if each.edition == version.number)
    return replace(version, shared_with=shares)
