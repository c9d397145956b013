"""Writes about risks through their rules, each on a day of its own."""

import datetime as dt
from typing import Any
from uuid import UUID

from plan import Plan
from worked import Worked

from domain.command import Command
from domain.fact import Actor, Origin, Ref
from domain.keys import stream_of
from domain.risk import commands as ask
from domain.risk.rules import RISK

TODAY = "2026-01-02"
ANA = Actor("ana", "ana", "human")


class Register:
    """Writes about risks through their rules, each on a day of its own."""

    def __init__(self, plan: Plan | Worked) -> None:
        plan.create()
        plan.hear()
        self.ledger = plan.ledger

    def tell(self, key: str, *said: Command, day: str = TODAY) -> None:
        at = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
        because = (Ref("evidence", f"{key.partition('-')[0]}-E1"),)
        origin = Origin(ANA, "human", at, UUID(int=1), reason="So.", because_of=because)
        for each in said:
            self.ledger.execute(RISK, stream_of(key), each, origin)

    def risk(self, number: int, *assessed: Any, day: str = TODAY, **said: Any) -> str:
        key = f"ACME-K{number}"
        self.tell(
            key, ask.Identify(key, "vendor slips", "beta moves", owner="ana", **said), day=day
        )
        if assessed:
            self.tell(key, ask.Assess(*assessed), day=day)
        return key
