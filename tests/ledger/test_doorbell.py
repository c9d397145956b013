import time
from collections.abc import Callable

import psycopg
from tally import FACTS, TALLY, Count, a_stream, an_origin
from together import in_processes
from writers import write

from ledger.database import Database
from ledger.doorbell import Subscription
from ledger.ledger import Ledger

_PATIENCE_S = 20.0


def _append(ledger: Ledger) -> None:
    ledger.execute(TALLY, a_stream(), Count(1), an_origin())


def _rings_until(subscription: Subscription, is_so: Callable[[], bool]) -> bool:
    """Wait for rings, looking after each, as every follower of the log does."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        if subscription.wait(_PATIENCE_S) and is_so():
            return True
    return False


def _listeners(url: str, action: str = "count(*)") -> int:
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(
            f"select {action} from pg_stat_activity where datname = current_database()"
            " and query ilike 'listen %' and pid <> pg_backend_pid()"
        ).fetchall()
    return int(found[0][0]) if found else 0


def test_a_new_subscriber_is_rung_once_to_look_at_what_is_there(ledger: Ledger):
    _append(ledger)
    subscription = ledger.subscribe()
    assert subscription.wait(0)
    subscription.close()


def test_an_append_rings(ledger: Ledger):
    subscription = ledger.subscribe()
    _append(ledger)
    assert _rings_until(subscription, lambda: ledger.head() == 1)


def test_what_was_written_while_it_began_to_listen_rings(ledger: Ledger):
    subscription = ledger.subscribe()
    subscription.wait(0)
    _append(ledger)  # the listener may or may not have started
    assert _rings_until(subscription, lambda: ledger.head() == 1)


def test_an_append_of_another_process_rings(ledger: Ledger, database_url: str):
    subscription = ledger.subscribe()
    in_processes(write, [(database_url, 1)])
    assert _rings_until(subscription, lambda: ledger.head() == 1)


def test_an_append_of_another_process_rings_after_one_of_our_own(ledger: Ledger, database_url: str):
    subscription = ledger.subscribe()
    _append(ledger)
    assert _rings_until(subscription, lambda: ledger.head() == 1)
    in_processes(write, [(database_url, 1)])
    assert _rings_until(subscription, lambda: ledger.head() == 2)


def test_a_closed_subscription_is_rung_no_more(ledger: Ledger):
    subscription, other = ledger.subscribe(), ledger.subscribe()
    subscription.close()
    subscription.wait(0)
    _append(ledger)
    assert _rings_until(other, lambda: ledger.head() == 1)
    assert not subscription.wait(0)


def test_a_listener_that_was_cut_off_listens_again(postgres_url: str):
    database = Database.open(postgres_url)
    ledger = Ledger(database, facts=FACTS)
    subscription = ledger.subscribe()
    assert _rings_until(subscription, lambda: _listeners(postgres_url) == 1)
    _listeners(postgres_url, "pg_terminate_backend(pid, 5000)::int")
    assert _rings_until(subscription, lambda: _listeners(postgres_url) == 1)
    _append(ledger)
    assert _rings_until(subscription, lambda: ledger.head() == 1)
    ledger.close()
    database.close()
