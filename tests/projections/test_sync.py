"""The state of sync: connections, links and conflicts as rows."""

import msgspec
import pytest
from clock import FakeClock

from domain.connection.commands import Pause, ReportTrouble
from domain.link.commands import Detach, FindConflict, Follow, Park, SettleConflict
from domain.link.facts import Remote
from projections.sync.query import (
    conflicts,
    connection_of,
    connections,
    link_by_remote,
    link_states,
    links,
    links_of,
)


@pytest.fixture
def link(plan):
    """An established link of ACME-1."""
    made = plan.link(plan.add(1), plan.connect())
    plan.establish(made, 7, title="A")
    return made


def test_a_connection_is_listed_with_its_state(plan, show):
    connection = plan.connect()
    plan.tell(connection, Pause())
    [shown] = show(connections)
    assert (shown.id, shown.tracker, shown.state) == (connection, "github", "paused")
    assert msgspec.json.decode(shown.json)["credentials_ref"] == "GITHUB_TOKEN"


def test_a_connection_in_trouble_says_why(plan, show):
    connection = plan.connect()
    plan.tell(connection, ReportTrouble("it answers 503"))
    assert show(connection_of, connection).trouble == "it answers 503"


def test_a_planned_link_has_no_issue_yet(plan, show):
    item = plan.add(1)
    link = plan.link(item, plan.connect())
    [shown] = show(links_of, item)
    assert (shown.id, shown.item_key, shown.tracker) == (link, "ACME-1", "github")
    assert (shown.state, shown.remote_key) == ("creating", None)


def test_an_established_link_names_its_issue(link, show):
    [shown] = show(links)
    assert (shown.state, shown.remote_id, shown.remote_key) == ("active", "7", "#7")


def test_a_moved_issue_is_found_under_its_id(plan, link, show):
    plan.settle(link, Follow(Remote("7", "#70", "https://github.test/issues/70")))
    [shown] = show(links)
    found = show(link_by_remote, shown.connection_id, "7")
    assert found is not None
    assert found.remote_key == "#70"
    assert show(link_by_remote, shown.connection_id, "8") is None


def test_a_parked_link_says_why(plan, link, show):
    plan.settle(link, Park("the title is too long"))
    [shown] = show(links, state="parked")
    assert shown.parked_reason == "the title is too long"


def test_links_are_counted_by_state(plan, link, show):
    [connection] = [each.id for each in show(connections)]
    plan.settle(plan.link(plan.add(2), connection), Detach())
    plan.link(plan.add(3), connection)
    assert show(link_states) == {connection: {"active": 1, "detached": 1, "creating": 1}}


def test_an_open_conflict_shows_base_and_both_sides(plan, link, show):
    plan.settle(link, FindConflict("title", "A", "B", "C"))
    [shown] = show(conflicts)
    assert (shown.base, shown.ours, shown.theirs) == ("A", "B", "C")
    assert (shown.item_key, shown.field, shown.state) == ("ACME-1", "title", "open")
    assert show(links)[0].state == "conflicted"


def test_a_conflict_found_again_stays_the_same_conflict(plan, link, show):
    plan.settle(link, FindConflict("title", "A", "B", "C"))
    [first] = show(conflicts)
    plan.settle(link, FindConflict("title", "A", "B", "D"))
    [again] = show(conflicts)
    assert (again.id, again.theirs) == (first.id, "D")


def test_a_settled_conflict_says_who_how_and_why(plan, link, show, clock: FakeClock):
    plan.settle(link, FindConflict("labels", ("a",), ("b",), ("c",)))
    plan.settle(link, SettleConflict("labels", "theirs"), "they know better")
    assert show(conflicts) == []
    [shown] = show(conflicts, open_only=False)
    assert (shown.choice, shown.settled_by, shown.reason) == ("theirs", "Ada", "they know better")
    assert shown.settled_at == clock.now.timestamp()


def test_the_same_field_can_be_in_conflict_twice(plan, link, show):
    for theirs in ("C", "D"):
        plan.settle(link, FindConflict("title", "A", "B", theirs))
        plan.settle(link, SettleConflict("title", "ours"), "ours is right")
    assert [each.theirs for each in show(conflicts, open_only=False)] == ["D", "C"]
