"""Two at once: one wins, the other is told or tries again; never both, never neither."""

from concurrent.futures import ThreadPoolExecutor, wait
from uuid import uuid4

import pytest
from tally import TALLY, Count, Total, a_stream, an_origin
from together import in_threads

from domain.claim import CLAIM, Claim, Held, claim_id
from domain.refusal import Refused, StaleVersion
from ledger.errors import Contended
from ledger.ledger import Ledger
from ledger.transaction import Transaction


def test_of_two_who_claim_a_name_at_once_one_wins(ledger: Ledger):
    name, owners = "remote:7", [uuid4(), uuid4()]

    def claim(owner):
        def work() -> bool:
            try:
                ledger.execute(CLAIM, claim_id(name), Claim(name, owner), an_origin())
            except Refused:
                return False
            return True

        return work

    won = in_threads(*map(claim, owners))
    assert sorted(won) == [False, True]
    assert ledger.load(CLAIM, claim_id(name)).state == Held(owners[won.index(True)])


def test_commands_on_one_stream_at_once_are_all_counted(ledger: Ledger):
    stream = a_stream()

    def count() -> None:
        for _ in range(5):
            ledger.execute(TALLY, stream, Count(1), an_origin())

    in_threads(count, count)
    loaded = ledger.load(TALLY, stream)
    assert (loaded.state, loaded.version) == (Total(10), 10)


def test_of_two_who_decided_on_the_same_version_one_is_told(ledger: Ledger):
    stream = a_stream()

    def count() -> bool:
        try:
            ledger.execute(TALLY, stream, Count(1), an_origin(), expected_version=0)
        except StaleVersion:
            return False
        return True

    assert sorted(in_threads(count, count)) == [False, True]


def test_the_same_command_twice_at_once_is_stored_once(ledger: Ledger):
    stream, command_id = a_stream(), uuid4()

    def count():
        return ledger.execute(TALLY, stream, Count(3), an_origin(), command_id=command_id)

    receipts = in_threads(count, count)
    assert sorted(receipt.replayed for receipt in receipts) == [False, True]
    assert receipts[0].versions == receipts[1].versions == {stream: 1}
    assert ledger.head() == receipts[0].position == receipts[1].position


def test_a_command_refused_because_it_has_just_succeeded_is_answered(ledger: Ledger):
    stream, command_id, command = a_stream(), uuid4(), Count(3, limit=3)

    def work(transaction: Transaction) -> None:
        if transaction.version(stream) == 0:  # the same request, a moment faster
            ledger.execute(TALLY, stream, command, an_origin(), command_id=command_id)
        transaction.execute(TALLY, stream, command)

    receipt = ledger.transact(work, an_origin(), command_id=command_id)
    assert (receipt.replayed, receipt.versions) == (True, {stream: 1})


def test_who_is_outrun_every_time_is_told(ledger: Ledger):
    stream = a_stream()

    def work(transaction: Transaction) -> None:
        transaction.execute(TALLY, stream, Count(1))
        ledger.execute(TALLY, stream, Count(1), an_origin())

    with pytest.raises(Contended, match="try again"):
        ledger.transact(work, an_origin())


def test_who_was_outrun_goes_before_those_who_begin_later(ledger: Ledger):
    stream, rivals = a_stream(), []

    def count() -> None:
        ledger.execute(TALLY, stream, Count(1), an_origin())

    with ThreadPoolExecutor() as pool:

        def work(transaction: Transaction) -> None:
            transaction.execute(TALLY, stream, Count(1))
            rivals.append(pool.submit(count))
            wait(rivals, timeout=0.5)  # as long as they are let, they are faster

        count()
        ledger.transact(work, an_origin())
    assert len(rivals) == 3, "a guess, a loss, and the attempt that has precedence"
    assert ledger.load(TALLY, stream).state == Total(5)
