"""Briefs about a small roadmap, written through their rules, and what is looked at of them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from asking import Asking
from clock import FakeClock
from msgspec import Struct
from plan import Plan

from domain.brief import commands as ask
from domain.brief.words import Audience
from domain.roadmap_item.commands import (
    Propose,
    Schedule,
)
from domain.values import Window
from projections.briefs.listing import BRIEFS
from projections.briefs.promises import Promised, Wanted, promises
from projections.page import page

Q3, Q4 = Window.read("2026-Q3"), Window.read("2026-Q4")
CAUSE = ("It is late.", ["ACME-E1"])


class Row(Struct):
    """What is looked at of a listed brief."""

    key: str
    position: int
    stale: str
    changed: tuple[str, ...]
    stale_since: str | None
    late: tuple[str, ...]
    broken: str
    owes_news: str
    untold: tuple[str, ...]
    broken_since: str | None


class Press:
    """Writes briefs about a small roadmap through their rules."""

    def __init__(self, plan: Plan, clock: FakeClock, show: Callable[..., Any]) -> None:
        clock.now = datetime(2026, 3, 1, 12, tzinfo=UTC)
        plan.create()
        plan.hear()
        self.ask, self.clock, self.show = Asking(plan.ledger, clock), clock, show
        for number, title in ((1, "Offline mode"), (2, "Search")):
            key = f"ACME-R{number}"
            self.ask(key, Propose(key, title, horizon="next"))
            self.ask(key, Schedule(Q3))

    def pass_days(self, days: float) -> None:
        self.clock.advance(days * 86_400)

    def brief(
        self,
        number: int = 1,
        audience: Audience = "sales",
        *items: str,
        to: Sequence[str] = (),
        **said: Any,
    ) -> str:
        key = f"ACME-B{number}"
        named = tuple(items) or ("ACME-R1",)
        self.ask(key, ask.Draft(key, audience, items=named, **said))
        self.ask(key, ask.Publish())
        for account in to:
            self.ask(key, ask.Share(account))
        return key

    def anew(self, key: str = "ACME-B1", *to: str) -> None:
        """The next version, given to some."""
        self.ask(key, ask.Refresh())
        self.ask(key, ask.Publish())
        for account in to:
            self.ask(key, ask.Share(account))

    def move(self, key: str = "ACME-R1", window: Window = Q4) -> None:
        self.ask(key, Schedule(window), *CAUSE)

    def rows(self, **wanted: Any) -> list[Row]:
        found = self.show(page, BRIEFS, wanted)
        return [msgspec.json.decode(each, type=Row) for each in found.items]

    def keys(self, **wanted: Any) -> list[str]:
        return [each.key for each in self.rows(**wanted)]

    def promised(self, wanted: Wanted | None = None) -> list[Promised]:
        today = self.clock().date().isoformat()
        found: list[Promised] = self.show(promises, wanted or Wanted(), today).rows
        return found
