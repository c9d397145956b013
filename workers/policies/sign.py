"""What a policy saw: the value of a signal, of which thing, and the fact that it came from."""

from uuid import UUID, uuid5

from msgspec import Struct

from domain.risk.facts import Signal
from ledger.entry import Entry


class Sign(Struct, frozen=True):
    """A signal's value, as decimal text.

    Attributes:
        ref: The key of the thing that it is of.
        why: The sentence that a risk's history shows.
        entry: The fact that made it so.
        on: The day it was looked at, for what grows by itself from day to day; else empty.
    """

    signal: Signal
    value: str
    ref: str
    why: str
    entry: Entry
    on: str = ""

    def intent(self, risk: str) -> UUID:
        """The id of telling ``risk`` of it: the same for the same fact, however often it is read.

        A trigger that is armed again does not fire again for the same fact; for what grows by
        itself it may the next day.
        """
        return uuid5(self.entry.event_id, f"{risk} {self.signal} {self.ref} {self.on}")
