"""Sorts what was measured: what is new, by the stretch that keeps it, and what cannot be kept.

Each value costs the same, however long the series is: only the stretches that it falls into are
looked at.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from domain.decider import Ask
from domain.metric.dims import label_of, wrong_dims
from domain.metric.periods import since_of, wrong_period
from domain.metric.state import Metric
from domain.refusal import FieldError
from domain.stretch.rules import Take
from domain.stretch.state import stretch_key
from domain.values import decimal_of

MOST = 1_000
"""Values that one fact holds at most."""

Values = dict[str, dict[str, str]]
"""Decimal text by dimensions and by the period's first day."""


class Failed(NamedTuple):
    """What cannot be kept: the place it has among what was given, and why."""

    at: int
    wrong: FieldError


class Intake:
    """Takes in one value after the other; ``asks`` is what keeps those that are new.

    Attributes:
        failed: What cannot be kept, in the order in which it was given.
        news: How many values are new.
        known: How many were known already.
    """

    def __init__(self, metric: Metric, today: date, find: Callable[[str], Any]) -> None:
        """Know nothing of the series yet.

        Args:
            metric: What is measured.
            today: The last day that a period can begin on.
            find: Looks up a stretch by its key.
        """
        self.failed: list[Failed] = []
        self.news = self.known = 0
        self._metric = metric
        self._today = today
        self._find = find
        self._since: dict[str, str] = {}
        self._kept: dict[str, Mapping[str, Mapping[str, str]]] = {}
        self._fresh: dict[str, Values] = {}
        self._labels: dict[tuple[tuple[str, str], ...], str] = {}

    def take(self, at: int, period: str, value: str, dims: tuple[tuple[str, str], ...]) -> None:
        """Take in the value of a period and some dimensions, which was given at place ``at``."""
        label, since = self._labels.get(dims), self._since.get(period)
        if label is None or since is None or decimal_of(value) is None:
            wrong = self._wrong(period, value, dims)
            if wrong:
                self.failed += (Failed(at, each) for each in wrong)
                return
            label, since = self._labels[dims], self._since[period]
        here = self._fresh[since].get(label)
        if here is None:
            here = self._fresh[since][label] = {}
        kept = self._kept[since].get(label)
        other = here.get(period) or (kept and kept.get(period))
        if not other:
            here[period] = value
            self.news += 1
        elif other == value or Decimal(other) == Decimal(value):
            self.known += 1
        else:
            self.refuse(at, _other(period, value, other, is_here=period in here))

    def refuse(self, at: int, wrong: FieldError) -> None:
        """Leave out what stands at place ``at``."""
        self.failed.append(Failed(at, wrong))

    def asks(self) -> Iterator[Ask]:
        """What is asked of each stretch, in pieces that one fact can hold."""
        version = self._metric.definition_version
        for since, fresh in sorted(self._fresh.items()):
            key = stretch_key(self._metric.key, version, since)
            for piece in _pieces(fresh):
                yield Ask(key, Take(key, self._metric.key, version, since, piece))

    def _wrong(
        self, period: str, value: str, dims: tuple[tuple[str, str], ...]
    ) -> list[FieldError]:
        """What is wrong with a value; what is right about it is remembered."""
        metric, said = self._metric, dict(dims)
        wrong = wrong_period("period", period, metric.cadence, self._today)
        if not wrong and period not in self._since:
            self._look_at(period)
        if decimal_of(value) is None:
            message = f"value is {value[:50]!r}, not a decimal number such as 2.5."
            wrong.append(FieldError("value", "bad-number", message, found=value[:50]))
        wrong_of_dims = wrong_dims("dims", said, metric.dims)
        if not wrong_of_dims:
            self._labels[dims] = label_of(said)
        return wrong + wrong_of_dims

    def _look_at(self, period: str) -> None:
        metric = self._metric
        since = since_of(metric.cadence, period, has_dims=bool(metric.dims))
        self._since[period] = since
        if since not in self._kept:
            found = self._find(stretch_key(metric.key, metric.definition_version, since))
            self._kept[since] = found.values if found is not None else {}
            self._fresh[since] = {}


def _other(period: str, value: str, other: str, *, is_here: bool) -> FieldError:
    """The refusal of another value for the same period and dimensions."""
    if is_here:
        message = f"{period} is here twice, as {other} and as {value}."
        return FieldError("value", "duplicate", message, found=value)
    message = f"{period} was measured as {other}: correct it with correct-observation and a reason."
    return FieldError("value", "use-correction", message, found=value)


def _pieces(fresh: Values) -> Iterator[Values]:
    """The values in pieces of at most ``MOST``."""
    all_ = ((label, day, value) for label, days in fresh.items() for day, value in days.items())
    while some := list(islice(all_, MOST)):
        piece: Values = {}
        for label, day, value in some:
            piece.setdefault(label, {})[day] = value
        yield piece
