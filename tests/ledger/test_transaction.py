"""A transaction alone, without a database."""

import pytest
from tally import TALLY, Count, Counted, Total, a_stream, an_origin

from domain.refusal import StaleVersion
from ledger.transaction import Loaded, Transaction


def _on(version: int) -> Transaction:
    loaded = Loaded(Total(version), version, position=version * 10)
    return Transaction(an_origin(), lambda _decider, _stream: loaded, lambda _stream: version)


def test_the_expected_version_is_the_one_before_the_transaction():
    transaction, stream = _on(4), a_stream()
    transaction.execute(TALLY, stream, Count(1), expected_version=4)
    transaction.execute(TALLY, stream, Count(1), expected_version=4)
    assert transaction.versions == {stream: 6}


def test_another_expected_version_is_refused():
    with pytest.raises(StaleVersion):
        _on(4).execute(TALLY, a_stream(), Count(1), expected_version=3)


def test_it_knows_how_far_it_has_seen_the_log():
    transaction = _on(4)
    assert transaction.seen_until == 0
    transaction.load(TALLY, a_stream())
    assert transaction.seen_until == 40


def test_appended_facts_are_numbered_without_gaps():
    transaction, stream = _on(4), a_stream()
    transaction.append(TALLY, stream, [Counted(1), Counted(2)])
    assert [change.originator_version for change in transaction.changes] == [5, 6]


def test_every_fact_has_an_id_of_its_own():
    transaction = _on(0)
    transaction.append(TALLY, a_stream(), [Counted(1), Counted(1)])
    first, second = transaction.changes
    assert first.event_id != second.event_id
