"""The outbox: which facts make a link dirty, and how workers take links and give them back."""

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from plan import Plan, origin

from domain.backlog_item.commands import Edit
from domain.connection.commands import Disconnect, Pause, Remap, Resume
from domain.connection.facts import Mapping
from domain.keys import stream_of
from domain.link.commands import Agree, Detach, FindConflict, Lose, Park, Rearm, Relink
from domain.link.commands import SettleConflict as Settle
from domain.release.commands import Plan as PlanRelease
from domain.release.rules import RELEASE
from domain.values import Window
from projections import outbox_queue as queue
from projections.all import all_projections
from projections.outbox_table import OUTBOX
from projections.runner import Runner

LEASE_S = 60.0


@pytest.fixture
def box(database, runner, clock):
    """The outbox, after catching up."""
    return Box(database, runner, clock)


class Box:
    def __init__(self, database, runner, clock):
        self.database, self.runner, self.clock = database, runner, clock

    def row(self, link):
        self.runner.catch_up()
        with self.database.read() as connection:
            found = connection.execute(sa.select(OUTBOX).where(OUTBOX.c.link_id == str(link)))
            return found.one()

    def state(self, link):
        return self.row(link).state

    def claim(self, link):
        self.runner.catch_up()
        with self.database.begin() as connection:
            return queue.claim(connection, link, self.clock(), LEASE_S)

    def change(self, change, *arguments, **named):
        with self.database.begin() as connection:
            return change(connection, *arguments, **named)

    def due(self):
        self.runner.catch_up()
        with self.database.read() as connection:
            return queue.due(connection, self.clock(), 10)

    def settle(self, link):
        """Work on the link until it is idle."""
        self.change(queue.finish, self.claim(link))


@pytest.fixture
def item(plan):
    return plan.add(1)


@pytest.fixture
def connection(plan):
    return plan.connect()


@pytest.fixture
def link(plan, item, connection):
    made = plan.link(item, connection)
    plan.establish(made, title="A")
    return made


def test_a_planned_link_is_due(plan, item, connection, box):
    link = plan.link(item, connection)
    assert box.due() == [link]


def test_a_change_of_the_item_makes_each_of_its_links_due(plan, item, link, box):
    other = plan.link(item, plan.connect("2"))
    for each in (link, other):
        box.settle(each)
    assert box.due() == []
    plan.ask(item, Edit(title="Another"))
    assert set(box.due()) == {link, other}


def test_a_change_of_another_item_leaves_the_link_alone(plan, link, box):
    box.settle(link)
    plan.add(2)
    assert box.state(link) == "idle"


def test_what_both_sides_agreed_on_is_no_news(plan, link, box):
    box.settle(link)
    plan.settle(link, Agree({"title": "B"}, "v2"))
    plan.settle(link, FindConflict("title", "B", "C", "D"))
    assert box.state(link) == "idle"


def test_a_settled_conflict_has_to_be_told(plan, link, box):
    plan.settle(link, FindConflict("title", "A", "B", "C"))
    box.settle(link)
    plan.settle(link, Settle("title", "ours"), "ours is right")
    assert box.state(link) == "due"


def test_a_parked_link_waits_with_its_reason(plan, link, box):
    plan.settle(link, Park("too long"))
    row = box.row(link)
    assert (row.state, row.reason) == ("parked", "too long")


def test_a_parked_link_is_tried_again_when_its_item_changes(plan, item, link, box):
    plan.settle(link, Park("too long"))
    plan.ask(item, Edit(title="Another"))
    row = box.row(link)
    assert (row.state, row.attempts, row.reason) == ("due", 0, None)


def test_a_rearmed_link_starts_over(plan, link, box, clock):
    box.change(queue.postpone, box.claim(link), clock() + timedelta(hours=1), "busy")
    plan.settle(link, Park("too long"))
    box.row(link)
    plan.settle(link, Rearm())
    row = box.row(link)
    assert (row.state, row.attempts, row.not_before, row.reason) == ("due", 0, 0.0, None)


@pytest.mark.parametrize("end", [Detach(), Lose()], ids=["detached", "vanished"])
def test_a_link_nobody_follows_is_never_due(plan, item, link, box, end):
    plan.settle(link, end)
    plan.ask(item, Edit(title="Another"))
    assert box.state(link) == "detached"


def test_a_relinked_link_is_due_again(plan, link, box):
    plan.settle(link, Detach())
    plan.settle(link, Relink())
    assert box.state(link) == "due"


def test_new_words_make_every_link_of_the_connection_due(plan, link, connection, box):
    box.settle(link)
    plan.tell(connection, Remap(mapping=Mapping(labels={"db": "database"})))
    assert box.state(link) == "due"


@pytest.mark.parametrize(("product", "state"), [("ACME", "due"), ("OTHER", "idle")])
def test_a_planned_release_makes_every_link_of_its_product_due(plan, link, box, product, state):
    box.settle(link)
    Plan(plan.ledger, product).create()
    key = f"{product}-REL1"
    command = PlanRelease(key, "Offline", "2.0", "major", Window.read("2026-Q3"))
    plan.ledger.execute(RELEASE, stream_of(key), command, origin())
    assert box.state(link) == state


def test_a_resumed_connection_goes_on_at_once(plan, link, connection, box, clock):
    plan.tell(connection, Pause())
    box.change(queue.postpone, box.claim(link), clock() + timedelta(hours=1), "paused")
    plan.tell(connection, Resume())
    assert box.due() == [link]


def test_a_connection_that_is_over_has_no_due_links(plan, item, link, connection, box):
    plan.tell(connection, Disconnect())
    plan.ask(item, Edit(title="Another"))
    assert box.state(link) == "detached"


def test_touched_links_and_connections_are_announced_after_the_commit(
    database, ledger, clock, link, connection
):
    told: list[tuple[str, list[str], list[str]]] = []

    def announce(name, ids):
        with database.read() as reading:
            states = reading.execute(sa.select(OUTBOX.c.state)).scalars().all()
        told.append((name, list(ids), list(states)))

    Runner(database, ledger, all_projections(), announce=announce, clock=clock).catch_up()
    assert told == [("outbox", [str(link)], ["due"]), ("sync", [str(connection)], ["due"])]


def test_a_claimed_link_is_not_claimed_twice(link, box):
    assert box.claim(link) is not None
    assert box.claim(link) is None
    assert box.due() == []


def test_a_claim_ends_with_its_lease(link, box, clock):
    box.claim(link)
    clock.advance(LEASE_S)
    again = box.claim(link)
    assert again is not None
    assert again.attempts == 2


def test_a_link_marked_dirty_during_the_work_stays_due(plan, item, link, box):
    row = box.claim(link)
    plan.ask(item, Edit(title="Another"))
    box.row(link)
    assert box.change(queue.finish, row)
    assert box.due() == [link]
    assert box.row(link).attempts == 0


def test_a_lost_claim_changes_nothing(link, box, clock):
    late = box.claim(link)
    clock.advance(LEASE_S)
    box.claim(link)
    assert not box.change(queue.finish, late)
    assert not box.change(queue.park, late, "too late")
    assert box.state(link) == "due"


def test_a_postponed_link_waits_until_its_time(link, box, clock):
    box.change(queue.postpone, box.claim(link), clock() + timedelta(seconds=30), "busy")
    assert box.due() == []
    with box.database.read() as connection:
        assert queue.next_due(connection) == clock().timestamp() + 30
    clock.advance(30)
    assert box.due() == [link]
    assert box.row(link).attempts == 1


def test_waiting_for_a_limit_is_no_attempt(link, box, clock):
    box.change(queue.postpone, box.claim(link), clock(), "limit", counts=False)
    assert box.row(link).attempts == 0


def test_a_link_parked_by_a_worker_can_be_rearmed(link, box, clock):
    box.change(queue.park, box.claim(link), "rejected")
    with box.database.read() as connection:
        [waiting] = queue.waiting(connection, 10)
        assert (waiting["state"], waiting["reason"]) == ("parked", "rejected")
    assert box.change(queue.rearm, link, clock())
    assert box.due() == [link]
    assert not box.change(queue.rearm, UUID(int=1), clock())


def test_states_are_counted_by_connection(plan, link, connection, box):
    plan.link(plan.add(2), connection)
    box.settle(link)
    with box.database.read() as reading:
        assert queue.counts(reading) == {connection: {"idle": 1, "due": 1}}


def test_a_rebuild_keeps_what_only_workers_know(plan, item, link, box, runner, clock):
    other = plan.link(plan.add(2), plan.connect())
    box.settle(link)
    later = clock() + timedelta(hours=1)
    box.change(queue.postpone, box.claim(other), later, "busy")
    before = [box.row(link), box.row(other)]
    runner.rebuild("outbox")
    assert [box.row(link), box.row(other)] == before


def test_a_rebuild_brings_a_missing_row_back_as_due(link, box, runner):
    box.settle(link)
    box.change(lambda connection: connection.execute(sa.delete(OUTBOX)))
    runner.rebuild("outbox")
    assert box.state(link) == "due"
