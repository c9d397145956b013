import pytest
import sqlalchemy as sa
from msgspec import Struct
from tally import FACTS, TALLY, Count, Counted, a_stream, an_origin

from ledger.database import Database
from ledger.entry import Unreadable
from ledger.errors import UnreadableFact
from ledger.fact_mapper import FactMapper
from ledger.ledger import Ledger
from ledger.upcast import Upcast


class CountedInWords(Struct, frozen=True):
    by: str


class CountedInTens(Struct, frozen=True):
    tens: int


MAPPER = FactMapper(
    FACTS,
    {
        "tally.counted/0": Upcast(CountedInWords, lambda old: CountedInTens(len(old.by))),
        "tally.counted/1": Upcast(CountedInTens, lambda old: Counted(old.tens * 10)),
    },
)


def _rename(database: Database, tag: str) -> None:
    with database.begin() as connection:
        connection.execute(sa.text("update events set topic = :t"), {"t": tag})


def test_a_fact_reads_back_as_it_was_written():
    assert MAPPER.read("tally.counted", b'{"type":"tally.counted","by":3}') == Counted(3)


def test_an_old_shape_becomes_the_present_one():
    assert MAPPER.read("tally.counted/1", b'{"tens":4}') == Counted(40)


def test_an_older_shape_goes_step_by_step():
    assert MAPPER.read("tally.counted/0", b'{"by":"xxx"}') == Counted(30)


def test_a_field_of_a_newer_program_is_passed_over():
    assert MAPPER.read("tally.counted", b'{"type":"tally.counted","by":3,"new":1}') == Counted(3)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("tally.unheard_of", b"{}"),
        ("tally.counted", b'{"type":"tally.counted","by":"three"}'),
        ("tally.counted", b"not JSON"),
    ],
)
def test_what_cannot_be_read_is_named(tag: str, text: bytes):
    with pytest.raises(UnreadableFact, match=tag):
        MAPPER.read(tag, text)


def test_a_stream_with_an_unknown_fact_does_not_load(ledger: Ledger, database: Database):
    stream = a_stream()
    ledger.execute(TALLY, stream, Count(1), an_origin())
    _rename(database, "tally.unheard_of")
    with pytest.raises(UnreadableFact, match=r"tally\.unheard_of"):
        ledger.load(TALLY, stream)


def test_an_unknown_fact_in_the_log_is_handed_on_marked(ledger: Ledger, database: Database):
    ledger.execute(TALLY, a_stream(), Count(1), an_origin())
    _rename(database, "tally.unheard_of")
    [entry] = ledger.entries(0, 10)
    assert isinstance(entry.fact, Unreadable)
    assert entry.fact.stored_tag == "tally.unheard_of"
    assert entry.fact.stored == '{"type":"tally.counted","by":1}'
