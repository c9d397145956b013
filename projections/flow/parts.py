"""What the flow of a product is told by."""

from msgspec import Struct

from domain.backlog_item.facts import Kind, Status


class FlowWeek(Struct, frozen=True):
    """One week: what happened in it, and how many items stood where at its end.

    Attributes:
        week: Its Monday.
        whole: Whether it is over.
        dropped: How many left the backlog without being done.
    """

    week: str
    whole: bool
    added: int
    started: int
    done: int
    dropped: int
    waiting_at_end: int
    working_at_end: int
    done_at_end: int


class Throughput(Struct, frozen=True):
    """How many items were done; the rest speaks of the whole weeks, None when there is none."""

    done: int
    weeks: int
    per_week: float | None
    least: int | None
    most: int | None


class Percentile(Struct, frozen=True):
    """That many percent of the items took at most so many days."""

    percentile: int
    days: int


class CycleTime(Struct, frozen=True):
    """From the first day of work on an item to the last, both counted.

    Attributes:
        items: How many were done in the period, and are known to have been begun.
        never_begun: How many were done without: nobody knows how long they took.
    """

    items: int
    never_begun: int
    percentiles: list[Percentile]


class WorkingItem(Struct, frozen=True):
    """An item that is worked on; ``blocked_days`` counts those of today's block too."""

    key: str
    kind: Kind
    status: Status | None
    title: str
    assignee: str | None
    since: str
    age_days: int
    blocked: bool
    blocked_days: int


class Working(Struct, frozen=True):
    """What is on its way.

    Attributes:
        late: How many are older than 85 % of the items of the period were when they were done.
        oldest: The oldest first.
    """

    items: int
    blocked: int
    late: int
    oldest: list[WorkingItem]


class BlockedTime(Struct, frozen=True):
    """Days on which items could not go on.

    Attributes:
        now: How many open items cannot go on; ``days_now`` is for how long already, added up.
        done: How many items that were done in the period had been blocked, ``days_done`` in all.
    """

    now: int
    days_now: int
    done: int
    days_done: int


class Flow(Struct, frozen=True):
    """How a product's items flow.

    Attributes:
        kind: The kinds that are counted; all where none is named.
        since, until: The period: whole weeks, but for the running one.
        left_out: How many items came in finished: nobody knows when that was.
    """

    product: str
    kind: tuple[Kind, ...]
    since: str
    until: str
    weeks: list[FlowWeek]
    throughput: Throughput
    cycle: CycleTime
    working: Working
    blocked: BlockedTime
    left_out: int
