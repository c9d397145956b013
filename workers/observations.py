"""Takes in a file of what was measured: every line that fails is named, or none is kept.

The first line names the columns: ``period``, ``value``, and any of the metric's dimensions. A file
is taken in with one save, so nobody ever sees half of it.
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from msgspec import Struct

from domain.keys import kind_of, stream_of
from domain.metric.dims import TAKEN
from domain.metric.guards import refuse_retired
from domain.metric.intake import Intake
from domain.metric.rules import METRIC
from domain.metric.state import Metric
from domain.refusal import FieldError, Refused, Unknown
from domain.stretch.rules import STRETCH
from domain.text import refuse
from ledger.transaction import Transaction

TOLD = 1_000
"""Lines that are named at most; all that fail are counted."""


class FailedLine(Struct, frozen=True):
    """A line that cannot be kept: its number in the file, the first being 1, and why."""

    line: int
    column: str
    code: str
    message: str


class Taken(Struct, frozen=True):
    """What became of a file.

    Attributes:
        lines: How many observations there are in it.
        kept: How many are new.
        known: How many were known already.
        failed: How many lines cannot be kept.
        errors: Why, for the first of them.
    """

    lines: int
    kept: int
    known: int
    failed: int
    errors: list[FailedLine]


def take_in(transaction: Transaction, key: str, file: str, *, partial: bool) -> Taken:
    """Keep what a CSV file says of the metric with ``key``.

    Args:
        transaction: All of it is stored with it, or nothing.
        key: The metric's.
        file: The file's text.
        partial: Keep the other lines although some fail.

    Raises:
        Malformed: The columns are not right.
        Refused: Lines fail (``lines-failed``, each is named), and ``partial`` is not wanted.
    """
    metric = transaction.load(METRIC, stream_of(key)) if kind_of(key) == "metric" else None
    if metric is None:
        raise Unknown("metric", key[:50])
    refuse_retired(metric)
    intake = Intake(metric, transaction.origin.occurred_at.date(), transaction.find)
    lines = _take(_Lines(file), metric, intake)
    failed = len({each.at for each in intake.failed})
    if failed and not partial:
        raise _refusal(intake, failed, lines)
    for ask in intake.asks():
        transaction.execute(STRETCH, stream_of(ask.key), ask.command)
    told = (FailedLine(at, e.field, e.code, e.message) for at, e in intake.failed[:TOLD])
    return Taken(lines, intake.news, intake.known, failed, list(told))


class _Lines:
    """The lines of a file, each as its number and its cells, or what is wrong with it."""

    def __init__(self, file: str) -> None:
        self._reader = csv.reader(StringIO(file.removeprefix("\ufeff")), strict=True)

    def __iter__(self) -> Iterator[tuple[int, list[str] | FieldError]]:
        reader = self._reader
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                wrong = FieldError("line", "bad-line", f"The line is no CSV: {error}.")
                yield reader.line_num, wrong
            else:
                if cells:
                    yield reader.line_num, cells


def _take(lines: _Lines, metric: Metric, intake: Intake) -> int:
    """Let the intake have every line behind the first; how many there are."""
    found = iter(lines)
    _, head = next(found, (1, []))
    names = _columns(head if isinstance(head, list) else [], metric)
    period, value, width = names.index("period"), names.index("value"), len(names)
    others = [(at, name) for at, name in enumerate(names) if name not in TAKEN]
    count = 0
    for count, (at, cells) in enumerate(found, 1):  # noqa: B007  # how many there were
        if isinstance(cells, FieldError):
            intake.refuse(at, cells)
        elif len(cells) != width:
            message = f"{len(cells)} cells where there are {width} columns: {', '.join(names)}."
            intake.refuse(at, FieldError("line", "wrong-columns", message))
        else:
            said = [each.strip() for each in cells]
            dims = tuple([(name, said[of]) for of, name in others if said[of]])
            intake.take(at, said[period], said[value], dims)
    return count


def _columns(head: Sequence[str], metric: Metric) -> list[str]:
    """The names of the columns, as the first line has them."""
    names, known = [each.strip() for each in head], (*TAKEN, *metric.dims)
    unknown = [each for each in names if each not in known]
    twice = [each for each in dict.fromkeys(names) if names.count(each) > 1]
    missing = [each for each in TAKEN if each not in names]
    said = ", ".join(known)
    messages = [
        *(f"There is no column {each[:50]!r}; there are: {said}." for each in unknown),
        *(f"The column {each[:50]!r} is there twice." for each in twice),
        *(f"There has to be a column {each}; there are: {said}." for each in missing),
    ]
    wrong = [FieldError("line 1", "wrong-column", each, allowed=known) for each in messages]
    refuse(wrong)
    return names


def _refusal(intake: Intake, failed: int, lines: int) -> Refused:
    """The lines that fail, each by its number."""
    named = [
        FieldError(f"line {at}", wrong.code, wrong.message, wrong.found)
        for at, wrong in intake.failed[:TOLD]
    ]
    message = f"{failed:,} of {lines:,} lines cannot be kept, so none was."
    return Refused("lines-failed", message, *named)
