"""What else is kept of a batch that the history has folded: what things say, and how they hang."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from msgspec import Struct

from projections.bulk import Row
from projections.said import said_by, says_the_same
from projections.search.texts import keep_texts, text_of
from projections.trace.edges import keep_causes, keep_references

UNKEYED = frozenset({"connection", "link", "claim", "stretch"})
"""Kinds of streams that are no things of the plan; a link goes by its item's key, and a stretch by
its metric's."""


class Folded(NamedTuple):
    """A stream that the batch touched: its state before and after."""

    kind: str
    before: Any
    after: Any


class Followers(Struct, array_like=True, gc=False):
    """What things say and hang on after a batch, ready to be written.

    Attributes:
        references: ``(key, [(relation, key of the other), ...])`` of each thing.
        causes: ``(key, key of the cause)``.
    """

    texts: list[Row]
    references: list[tuple[str, list[tuple[str, str]]]]
    causes: list[tuple[str, str]]

    def write(self, connection: sa.Connection) -> None:
        """Keep the words, the references and the causes."""
        keep_texts(connection, self.texts)
        keep_references(connection, self.references)
        keep_causes(connection, self.causes)


def followers(folded: Iterable[Folded], causes: Iterable[tuple[str, str]]) -> Followers:
    """What follows from the folded streams, and from the causes: ``(key, key of the cause)``."""
    things = (each for each in folded if each.kind not in UNKEYED)
    other = [each.after for each in things if not says_the_same(each.before, each.after)]
    said = [(state.key, said_by(state)) for state in other]
    references = [(key, each.references) for key, each in said]
    return Followers([text_of(*each) for each in said], references, sorted(causes))
