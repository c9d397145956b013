"""Many streams are loaded in one look, each as if it were loaded alone."""

from typing import NoReturn

from tally import TALLY, Count, Total, a_stream, an_origin

from ledger.ledger import Ledger
from ledger.snapshots import Snapshotter
from ledger.transaction import Loaded, Transaction


def _grow(ledger: Ledger, count: int):
    stream = a_stream()

    def work(transaction: Transaction) -> None:
        for _ in range(count):
            transaction.execute(TALLY, stream, Count())

    ledger.transact(work, an_origin())
    return stream


def test_streams_loaded_together_are_as_if_loaded_alone(ledger: Ledger):
    streams = [_grow(ledger, count) for count in (3, 1, 2)]
    assert ledger.load_all(TALLY, streams) == {each: ledger.load(TALLY, each) for each in streams}


def test_a_snapshot_counts_when_streams_are_loaded_together(ledger: Ledger):
    streams = [_grow(ledger, 12), _grow(ledger, 2)]
    Snapshotter(ledger, {"tally": TALLY}, kind_of={"tally.counted": "tally"}, every=10).run_once()
    ledger.execute(TALLY, streams[0], Count(), an_origin())
    assert ledger.load_all(TALLY, streams) == {each: ledger.load(TALLY, each) for each in streams}


def test_a_stream_without_facts_is_loaded_as_nothing(ledger: Ledger):
    stream = a_stream()
    assert ledger.load_all(TALLY, [stream]) == {stream: Loaded(None, 0)}


def test_no_streams_are_loaded_as_none(ledger: Ledger):
    assert ledger.load_all(TALLY, []) == {}


def test_what_was_loaded_together_is_not_read_again():
    stream = a_stream()
    transaction = Transaction(an_origin(), _never, _never)
    transaction.know({stream: Loaded(Total(4), 4)})
    transaction.execute(TALLY, stream, Count())
    assert transaction.versions == {stream: 5}


def test_a_transaction_keeps_its_own_facts_when_it_is_told_of_their_stream():
    stream = a_stream()
    transaction = Transaction(an_origin(), lambda *_: Loaded(None, 0), _never)
    transaction.execute(TALLY, stream, Count())
    transaction.know({stream: Loaded(Total(4), 4)})
    assert transaction.load(TALLY, stream) == Total(1)


def _never(*_: object) -> NoReturn:
    raise AssertionError("it was read again")
