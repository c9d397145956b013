"""Reading a page of a list: one entry nobody understands must not hide the others."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import structlog

from integrations.errors import Unintelligible
from integrations.github.cursor import Cursor, Row
from integrations.github.translate import WireIssue, convert, issue_of
from integrations.issue import Issue

T = TypeVar("T")
LOG = structlog.get_logger()


def rows_of(entries: Sequence[object]) -> list[Row]:
    """Id and time of every entry, without which a walk cannot go on; raises ``Unintelligible``."""
    return [convert(each, Row) for each in entries]


def fresh(entries: Sequence[object], rows: Sequence[Row], at: Cursor) -> list[object]:
    """The entries that the page before did not hold."""
    return [raw for raw, row in zip(entries, rows, strict=True) if row.id not in at.seen]


def readable(entries: Sequence[object], read: Callable[[object], T | None]) -> Iterator[T]:
    """What ``read`` makes of each entry; one that it cannot read is named in the log."""
    for raw in entries:
        try:
            made = read(raw)
        except Unintelligible as error:
            LOG.warning("tracker_entry_unreadable", id=convert(raw, Row).id, error=error.message)
        else:
            if made is not None:
                yield made


def issue_in(entry: object) -> Issue | None:
    """The issue; None for a pull request, which GitHub lists among them."""
    wire = convert(entry, WireIssue)
    return None if wire.is_pull else issue_of(wire)
