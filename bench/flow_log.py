"""A team's work over 200 iterations of two weeks, to measure flow and forecast on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from msgspec.structs import replace

from bench.team_log import ORIGIN
from domain.backlog_item import facts
from domain.identity import item_id, product_id
from domain.keys import stream_of
from domain.product.facts import ProductCreated
from ledger.fact_mapper import Change, encode_envelope
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from domain.fact import Fact

AT_ONCE = 500
DAYS = 200 * 14
OPEN = 300
"""How many items are still on their way."""
KINDS = ("bug", "user_story", "spike")


def write_work(ledger: Ledger, items: int, until: datetime) -> None:
    """Write the lives of ``items`` items, done one after the other up to a moment."""
    created = ProductCreated("ACME", "Acme Notes")
    ledger._kernel.save(Change(stream_of("ACME"), 1, uuid4(), created, _why(until)))
    changes = _changes(items, until)
    while some := list(islice(changes, AT_ONCE)):
        ledger._kernel.save(*some)


def _changes(items: int, until: datetime) -> Iterator[Change]:
    random = Random(4)
    for number in range(1, items + 1):
        end = until - timedelta(days=DAYS * (1 - number / items))
        start = end - timedelta(days=random.randint(1, 20))
        life: list[tuple[datetime, Fact]] = [
            (start - timedelta(days=random.randint(1, 60)), _added(number)),
            (start, facts.ItemStarted()),
        ]
        if number % 7 == 0:
            life += [(start, facts.ItemBlocked("no key")), (end, facts.ItemUnblocked())]
        if number <= items - OPEN:
            life.append((end, facts.ItemCompleted()))
        for version, (day, fact) in enumerate(life, 1):
            yield Change(item_id(f"ACME-{number}"), version, uuid4(), fact, _why(day))


def _added(number: int) -> facts.ItemAdded:
    kind = KINDS[number % len(KINDS)]
    title = f"Notes get lost, case {number}"
    return facts.ItemAdded(product_id("ACME"), f"ACME-{number}", kind, title)  # type: ignore[arg-type]  # a kind


def _why(day: datetime) -> bytes:
    at = day.astimezone(UTC)
    return encode_envelope(
        replace(ORIGIN, occurred_at=at, correlation_id=UUID(int=uuid4().int)), ()
    )
