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
        new_texts: What new things say: rows of ``search.texts``.
        texts: What other things say by now.
        references: ``(key, [(relation, key of the other), ...])`` of each thing.
        causes: ``(key, key of the cause)``.
    """

    new_texts: list[Row]
    texts: list[Row]
    references: list[tuple[str, list[tuple[str, str]]]]
    causes: list[tuple[str, str]]

    def write(self, connection: sa.Connection) -> None:
        """Keep the words, the references and the causes."""
        keep_texts(connection, self.new_texts, self.texts)
        keep_references(connection, self.references, [row[0] for row in self.texts])
        keep_causes(connection, self.causes)


def followers(folded: Iterable[Folded], causes: Iterable[tuple[str, str]]) -> Followers:
    """What follows from the folded streams, and from the causes: ``(key, key of the cause)``."""
    new_texts: list[Row] = []
    texts: list[Row] = []
    references = []
    for kind, before, after in folded:
        if kind in UNKEYED or says_the_same(before, after):
            continue
        said = said_by(after)
        (new_texts if before is None else texts).append(text_of(after.key, said))
        references.append((after.key, said.references))
    return Followers(new_texts, texts, references, sorted(causes))
