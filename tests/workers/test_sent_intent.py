"""A create that may have arrived is on record before it leaves."""

from uuid import UUID

import sqlalchemy as sa
from clock import FakeClock

from integrations.issue import RemoteRef
from workers import sent_intent

INTENT, LINK = UUID(int=1), UUID(int=2)


def test_a_sent_create_is_unknown_until_it_is_answered(
    tables: sa.Connection, clock: FakeClock
) -> None:
    sent_intent.record(tables, INTENT, LINK, clock())
    sent = sent_intent.find(tables, INTENT)
    assert sent is not None
    assert (sent.link_id, sent.sent_at, sent.lookups, sent.remote) == (LINK, clock(), 0, None)


def test_the_answer_is_kept(tables: sa.Connection, clock: FakeClock) -> None:
    sent_intent.record(tables, INTENT, LINK, clock())
    ref = RemoteRef("900012", "12", "https://example.org/12")
    sent_intent.answered(tables, INTENT, ref)
    sent = sent_intent.find(tables, INTENT)
    assert sent is not None
    assert sent.remote == ref


def test_look_ups_are_counted(tables: sa.Connection, clock: FakeClock) -> None:
    sent_intent.record(tables, INTENT, LINK, clock())
    sent_intent.looked_up(tables, INTENT)
    sent = sent_intent.find(tables, INTENT)
    assert sent is not None
    assert sent.lookups == 1


def test_what_is_known_not_to_have_happened_is_forgotten(
    tables: sa.Connection, clock: FakeClock
) -> None:
    sent_intent.record(tables, INTENT, LINK, clock())
    sent_intent.forget(tables, INTENT)
    assert sent_intent.find(tables, INTENT) is None
