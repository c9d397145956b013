"""The audit log: any mix of filters finds the facts that they describe, and no others."""

from datetime import timedelta

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan import NOON, origin

from domain.backlog_item import facts
from domain.backlog_item.rules import ITEM
from domain.fact import Actor, Fact, Ref, Source
from domain.identity import item_id, product_id
from projections.audit.coverage import coverage
from projections.audit.places import bits_of, pack, pack_words, places_of, saying, unpack, word_at
from projections.audit.query import audit
from projections.audit.tables import AUDIT_MARK, BLOCK, CHUNK
from projections.audit.wanted import Wanted, check_of
from projections.cursor import CursorMismatch
from projections.history.query import history_of
from projections.history.row import HistoryRow
from projections.rebuild import rebuild_all

PEOPLE = tuple(Actor(id=name, display=name.title(), kind="human") for name in ("ada", "grace"))
REASONS = (None, "the vendor slipped", "it is urgent", 'a "quoted" word\nand a line')
SOURCES: tuple[Source, ...] = ("human", "api", "jira")
MANY = CHUNK + 40


@pytest.fixture(scope="module")
def asked_reader():
    return msgspec.json.Decoder(HistoryRow).decode


def written(transaction, number):
    """One more fact, each by another hand for another reason."""
    key, turn = f"ACME-{number % 7 + 1}", number // 7
    why = origin(REASONS[number % 4], SOURCES[number % 3])
    causes = (Ref("decision", f"ACME-D{number % 2 + 1}"),) if number % 5 == 0 else ()
    when = NOON + timedelta(hours=number % 50)
    who = PEOPLE[number % 2]
    told = msgspec.structs.replace(why, actor=who, because_of=causes, occurred_at=when)
    transaction.act_as(told)
    added = facts.ItemAdded(product_id("ACME"), key, "bug", f"Notes vanish {number}")
    fact: Fact = added if turn == 0 else facts.ItemAssigned(f"person{number % 11}")
    fact = facts.ItemEdited(labels=(f"l{number % 3}", "web")) if turn and turn % 3 == 0 else fact
    codes = ("not-ready",) if number % 9 == 0 else ()
    transaction.append(ITEM, item_id(key), [fact], violations=codes, governed=number % 8 == 0)


@pytest.fixture
def told(ledger, runner):
    """More facts than one chunk holds."""

    def work(transaction):
        for number in range(MANY):
            written(transaction, number)

    ledger.transact(work, origin())
    runner.catch_up()


@pytest.fixture
def find(database, told, asked_reader):
    """The positions that a question finds, page by page."""

    def ask(*, newest_first=False, limit=200, **wanted):
        found, cursor = [], None
        with database.read() as connection:
            while True:
                page = audit(
                    connection,
                    Wanted(**wanted),
                    limit=limit,
                    cursor=cursor,
                    newest_first=newest_first,
                )
                found += [msgspec.json.decode(row)["position"] for row in page.rows]
                if (cursor := page.next) is None:
                    return found

    return ask


@pytest.fixture
def rows(database, told, asked_reader):
    """Every row as it is looked at, by position."""
    with database.read() as connection:
        found = history_of(connection, None, limit=10 * CHUNK).rows
    return {msgspec.json.decode(row)["position"]: asked_reader(row) for row in found}


QUESTIONS = st.fixed_dictionaries(
    {},
    optional={
        "actor": st.sampled_from([("ada",), ("Grace",), ("ada", "grace"), ("nobody",)]),
        "actor_kind": st.sampled_from([("human",), ("service",)]),
        "source": st.sampled_from([("api",), ("human", "jira")]),
        "about": st.sampled_from([("item",), ("risk",)]),
        "key": st.sampled_from([("ACME-1",), ("ACME-2", "ACME-3"), ("ACME-99",)]),
        "type": st.sampled_from([("item.added",), ("item.*",), ("risk.*", "item.assigned")]),
        "field": st.sampled_from([("assignee",), ("labels", "title")]),
        "old": st.sampled_from([("person3",), ("web",)]),
        "new": st.sampled_from([("person4",), ("l1",), ("Notes vanish 3",)]),
        "because_of": st.sampled_from([("ACME-D1",), ("ACME-D2", "ACME-D9")]),
        "violation": st.sampled_from([("not-ready",), ("other",)]),
        "has_reason": st.booleans(),
        "has_violations": st.booleans(),
        "governed": st.booleans(),
        "occurred_from": st.integers(0, 50).map(lambda hours: NOON + timedelta(hours=hours)),
        "occurred_until": st.integers(0, 50).map(lambda hours: NOON + timedelta(hours=hours)),
        "q": st.sampled_from(["vendor", "VENDOR slipped", "quoted and", "person5", "zebra"]),
    },
)


@given(question=QUESTIONS, newest_first=st.booleans())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_question_finds_what_a_look_at_every_row_finds(find, rows, question, newest_first):
    is_wanted = check_of(Wanted(**question))
    expected = [position for position, row in rows.items() if is_wanted(row)]
    found = find(newest_first=newest_first, **question)
    assert found == (expected[::-1] if newest_first else expected)


def test_a_full_chunk_is_found_by_its_marks_alone(database, find):
    with database.begin() as connection:
        connection.execute(sa.delete(AUDIT_MARK).where(AUDIT_MARK.c.mark == "actor:ada"))
    late = find(actor=("ada",))
    assert late
    assert min(late) >= CHUNK


def test_pages_hold_every_fact_once_across_chunks(find):
    whole = find(source=("api",))
    assert find(source=("api",), limit=37) == whole
    assert find(source=("api",), limit=37, newest_first=True) == whole[::-1]


def test_a_name_and_an_id_both_find_an_actor(find):
    assert find(actor=("Ada",)) == find(actor=("ada",)) != []


def test_a_period_is_of_either_clock(find, clock):
    assert find(recorded_from=clock.now + timedelta(seconds=1)) == []
    assert find(recorded_until=clock.now - timedelta(seconds=1), source=("api",)) == []
    assert len(find(recorded_from=clock.now, recorded_until=clock.now)) == MANY
    late = find(occurred_from=NOON + timedelta(hours=49))
    assert len(late) == MANY // 50


def test_a_correlation_finds_what_one_intent_brought_about(find, ledger, runner, plan):
    other = msgspec.structs.replace(origin(), correlation_id=item_id("ACME-1"))
    ledger.transact(lambda work: written_as(work, other), origin())
    runner.catch_up()
    assert len(find(correlation=(str(other.correlation_id),))) == 1


def written_as(transaction, told):
    transaction.act_as(told)
    transaction.append(ITEM, item_id("ACME-1"), [facts.ItemUnassigned()])


def test_an_audit_cursor_is_only_good_for_its_own_question(database, told):
    with database.read() as connection:
        cursor = audit(connection, Wanted(source=("api",)), limit=1).next
        with pytest.raises(CursorMismatch):
            audit(connection, Wanted(source=("jira",)), limit=1, cursor=cursor)


def test_the_coverage_names_governed_changes_without_a_reason(database, told, ledger):
    with database.read() as connection:
        found = coverage(connection)
    assert found.facts == found.rows == MANY
    assert found.governed == len(range(0, MANY, 8))
    assert found.with_reason == 0
    assert not found.is_whole
    assert found.without_reason[:2] == (1, 9)


def test_a_rebuild_in_two_processes_leaves_the_same_marks(database, ledger, runner, told):
    ask = sa.select(AUDIT_MARK).order_by(AUDIT_MARK.c.chunk, AUDIT_MARK.c.mark)
    with database.read() as connection:
        marks = connection.execute(ask).all()
    runner.stop()
    assert rebuild_all(database, ledger)
    with database.read() as connection:
        assert connection.execute(ask).all() == marks != []


@given(places=st.sets(st.integers(0, CHUNK - 1)))
def test_places_are_what_was_packed(places):
    assert places_of(unpack(pack(bits_of(places)))) == sorted(places)


blocks = st.integers(0, CHUNK // BLOCK - 1).map(lambda each: each * BLOCK)


@given(words=st.dictionaries(st.text(min_size=1), st.sets(blocks)))
def test_a_word_is_found_in_the_whole_of_each_block_that_says_it(words):
    numbers = [word_at(word)[1] | first for word, firsts in words.items() for first in firsts]
    packed = dict(pack_words(numbers))
    for word, firsts in words.items():
        expected = {first + each for first in firsts for each in range(BLOCK)}
        assert expected <= set(places_of(saying(packed.get(word_at(word)[0], b""), word)))
