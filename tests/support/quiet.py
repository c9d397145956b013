"""Waits until all that can be done now is done: nothing sleeps, and nothing is left on its way."""

from time import monotonic
from typing import Any

from dramatiq.brokers.redis import RedisBroker
from wiring import Wiring

from projections import outbox_queue
from workers import import_run, inbox
from workers.scheduler import sweep

SETTLE_S = 30.0
STUCK = 30


def settle(house: Wiring) -> None:
    """Wait until nothing is on its way and nothing is due; fails after a while."""
    deadline = monotonic() + SETTLE_S
    quiet = stuck = 0
    _drain(house)
    sweep(house.context)
    while quiet < 2:
        assert monotonic() < deadline, f"still busy: {_due(house)}"
        head, asked = house.ledger.head(), house.requests()
        _drain(house)
        is_still = head == house.ledger.head() and asked == house.requests()
        is_quiet = is_still and not _due(house)
        quiet = quiet + 1 if is_quiet else 0
        stuck = stuck + 1 if is_still and not is_quiet else 0
        if stuck == STUCK:  # whoever holds what is waited for is dead
            house.clock.advance(house.context.pace.lease_s + 1)
        if not is_quiet:
            sweep(house.context)


def _drain(house: Wiring) -> None:
    assert house.github.webhooks.wait_until_idle()
    assert house.jira.webhooks.wait_until_idle()
    assert house.runner.wait(house.ledger.head(), timeout_s=10.0)
    for queue in ("live", "background"):
        _join(house, queue)
    assert house.runner.wait(house.ledger.head(), timeout_s=10.0)


def _join(house: Wiring, queue: str) -> None:
    waits: dict[str, Any] = {"timeout": int(SETTLE_S * 1000)}
    if isinstance(house.broker, RedisBroker):
        waits["interval"] = 5
    else:
        waits["fail_fast"] = False
    house.broker.join(queue, **waits)


def _due(house: Wiring) -> list[object]:
    now = house.clock()
    with house.database.read() as connection:
        return [
            *inbox.due(connection, now, 10),
            *outbox_queue.due(connection, now, 10),
            *import_run.due(connection, now),
        ]
