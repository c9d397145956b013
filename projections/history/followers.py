"""What else is kept of a batch that the history has folded: what things say, and how they hang."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from ledger.entry import Entry
from projections.said import said_by, says_the_same
from projections.search.texts import keep_texts
from projections.trace.edges import keep_causes, keep_references

UNKEYED = frozenset({"connection", "link", "claim"})
"""Kinds of streams that are no things of the plan; a link goes by its item's key."""


class Folded(NamedTuple):
    """A stream that the batch touched: its state before and after."""

    kind: str
    before: Any
    after: Any


def keep_what_is_said(connection: sa.Connection, folded: Sequence[Folded]) -> None:
    """Keep the words and the references of every thing that says something else now."""
    things = (each for each in folded if each.kind not in UNKEYED)
    other = [each.after for each in things if not says_the_same(each.before, each.after)]
    told = [(state.key, said_by(state)) for state in other]
    keep_texts(connection, told)
    keep_references(connection, [(key, said.references) for key, said in told])


def keep_why(connection: sa.Connection, told: Sequence[tuple[str | None, Entry]]) -> None:
    """Keep the causes of the things that something happened to: ``(key, fact)``."""
    causes = [(key, entry.origin.because_of) for key, entry in told if key is not None]
    keep_causes(connection, [(key, ref.id) for key, refs in causes for ref in refs])
