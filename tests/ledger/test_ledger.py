from uuid import uuid4

import pytest
from clock import FakeClock
from tally import TALLY, Count, Counted, Total, a_stream, an_origin

from domain.claim import CLAIM, Claim, claim_id
from domain.refusal import Refused, StaleVersion
from ledger.entry import Receipt
from ledger.ledger import Ledger
from ledger.transaction import Loaded, Transaction


def test_a_stream_without_facts_has_no_state(ledger: Ledger):
    assert ledger.load(TALLY, a_stream()) == Loaded(None, 0)


def test_a_command_stores_what_its_rules_decide(ledger: Ledger):
    stream = a_stream()
    receipt = ledger.execute(TALLY, stream, Count(3), an_origin())
    assert receipt == Receipt(1, {stream: 1}, [Counted(3)])
    assert ledger.load(TALLY, stream) == Loaded(Total(3), 1, 1)


def test_an_entry_carries_its_whole_envelope(ledger: Ledger, clock: FakeClock):
    stream, origin = a_stream(), an_origin(source_ref="row 7")
    ledger.execute(TALLY, stream, Count(3), origin)
    [entry] = ledger.entries(0, 10)
    assert (entry.stream_id, entry.stream_version, entry.fact) == (stream, 1, Counted(3))
    assert (entry.origin, entry.recorded_at) == (origin, clock.now)


def test_violations_of_an_observed_fact_are_kept(ledger: Ledger):
    stream = a_stream()

    def observe(transaction: Transaction) -> None:
        transaction.append(TALLY, stream, [Counted(9)], violations=("over-limit",))

    ledger.transact(observe, an_origin())
    assert [entry.violations for entry in ledger.stream(stream)] == [("over-limit",)]


def test_nothing_is_stored_when_nothing_is_decided(ledger: Ledger):
    stream = a_stream()
    ledger.execute(TALLY, stream, Count(3), an_origin())
    assert ledger.execute(TALLY, stream, Count(0), an_origin()) == Receipt(1, {stream: 1}, [])
    assert ledger.head() == 1


def test_a_refused_command_stores_nothing(ledger: Ledger):
    with pytest.raises(Refused):
        ledger.execute(TALLY, a_stream(), Count(3, limit=2), an_origin())
    assert ledger.head() == 0


def test_a_caller_who_decided_on_an_older_version_is_told_both(ledger: Ledger):
    stream = a_stream()
    ledger.execute(TALLY, stream, Count(1), an_origin())
    ledger.execute(TALLY, stream, Count(1), an_origin())
    with pytest.raises(StaleVersion) as refusal:
        ledger.execute(TALLY, stream, Count(1), an_origin(), expected_version=1)
    assert (refusal.value.expected, refusal.value.current) == (1, 2)


def test_a_caller_who_decided_on_the_present_version_is_served(ledger: Ledger):
    stream = a_stream()
    ledger.execute(TALLY, stream, Count(1), an_origin(), expected_version=0)
    receipt = ledger.execute(TALLY, stream, Count(1), an_origin(), expected_version=1)
    assert receipt.versions == {stream: 2}


def test_the_log_is_read_in_pages(ledger: Ledger):
    for by in (1, 2, 3):
        ledger.execute(TALLY, a_stream(), Count(by), an_origin())
    pages = [[e.fact for e in ledger.entries(after, 2)] for after in (0, 2, 3)]
    assert pages == [[Counted(1), Counted(2)], [Counted(3)], []]


def test_the_log_is_read_without_what_nobody_asks_for(ledger: Ledger):
    for name in ("a", "b"):
        ledger.execute(TALLY, a_stream(), Count(1), an_origin())
        ledger.execute(CLAIM, claim_id(name), Claim(name, uuid4()), an_origin())

    def positions(*tags: str, after: int = 0, until: int = 4, limit: int = 9) -> list[int]:
        return [each.position for each in ledger.entries_without(tags, after, until, limit)]

    assert positions() == [1, 2, 3, 4]
    assert positions("name.claimed", "name.unheard_of") == [1, 3]
    assert positions("name.claimed", after=1, until=3) == [3]
    assert positions("tally.counted", limit=1) == [2]


def test_a_transaction_sees_its_own_facts(ledger: Ledger):
    stream, seen = a_stream(), []

    def work(transaction: Transaction) -> None:
        transaction.execute(TALLY, stream, Count(1))
        transaction.execute(TALLY, stream, Count(2))
        seen.append((transaction.load(TALLY, stream), transaction.version(stream)))

    ledger.transact(work, an_origin())
    assert seen == [(Total(3), 2)]


def test_the_version_of_a_stream_that_was_not_loaded_is_the_stored_one(ledger: Ledger):
    stream, seen = a_stream(), []
    ledger.execute(TALLY, stream, Count(1), an_origin())
    ledger.transact(lambda t: seen.append(t.version(stream)), an_origin())
    assert seen == [1]


def test_a_save_over_many_streams_is_all_or_nothing(ledger: Ledger):
    one, other = a_stream(), a_stream()

    def work(transaction: Transaction) -> None:
        transaction.execute(TALLY, one, Count(1))
        transaction.execute(TALLY, other, Count(9, limit=5))

    with pytest.raises(Refused):
        ledger.transact(work, an_origin())
    assert ledger.head() == 0


def test_a_save_over_many_streams_is_rolled_back_when_one_has_moved_on(ledger: Ledger):
    one, other, runs = a_stream(), a_stream(), []

    def work(transaction: Transaction) -> None:
        transaction.execute(TALLY, one, Count(1))
        transaction.execute(TALLY, other, Count(1))
        runs.append(transaction.version(one))
        if len(runs) == 1:  # another writer is faster, on the second stream
            ledger.execute(TALLY, other, Count(5), an_origin())

    receipt = ledger.transact(work, an_origin())
    assert receipt.versions == {one: 1, other: 2}
    assert [entry.fact for entry in ledger.stream(one)] == [Counted(1)]


def test_a_large_save_keeps_its_order(ledger: Ledger):
    stream = a_stream()
    facts = [Counted(by) for by in range(1, 101)]
    receipt = ledger.transact(lambda t: t.append(TALLY, stream, facts), an_origin())
    assert receipt.position == 100
    assert [e.fact for e in ledger.entries(0, 200)] == facts


def test_the_same_command_again_is_answered_with_the_first_receipt(ledger: Ledger):
    stream, command_id = a_stream(), uuid4()
    first = ledger.execute(TALLY, stream, Count(3), an_origin(), command_id=command_id)
    ledger.execute(TALLY, stream, Count(1), an_origin())
    again = ledger.execute(TALLY, stream, Count(3), an_origin(), command_id=command_id)
    assert again == Receipt(first.position, first.versions, first.facts, replayed=True)
    assert len(ledger.stream(stream)) == 2


def test_a_command_that_changed_nothing_is_remembered_too(ledger: Ledger):
    stream, command_id = a_stream(), uuid4()
    ledger.execute(TALLY, stream, Count(0), an_origin(), command_id=command_id)
    again = ledger.execute(TALLY, stream, Count(0), an_origin(), command_id=command_id)
    assert again == Receipt(0, {stream: 0}, [], replayed=True)


def test_a_command_id_under_another_fingerprint_is_refused(ledger: Ledger):
    key, stream = uuid4(), a_stream()
    ledger.execute(TALLY, stream, Count(3), an_origin(), command_id=key, fingerprint="a")
    with pytest.raises(Refused) as refusal:
        ledger.execute(TALLY, stream, Count(4), an_origin(), command_id=key, fingerprint="b")
    assert refusal.value.code == "idempotency-key-reused"
