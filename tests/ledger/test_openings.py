"""A command that opens a stream trusts that nobody has; if somebody has, it ends all the same."""

from uuid import uuid4

import pytest
from tally import FACTS, TALLY, Count, Counted, Total, a_stream, an_origin

from domain.claim import CLAIM, Claim, claim_id
from domain.refusal import Refused, StaleVersion
from ledger.database import Database
from ledger.entry import Receipt
from ledger.ledger import Ledger
from ledger.transaction import Loaded, Transaction

NAME, OWNER = "remote:7", uuid4()


def _guessing(loaded: Loaded[Total], looks: list[object]) -> Transaction:
    """A transaction on a stream that stands at ``loaded``; it notes each look."""

    def load(_decider: object, stream: object) -> Loaded[Total]:
        looks.append(stream)
        return loaded

    return Transaction(an_origin(), load, lambda _: loaded.version, guesses=True)


def _count_more(ledger: Ledger, stream, by: int = 2) -> None:
    ledger.transact(lambda t: t.append(TALLY, stream, [Counted(by)]), an_origin())


def test_a_stream_is_opened_without_a_look():
    looks: list[object] = []
    transaction, stream = _guessing(Loaded(None, 0), looks), a_stream()
    transaction.execute(TALLY, stream, Count(3))
    transaction.execute(TALLY, stream, Count(4))
    assert (looks, transaction.guessed) == ([], True)
    assert [c.originator_version for c in transaction.changes] == [1, 2]


def test_a_command_that_opens_nothing_is_decided_on_what_is_stored():
    looks: list[object] = []
    transaction, stream = _guessing(Loaded(Total(5), 1, 9), looks), a_stream()
    assert transaction.execute(TALLY, stream, Count(0)) == []
    assert (looks, transaction.guessed) == ([stream], False)


def test_a_command_refused_on_nothing_is_decided_on_what_is_stored():
    looks: list[object] = []
    transaction = _guessing(Loaded(Total(-5), 1, 9), looks)
    assert transaction.execute(TALLY, a_stream(), Count(3, limit=2)) == [Counted(3)]
    assert (len(looks), transaction.guessed) == (1, False)


def test_nothing_is_guessed_of_a_stream_that_was_looked_at():
    looks: list[object] = []
    transaction, stream = _guessing(Loaded(Total(5), 4), looks), a_stream()
    transaction.load(TALLY, stream)
    transaction.execute(TALLY, stream, Count(3))
    assert [c.originator_version for c in transaction.changes] == [5]


def test_a_caller_who_saw_a_version_is_not_guessed_past():
    with pytest.raises(StaleVersion):
        _guessing(Loaded(Total(5), 4), []).execute(TALLY, a_stream(), Count(1), expected_version=3)


def test_a_stream_that_was_there_goes_on_from_where_it_stood(ledger: Ledger):
    stream = a_stream()
    _count_more(ledger, stream, 2)
    receipt = ledger.execute(TALLY, stream, Count(3), an_origin())
    assert receipt.versions == {stream: 2}
    assert ledger.load(TALLY, stream).state == Total(5)


def test_a_stream_that_another_process_opened_is_refused_as_it_stands(
    ledger: Ledger, database: Database
):
    other = Ledger(database, facts=FACTS)
    other.execute(CLAIM, claim_id(NAME), Claim(NAME, OWNER), an_origin())
    other.close()
    with pytest.raises(Refused, match=f"{NAME} is already held"):
        ledger.execute(CLAIM, claim_id(NAME), Claim(NAME, uuid4()), an_origin())


def test_what_is_already_so_stays_quiet_after_a_wrong_guess(ledger: Ledger):
    first = ledger.execute(CLAIM, claim_id(NAME), Claim(NAME, OWNER), an_origin())
    again = ledger.execute(CLAIM, claim_id(NAME), Claim(NAME, OWNER), an_origin())
    assert again == Receipt(first.position, {claim_id(NAME): 1}, [])


def test_a_refusal_that_follows_from_a_wrong_guess_is_not_the_answer(ledger: Ledger):
    stream = a_stream()
    _count_more(ledger, stream)

    def work(transaction: Transaction) -> None:
        transaction.execute(TALLY, stream, Count(1))
        if transaction.version(stream) == 1:
            raise Refused("too-few", "only this one")

    assert ledger.transact(work, an_origin()).versions == {stream: 2}


def test_one_wrong_guess_rolls_all_of_a_save_back(ledger: Ledger):
    new, old = a_stream(), a_stream()
    _count_more(ledger, old)

    def work(transaction: Transaction) -> None:
        transaction.execute(TALLY, new, Count(1))
        transaction.execute(TALLY, old, Count(1))

    receipt = ledger.transact(work, an_origin())
    assert receipt.versions == {new: 1, old: 2}
    assert [entry.stream_id for entry in ledger.entries(0, 9)] == [old, new, old]
