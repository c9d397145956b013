"""What the API works with; made once by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ledger.database import Database
from ledger.ledger import Ledger
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
