"""The demo's product comes with half a year of facts, and goes without a trace of them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from msgspec.structs import replace
from plan import Plan

from domain import keys
from domain.catalogue import AGGREGATE_OF, tag_of
from domain.fact import Fact, Origin
from domain.product.facts import BaselineNamed
from integrations.budget import MemoryBudget
from ledger.database import Database
from ledger.entry import Entry
from ledger.ledger import Ledger
from projections.history.tables import HISTORY
from projections.listing import VALUES
from projections.notices.briefs import broken_promises, stale_briefs
from projections.notices.notice import Wanted
from projections.roadmap.listing import ROADMAP
from trueline.store import Store
from trueline.story.duties import duties
from trueline.story.keeping import NotOurs, load, remove
from trueline.story.telling import PRODUCT
from workers.secrets import Secrets
from workers.trackers import Trackers

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DUTIES = {"vision", "objective", "roadmap_item", "release", "item", "risk", "decision", "meeting"}
DUTIES |= {"team", "iteration", "evidence", "metric", "brief"}


@pytest.fixture
def store(database: Database, ledger: Ledger) -> Store:
    trackers = Trackers(ledger, Secrets({}))
    return Store(database, ledger, trackers, MemoryBudget(), lambda: NOW)


def quiet(_what: str, _done: int, _total: int | None) -> None:
    """Tell of no progress."""


def load_into(store: Store) -> int:
    return load(store, NOW.date(), quiet).facts


def facts_in(store: Store) -> list[Entry]:
    return store.ledger.entries(0, 5000)


def told_in(store: Store) -> list[tuple[Fact, Origin]]:
    """What happened, but for positions in the ledger, which are never given twice."""
    told = [(each.fact, each.origin) for each in facts_in(store)]
    return [
        (replace(fact, as_of=0) if hasattr(fact, "as_of") else fact, origin)
        for fact, origin in told
        if not isinstance(fact, BaselineNamed)
    ]


def test_the_product_has_lived_for_half_a_year(store: Store):
    assert load_into(store) == len(facts_in(store)) >= 900
    days = {each.origin.occurred_at.date() for each in facts_in(store)}
    assert max(days) < NOW.date()
    assert max(days) - min(days) > timedelta(days=170)


def test_every_duty_has_facts_of_its_own(store: Store):
    load_into(store)
    assert {AGGREGATE_OF[tag_of(type(each.fact))] for each in facts_in(store)} >= DUTIES


def test_every_duty_has_rows_to_show(store: Store):
    load_into(store)
    assert all(duties(store.database).values())


def test_several_people_and_both_trackers_took_part(store: Store):
    load_into(store)
    assert {each.origin.source for each in facts_in(store)} >= {"human", "jira", "github"}
    assert len({each.origin.actor.id for each in facts_in(store)}) > 5


def test_the_same_day_brings_the_same_story(store: Store, tmp_path):
    load_into(store)
    first = told_in(store)
    remove(store)
    load_into(store)
    assert told_in(store) == first


@pytest.mark.parametrize("day", ["2026-12-31", "2027-03-01", "2028-02-29"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_story_can_be_told_on_any_day(store: Store, day: str):
    assert load(store, date.fromisoformat(day), quiet).facts >= 900


def test_it_is_not_loaded_over_a_product_that_is_there(store: Store):
    load_into(store)
    with pytest.raises(NotOurs, match="trueline demo remove"):
        load_into(store)


def test_what_is_removed_leaves_no_fact_and_no_row(store: Store):
    Plan(store.ledger).create()
    load_into(store)
    before = len(facts_in(store))
    assert remove(store) == before - 1
    (left,) = facts_in(store)
    with store.database.read() as connection:
        assert connection.execute(sa.select(HISTORY.c.key)).scalars().all() == ["ACME"]
        assert not connection.execute(sa.select(ROADMAP.table.c.key)).all()
        assert not connection.execute(sa.select(VALUES.c.key)).all()
    assert left.stream_id == keys.stream_of("ACME")


def test_a_position_that_was_erased_is_given_to_nobody_else(store: Store):
    load_into(store)
    last = facts_in(store)[-1].position
    remove(store)
    Plan(store.ledger).create()
    assert facts_in(store)[0].position > last


def test_a_product_of_somebodys_own_is_not_removed(store: Store):
    Plan(store.ledger, PRODUCT).create()
    with pytest.raises(NotOurs, match="is not the demo's"):
        remove(store)
    assert len(facts_in(store)) == 1


def test_without_the_product_there_is_nothing_to_remove(store: Store):
    with pytest.raises(NotOurs, match="does not exist"):
        remove(store)


def test_a_brief_has_gone_stale_and_a_customer_was_not_told_of_a_broken_promise(store: Store):
    load_into(store)
    wanted = Wanted("2026-11-26", "2026-12-10", PRODUCT)
    with store.database.read() as connection:
        stale = {each.key for each in stale_briefs(connection, wanted)}
        (broken,) = broken_promises(connection, wanted)
    assert stale == {"TIDE-B1", "TIDE-B2", "TIDE-B3"}
    assert (broken.key, "Fjordnet" in broken.text) == ("TIDE-B1", True)
