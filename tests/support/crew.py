"""A team with an iteration ahead, in a small plan: 39.2 hours of Ana, 25.2 of Ben."""

from collections.abc import Sequence
from typing import Any

from deciding import Answer, origin
from small_plan import SmallPlan

from domain.backlog_item.commands import AddItem, Estimate, MarkReady
from domain.backlog_item.commands import Complete as CompleteItem
from domain.backlog_item.commands import Start as StartItem
from domain.iteration.commands import (
    Close,
    Commit,
    EstimateCapacity,
    Plan,
    PlanAbsence,
    Start,
)
from domain.product.commands import CreateProduct
from domain.refusal import DomainError
from domain.team.commands import AddHoliday, Form
from domain.team.words import Member, Unit
from domain.values import Window

TEAM, ITERATION, LAST = "ACME-T1", "ACME-I1", "ACME-I9"
TWO_WEEKS = Window.read("2026-01-05..2026-01-16")
FEBRUARY = Window.read("2026-02")
GONE = Window.read("2026-01-08..2026-01-09")


class Crew:
    """The plan, and ways to ask it; items are numbered from 1."""

    def __init__(self, unit: Unit = "hours") -> None:
        self.plan = SmallPlan()
        self.ask("ACME", CreateProduct("ACME", "Acme Notes"))
        self.ask(
            TEAM, Form(TEAM, "Notes", (Member("ana"), Member("ben", "0.5")), estimate_unit=unit)
        )

    def ask(self, key: str, command: Any, reason: str | None = None) -> list[Any]:
        """The facts that follow, those of other things among them."""
        return self.plan.ask(key, command, origin(reason))

    def when(self, command: Any, reason: str | None = None, key: str = ITERATION) -> Answer:
        """What a command is answered with."""
        try:
            return Answer(self.ask(key, command, reason))
        except DomainError as error:
            return Answer(error=error)

    def planned(self) -> "Crew":
        """With an iteration as in the model: a holiday, and two days on which Ana is away."""
        self.ask(TEAM, AddHoliday("2026-01-06", "Three Kings"))
        self.ask(ITERATION, Plan(ITERATION, TEAM, "First", TWO_WEEKS))
        self.ask(ITERATION, PlanAbsence("ana", GONE))
        return self

    def item(self, points: str | None = "10", *, ready: bool = True) -> str:
        """An item of the backlog."""
        key = self.plan.next_key("ACME", "item")
        self.ask(key, AddItem(key, "bug", "It creaks"))
        if points is not None:
            self.ask(key, Estimate(points))
        if ready:
            self.ask(key, MarkReady())
        return key

    def commit(self, points: str, assignee: str | None = None, key: str = ITERATION) -> str:
        """An item that is committed to."""
        item = self.item(points)
        self.ask(key, Commit(item, assignee=assignee), self._why(key))
        return item

    def _why(self, key: str) -> str | None:
        return "It burns." if self.state(key).status == "active" else None

    def finish(self, item: str) -> None:
        """The item is done."""
        self.ask(item, StartItem())
        self.ask(item, CompleteItem())

    def state(self, key: str = ITERATION) -> Any:
        """A thing as it is."""
        return self.plan.states[key]

    def lived(self, *ends: tuple[str, str], carry: Sequence[str] = ()) -> "Crew":
        """With closed iterations: the points done and the person-days of each."""
        for at, (points, days) in enumerate(ends, 1):
            key, day = f"ACME-I{100 + at}", f"2025-{at:02}"
            self.ask(key, Plan(key, TEAM, f"Past {at}", Window.read(day)))
            self.ask(key, EstimateCapacity("100"))
            item = self.commit(points, key=key)
            self.ask(key, Start())
            self.finish(item)
            self.ask(key, Close(tuple(carry), person_days=days))
        return self


def second(window: Window = FEBRUARY) -> Plan:
    """Plans the team's next iteration."""
    return Plan("ACME-I2", TEAM, "Second", window)
