"""What a forecast is told by: dates, and all that they were made of."""

from typing import Literal

from msgspec import Struct

from domain.backlog_item.facts import Kind

ScopeKind = Literal["items", "backlog", "release", "roadmap_item", "item"]


class CountedItem(Struct, frozen=True):
    """An item that is left to do."""

    key: str
    title: str
    status: str


class Scope(Struct, frozen=True):
    """What is to be done.

    Attributes:
        kind: A number of items, the whole open backlog, or the thing with ``key``.
        counted: How many items are left to do.
        items: The first of them, in the order of the backlog; none for a bare number.
        unsized: Roadmap items in it that nothing in the backlog implements: they count as nothing.
        target: The day that it is planned for.
    """

    kind: ScopeKind
    key: str | None
    title: str
    counted: int
    items: tuple[CountedItem, ...] = ()
    unsized: tuple[str, ...] = ()
    target: str | None = None


class HistoryWeek(Struct, frozen=True):
    """A week that is drawn from, by its Monday, and how many items were done in it."""

    week: str
    done: int


class Lacking(Struct, frozen=True):
    """What the history does not have yet: so many whole weeks and done items more."""

    weeks: int
    done: int
    says: str


class Percentile(Struct, frozen=True):
    """It is done by ``date`` with that probability in percent; None is more than ten years."""

    percentile: int
    days: int | None
    date: str | None


class Ending(Struct, frozen=True):
    """How probable it is that the last item is done in the week that ends with ``date``."""

    date: str
    probability: float


class CountedRisk(Struct, frozen=True):
    """A risk that threatens the scope.

    Attributes:
        probability: Of its happening: the middle of the fifth that its likelihood stands for.
        days: The least, the likely and the most days that it costs.
        cost_days: By how many days P85 would be earlier without it.
    """

    key: str
    title: str
    probability: float
    days: tuple[float, float, float]
    cost_days: int | None


class Adjusted(Struct, frozen=True):
    """The forecast with the days that risks may cost.

    Attributes:
        left_out: The keys of risks that threaten it, but have no likelihood or no days.
    """

    percentiles: tuple[Percentile, ...]
    probability: float | None
    risks: tuple[CountedRisk, ...]
    left_out: tuple[str, ...]


class Forecast(Struct, frozen=True):
    """When something will be done.

    Attributes:
        kind: The kinds of items that are counted; all where none is named.
        weeks: The history that is drawn from, oldest first.
        lacking: What the history is short of; there are no dates then.
        target: The day that was asked about, or that the scope is planned for.
        probability: Of being done by then.
        ends: The distribution by week, up to what is all but certain.
        beyond: The probability of a later end than all of these.
        adjusted: The same with risks, where that is asked for.
    """

    product: str
    today: str
    kind: tuple[Kind, ...]
    scope: Scope
    weeks: tuple[HistoryWeek, ...]
    lacking: Lacking | None
    percentiles: tuple[Percentile, ...]
    target: str | None
    probability: float | None
    ends: tuple[Ending, ...]
    beyond: float
    adjusted: Adjusted | None
