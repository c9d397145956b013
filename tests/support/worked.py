"""Work on backlog items as it was told: each fact on a day of its own, learnt then or later."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from clock import FakeClock
from plan import Plan

from domain.backlog_item import facts
from domain.backlog_item.rules import ITEM
from domain.command import Command
from domain.fact import Actor, Fact, Origin
from domain.identity import item_id, product_id
from ledger.ledger import Ledger

ADA = Actor("ada", "Ada", "human")
MONDAY = "2026-01-05"


def noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) + timedelta(hours=12)


def on(days: int) -> str:
    """The day so many days after the first Monday."""
    return (date.fromisoformat(MONDAY) + timedelta(days=days)).isoformat()


@dataclass
class Worked:
    """Items of a product, and what became of them."""

    ledger: Ledger
    clock: FakeClock
    product: str = "ACME"

    def create(self) -> None:
        """Let the product be there."""
        Plan(self.ledger, self.product).create()

    def hear(self) -> None:
        """Let evidence be there."""
        Plan(self.ledger, self.product).hear()

    def tell(self, number: int, day: str, *said: Fact, learnt: str | None = None) -> None:
        """Facts of an item that became true on a day, and were learnt then or later."""
        self.clock.now = max(self.clock.now, noon(learnt or day))
        stream = item_id(f"{self.product}-{number}")
        origin = Origin(ADA, "human", noon(day), UUID(int=1))
        self.ledger.transact(lambda each: each.append(ITEM, stream, list(said)), origin)

    def add(self, number: int, day: str, **values: object) -> None:
        """An item came in."""
        said = {"kind": "bug", "title": f"Item {number}"} | values
        key, product = f"{self.product}-{number}", product_id(self.product)
        self.tell(number, day, facts.ItemAdded(product, key, **said))  # type: ignore[arg-type]

    def start(self, number: int, day: str) -> None:
        self.tell(number, day, facts.ItemStarted())

    def finish(self, number: int, day: str, learnt: str | None = None) -> None:
        self.tell(number, day, facts.ItemCompleted(), learnt=learnt)

    def ask(self, number: int, command: Command) -> None:
        """A command about an item, through its rules."""
        origin = Origin(ADA, "human", self.clock.now, UUID(int=1), reason="So.")
        self.ledger.execute(ITEM, item_id(f"{self.product}-{number}"), command, origin)

    def done(self, number: int, start: int, end: int, **values: object) -> None:
        """An item from its coming in to its end, by days after the first Monday."""
        self.add(number, on(start), **values)
        self.start(number, on(start))
        self.finish(number, on(end))

    def weeks(self, *counts: int, first: int = 1, since: int = 0) -> int:
        """So many items done in each week from a day on; answers the number of the next item."""
        for week, count in enumerate(counts):
            for _ in range(count):
                self.done(first, since + week * 7 + 1, since + week * 7 + 2)
                first += 1
        return first
