"""What the API works with; made once by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from integrations.budget import Budget, MemoryBudget
from ledger.database import Database
from ledger.ledger import Ledger
from workers.context import Context
from workers.pace import Pace
from workers.trackers import Trackers
from workers.wake import Wake


@dataclass(frozen=True)
class Surroundings:
    """The API's surroundings.

    Attributes:
        wait: ``(position, timeout_s) -> reached``: whether the read models reached a position.
        clock: Answers aware UTC times.
        allow_private_trackers: Accept plain http and private addresses of trackers.
    """

    database: Database
    ledger: Ledger
    trackers: Trackers
    wait: Callable[[int, float], bool]
    wake: Wake
    clock: Callable[[], datetime]
    allow_private_trackers: bool = False
    budget: Budget = field(default_factory=MemoryBudget)
    pace: Pace = field(default_factory=Pace)

    @property
    def context(self) -> Context:
        """The same as the workers' own functions take it."""
        return Context(
            database=self.database,
            ledger=self.ledger,
            trackers=self.trackers,
            budget=self.budget,
            wake=self.wake,
            clock=self.clock,
            pace=self.pace,
        )
