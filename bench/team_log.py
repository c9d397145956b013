"""A team's log to measure projections on: a hundred items at a time, worked on in turns."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

from msgspec.structs import replace

from domain.backlog_item import facts
from domain.fact import Actor, Fact, Origin
from domain.identity import item_id, product_id
from ledger.fact_mapper import Change, encode_envelope
from ledger.ledger import Ledger

AT_ONCE = 100
ORIGIN = Origin(
    Actor(id="u1", display="Ada", kind="human"), "api", datetime(2026, 1, 1, tzinfo=UTC), uuid4()
)
_DESCRIPTION = "Notes that were written offline are gone after the next start. " * 4


def write_log(ledger: Ledger, items: int) -> int:
    """Write ten facts for each of ``items`` items; returns how many facts that are."""
    for first in range(1, items + 1, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, items + 1))
        lives = {number: life_of_item(number) for number in numbers}
        for turn in range(len(lives[first])):
            _save(ledger, turn, {number: lives[number][turn] for number in numbers})
    return items * len(life_of_item(1))


def _save(ledger: Ledger, turn: int, told: dict[int, Fact]) -> None:
    """One transaction for speed, but an envelope for each fact, as if each were saved alone."""
    changes = []
    for number, fact in told.items():
        envelope = encode_envelope(replace(ORIGIN, correlation_id=uuid4()), ())
        changes.append(Change(item_id(f"ACME-{number}"), turn + 1, uuid4(), fact, envelope))
    ledger._kernel.save(*changes)


def life_of_item(number: int) -> Sequence[Fact]:
    """Ten facts of the item ``ACME-<number>``."""
    return (
        facts.ItemAdded(
            product=product_id("ACME"),
            key=f"ACME-{number}",
            kind="bug",
            title=f"Notes get lost, case {number}",
            description=_DESCRIPTION,
            labels=("sync", "offline"),
        ),
        facts.ItemRanked(rank=f"a{number:06d}"),
        facts.ItemEdited(priority="high", moscow="must"),
        facts.AcceptanceCriterionAdded(criterion="1", text="A note survives a restart."),
        facts.ItemEstimated(points="5"),
        facts.ItemReadied(),
        facts.ItemAssigned(assignee="grace"),
        facts.ItemStarted(),
        facts.ItemCommented(comment=UUID(int=number), body="Seen twice today.", author="Ada"),
        facts.ItemSentToReview(),
    )
