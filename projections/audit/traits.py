"""What a fact can be found by: its traits, each once, for the index and for the answer alike.

The index keeps a mark for each value of a trait that has few values. What has many (keys, fields,
values, text) is found by its words. The index only narrows the search down: the row itself decides.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from domain.fact import Actor
from projections.history.row import HistoryRow, Stored
from projections.words import WORD, plain

Fact = HistoryRow | Stored
"""What has the traits: a fact as people read it, or as it is stored."""
OF_THE_FORM = frozenset({"null"})
"""Words of the rows' own form, for which nothing is narrowed down."""


def words_in(text: str) -> set[str]:
    """The words of a text, in one case."""
    return set(WORD.findall(text.casefold()))


def stored_words_in(text: bytes) -> set[bytes]:
    """The same words in UTF-8; the short way gives the same for plain text."""
    if text.isascii():
        return set(plain(text).split())
    return {word.encode("utf-8", "surrogatepass") for word in words_in(text.decode())}


def last_word(id_: str) -> str:
    """The one word of an id that finds it."""
    return id_.rpartition("-")[2]


def mark_of(trait: str, value: str) -> str:
    """The mark of a value."""
    return f"{trait}:{value}"


def hour_of(moment: datetime) -> str:
    """The mark of the hour in which something was true; marks sort as the hours do."""
    return f"occurred:{max(0, int(moment.timestamp()) // 3600):07}"


def _names(actor: Actor) -> Iterable[str]:
    return (actor.id, actor.display)


def _flags(row: Any) -> Iterator[str]:  # noqa: ANN401  # a row, read to the end or not
    yield "fact"
    if row.reason:
        yield "reason"
    if row.governed:
        yield "governed"
    if row.violations:
        yield "violations"


def _fields(row: Fact) -> Iterator[str]:
    """Each changed field by its whole name, and by each name that it stands under."""
    for change in row.changes:
        name = change.field
        yield name
        while "." in name:
            name = name.rpartition(".")[0]
            yield name


def _values(value: Any) -> Iterator[str]:  # noqa: ANN401  # plain values, as JSON has them
    """Every single value in a value, as text."""
    match value:
        case None:
            return
        case str():
            yield value
        case bool():
            yield "true" if value else "false"
        case dict():
            for each in value.values():
                yield from _values(each)
        case list():
            for each in value:
                yield from _values(each)
        case _:
            yield str(value)


def _old(row: Fact) -> Iterator[str]:
    for change in row.changes:
        yield from _values(change.old)


def _new(row: Fact) -> Iterator[str]:
    for change in row.changes:
        yield from _values(change.new)
    yield from _values(row.details)


def text_of(row: Fact) -> str:
    """All that ``q`` looks into: what it is about, why, and what was and is."""
    said = (row.key or "", row.reason or "")
    return " ".join((*said, *_old(row), *_new(row)))


MARKED: dict[str, Callable[[Any], Iterable[str]]] = {
    "type": lambda row: (row.type,),
    "about": lambda row: (row.about,),
    "actor": lambda row: _names(row.who),
    "actor_kind": lambda row: (row.who.kind,),
    "source": lambda row: (row.source,),
    "because_of": lambda row: [each.id for each in row.because_of],
    "violation": lambda row: row.violations,
    "is": _flags,
}
"""Traits of few values, each with a mark in the index; first those for which nothing is decoded."""
WORDED: dict[str, Callable[[Fact], Iterable[str]]] = {
    "key": lambda row: (row.key,) if row.key else (),
    "field": _fields,
    "old": _old,
    "new": _new,
    "correlation": lambda row: (str(row.correlation_id),),
}
"""Traits of many values, which are found by their words."""
