"""What else is kept of a batch that the history has folded: what things say, and how they hang."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa

from projections.bulk import Row
from projections.said import Said, said_by, says_the_same
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


class Followers(NamedTuple):
    """What things say and hang on after a batch, ready to be written."""

    texts: list[Row]
    said: list[tuple[str, Said]]
    causes: set[tuple[str, str]]

    def write(self, connection: sa.Connection) -> None:
        """Keep the words, the references and the causes."""
        keep_texts(connection, self.texts)
        keep_references(connection, [(key, said.references) for key, said in self.said])
        keep_causes(connection, self.causes)


def followers(folded: Iterable[Folded], causes: set[tuple[str, str]]) -> Followers:
    """What follows from the folded streams, and from the causes: ``(key, key of the cause)``."""
    things = (each for each in folded if each.kind not in UNKEYED)
    other = [each.after for each in things if not says_the_same(each.before, each.after)]
    said = [(state.key, said_by(state)) for state in other]
    return Followers([text_of(*each) for each in said], said, causes)
