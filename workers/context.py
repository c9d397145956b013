"""What every actor works with; made once by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from integrations.budget import Budget
from ledger.database import Database
from ledger.ledger import Ledger
from workers.pace import Pace
from workers.trackers import Trackers
from workers.wake import Wake


@dataclass(frozen=True)
class Context:
    """The workers' surroundings; ``clock`` answers aware UTC times."""

    database: Database
    ledger: Ledger
    trackers: Trackers
    budget: Budget
    wake: Wake
    clock: Callable[[], datetime]
    pace: Pace
