"""The market radar: signals by what they are about, the strongest and surest first."""

from heapq import nlargest

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.evidence.facts import Status, Topic, Trend
from domain.evidence.state import Evidence
from domain.fold import born
from projections.evidence.listing import INBOX
from projections.evidence.voices import SILENT
from projections.page import Wanted, narrowed

_ROW = INBOX.table.c
_DECODE = msgspec.json.Decoder(Evidence).decode


class Signal(Struct, frozen=True):
    """One market signal; ``force`` is its strength times how sure it is, at most 5."""

    key: str
    topic: Topic
    summary: str
    strength: int
    confidence: float
    trend: Trend
    force: float
    occurred_on: str
    status: Status
    url: str
    implications: str
    refs: list[str]


def radar(connection: sa.Connection, wanted: Wanted, limit: int = 50) -> list[Signal]:
    """The signals that count, those of one topic together and the topic with the most force first.

    Dismissed and merged ones are left out, unless their status is asked for.
    """
    conditions = narrowed(INBOX, {**wanted, "kind": "market_signal"})
    if "status" not in wanted:
        conditions.append(_ROW.status.not_in(SILENT))
    chosen = sa.select(_ROW.json).where(*conditions).order_by(_ROW.product_key, _ROW.number)
    seen = (_signal(_DECODE(packed)) for packed in connection.execute(chosen).scalars())
    found = nlargest(limit, seen, key=lambda each: each.force)
    most = {each.topic: 0.0 for each in found}
    for each in found:
        most[each.topic] = max(most[each.topic], each.force)
    return sorted(found, key=lambda each: (-most[each.topic], each.topic, -each.force, each.key))


def _signal(state: Evidence) -> Signal:
    force = round((state.strength or 0) * (state.confidence or 0), 2)
    return born(Signal, state, force=force, refs=[each.ref for each in state.links])
