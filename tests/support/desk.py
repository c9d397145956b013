"""A plan, and somebody at a desk who asks what waits."""

from datetime import timedelta
from uuid import UUID

from asking import Asking
from clock import FakeClock
from plan import Plan

from domain.meeting.commands import Schedule as Meet
from domain.risk.commands import (
    Assess,
    Identify,
)
from ledger.database import Database
from ledger.ledger import Ledger
from projections.all import all_projections
from projections.notices.notice import Kind, Notice, Wanted
from projections.runner import Runner
from workers.notices import Notices, notices

RISK, ITEM, MEETING, DECISION, BRIEF = "ACME-K1", "ACME-R1", "ACME-M1", "ACME-D1", "ACME-B1"


class Desk:
    """A plan, and what somebody sees who asks what waits."""

    def __init__(self, database: Database, ledger: Ledger, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.ask, self.plan = Asking(ledger, clock), Plan(ledger)
        self.runner = Runner(database, ledger, all_projections(), clock=clock)

    def waits(
        self, *kinds: Kind, owners: tuple[str, ...] = (), product: str | None = None, **more: int
    ) -> list[Notice]:
        return self.found(kinds, owners, product, **more).rows

    def found(
        self,
        kinds: tuple[Kind, ...] = (),
        owners: tuple[str, ...] = (),
        product: str | None = None,
        limit: int = 200,
    ) -> Notices:
        self.runner.catch_up()
        today = self.clock().date()
        by = (today + timedelta(days=14)).isoformat()
        with self.database.read() as connection:
            wanted = Wanted(today.isoformat(), by, product, limit)
            return notices(connection, wanted, kinds, owners)

    def pass_days(self, days: int) -> None:
        self.clock.advance(days * 86_400)

    def risk(self, key: str = RISK) -> None:
        self.ask(key, Identify(key, "they are late", "we are late", "Late vendor", owner="ana"))
        self.ask(key, Assess(likelihood=2, impact=2))

    def meeting(self) -> None:
        self.ask(MEETING, Meet(MEETING, "Call", starts="2026-03-02T10:00:00+00:00", held=True))


def linked(desk: Desk) -> UUID:
    """A link of Bob's item with an issue."""
    link = desk.plan.link(desk.plan.add(1, assignee="bob"), desk.plan.connect())
    desk.plan.establish(link, 7, title="A")
    return link
