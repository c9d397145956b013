"""Asks things of the plan by their keys, through the ledger and the real rules."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from domain.catalogue import DECIDERS
from domain.fact import Actor, Origin, Ref
from domain.keys import kind_of, stream_of
from ledger.entry import Entry, Receipt
from ledger.ledger import Ledger

ANA = Actor(id="ana", display="Ana", kind="human")


class Asking:
    """``ask("ACME-R1", Start())``: every command by Ana, now."""

    def __init__(
        self, ledger: Ledger, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.ledger = ledger
        self.clock = clock

    def __call__(
        self, key: str, command: Any, reason: str | None = None, because: Sequence[str] = ()
    ) -> Receipt:
        causes = tuple(Ref(kind_of(each) or "", each) for each in because)
        origin = Origin(ANA, "human", self.clock(), uuid4(), reason=reason, because_of=causes)
        return self.ledger.execute(DECIDERS[kind_of(key) or ""], stream_of(key), command, origin)

    def state(self, key: str) -> Any:
        """A thing as its facts leave it."""
        return self.ledger.load(DECIDERS[kind_of(key) or ""], stream_of(key)).state

    def entries(self, key: str) -> list[Entry]:
        """A thing's facts in their envelopes."""
        return self.ledger.stream(stream_of(key))
