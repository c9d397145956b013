"""The connection breaks between a commit and its answer: nothing is lost, nothing is doubled."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from cut_proxy import CutProxy
from tally import FACTS, TALLY, Count, Counted, a_stream, an_origin

from ledger.database import Database
from ledger.errors import DatabaseUnavailable
from ledger.ledger import Ledger
from ledger.transaction import Transaction


@pytest.fixture
def proxy(postgres_url: str) -> Iterator[CutProxy]:
    with CutProxy(postgres_url) as opened:
        yield opened


@pytest.fixture
def ledger(proxy: CutProxy) -> Iterator[Ledger]:
    database = Database.open(proxy.url)
    opened = Ledger(database, facts=FACTS)
    yield opened
    opened.close()
    database.close()


def _count_and_cut(proxy: CutProxy, stream, *, then_refuse: bool = False):
    def work(transaction: Transaction) -> None:
        transaction.version(stream)  # so that there is a line to cut
        transaction.execute(TALLY, stream, Count(3))
        proxy.cut_before_the_next_answer(then_refuse=then_refuse)

    return work


def test_a_lost_answer_is_found_out_on_another_connection(ledger: Ledger, proxy: CutProxy):
    stream = a_stream()
    receipt = ledger.transact(_count_and_cut(proxy, stream), an_origin())
    assert proxy.cuts == 1
    assert (receipt.facts, receipt.versions) == ([Counted(3)], {stream: 1})
    assert [entry.position for entry in ledger.entries(0, 10)] == [receipt.position]


def test_a_lost_answer_to_a_command_with_an_id_is_found_out_too(ledger: Ledger, proxy: CutProxy):
    stream = a_stream()
    receipt = ledger.transact(_count_and_cut(proxy, stream), an_origin(), command_id=uuid4())
    assert (receipt.facts, receipt.replayed) == ([Counted(3)], False)
    assert len(ledger.entries(0, 10)) == 1


def test_a_command_asked_again_after_an_outage_is_answered_and_not_doubled(
    ledger: Ledger, proxy: CutProxy
):
    stream, command_id = a_stream(), uuid4()
    with pytest.raises(DatabaseUnavailable, match="try again"):
        ledger.transact(
            _count_and_cut(proxy, stream, then_refuse=True), an_origin(), command_id=command_id
        )
    proxy.mend()
    again = ledger.execute(TALLY, stream, Count(3), an_origin(), command_id=command_id)
    assert (again.replayed, again.versions, again.facts) == (True, {stream: 1}, [Counted(3)])
    assert len(ledger.entries(0, 10)) == 1
