"""What goes wrong stays where it is, is seen, and loses nothing."""

from threading import active_count

from pair import linked_pair, three_titles
from world import World, open_world

from domain.backlog_item.commands import Edit
from domain.connection.commands import Pause, Restore, Resume
from integrations.sandbox.faults import Fault, answer


def test_a_rate_limit_postpones_the_row_and_frees_the_thread(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world)
    world.limit(world.jira, ("PUT", "/issue/"), retry_after_s=600)
    world.do(pair.key, Edit(title="Later"))
    world.settle()  # ends at once: nobody waits inside an actor
    assert three_titles(world, pair) == ("Later", "Later", "Save drafts")
    asked = world.jira.counts["requests"]
    world.clock.advance(300)
    world.settle()
    assert world.jira.counts["requests"] == asked, "held for the whole connection"
    world.clock.advance(301)
    world.settle()
    assert three_titles(world, pair) == ("Later",) * 3


def test_refused_credentials_stop_one_connection_and_no_other(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world)
    world.jira.token = "another"
    world.do(pair.key, Edit(title="Onwards"))
    world.settle()
    assert world.connection(world.jira_id).state == "needs_auth"
    assert world.github.issue(pair.number)["title"] == "Onwards"
    asked = world.jira.counts["requests"]
    world.do(pair.key, Edit(title="Further"))
    world.wait_for_retries()
    assert world.jira.counts["requests"] == asked
    assert world.connection(world.github_id).state == "active"


def test_a_restored_connection_sends_what_waited(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world)
    world.jira.token = "another"
    world.do(pair.key, Edit(title="Onwards"))
    world.settle()
    world.jira.token = "sandbox-token"
    world.say(world.jira_id, Restore())
    world.settle()
    assert three_titles(world, pair) == ("Onwards",) * 3


def test_a_paused_connection_is_left_alone_and_catches_up(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world)
    world.say(world.jira_id, Pause())
    asked = world.jira.counts["requests"]
    world.do(pair.key, Edit(title="Quietly"))
    world.settle()
    assert world.jira.counts["requests"] == asked
    world.say(world.jira_id, Resume())
    world.settle()
    assert three_titles(world, pair) == ("Quietly",) * 3


def test_a_missing_secret_is_visible_and_stops_the_connection(small_world: World) -> None:
    world = small_world
    world.github.create("Save drafts")
    world.connect_github()
    del world.environment["GITHUB_TOKEN"]
    world.reconcile()
    connection = world.connection(world.github_id)
    assert connection.state == "needs_auth"
    assert "GITHUB_TOKEN" in str(connection.trouble)


def test_an_outage_is_shown_as_trouble_and_ends_by_itself(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world)
    outage = world.jira.faults.add(Fault(("*", ".*"), answer(503), times=None))
    world.do(pair.key, Edit(title="Patience"))
    world.settle()
    world.wait_for_retries()
    assert world.connection(world.jira_id).state == "degraded"
    assert outage.reached.is_set()
    world.jira.faults.clear()
    world.wait_for_retries(2)
    world.clock.advance(1000)
    world.settle()
    assert world.connection(world.jira_id).state == "active"
    assert three_titles(world, pair) == ("Patience",) * 3


def test_a_deleted_issue_breaks_the_link_and_keeps_the_item(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world)
    world.github.delete(pair.number)
    world.settle()
    assert world.link(pair.key, world.github_id).phase == "broken"
    assert world.item(pair.key).title == "Save drafts"
    assert world.link(pair.key, world.jira_id).phase == "active"
    world.do(pair.key, Edit(title="Still here"))
    world.reconcile()
    assert len(world.github.issues()) == 0


def test_a_deletion_without_webhook_is_found_when_something_is_to_be_sent(
    small_world: World,
) -> None:
    world = small_world
    pair = linked_pair(world)
    world.jira.drop_webhooks = True
    world.jira.delete(pair.jira)
    world.do(pair.key, Edit(title="Anybody?"))
    world.settle()
    assert world.link(pair.key, world.jira_id).phase == "active", "one look does not tell"
    world.clock.advance(61)
    world.settle()
    assert world.link(pair.key, world.jira_id).phase == "broken"
    assert len(world.jira.issues()) == 0


def test_a_hidden_project_is_trouble_and_no_deletion(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world)
    world.jira.hide()
    world.do(pair.key, Edit(title="Where are you?"))
    world.settle()
    world.wait_for_retries()
    assert world.link(pair.key, world.jira_id).phase == "active"
    assert world.connection(world.jira_id).state in ("degraded", "needs_auth")
    world.jira.hide(hidden=False)
    world.say(world.jira_id, Restore())
    world.clock.advance(1000)
    world.settle()
    assert three_titles(world, pair) == ("Where are you?",) * 3


def test_a_value_the_tracker_refuses_parks_only_its_link(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world)
    other = world.add("Another")
    world.mirror(world.jira_id, other)
    world.jira.faults.add(
        Fault(("PUT", "/issue/"), answer(400, body={"errorMessages": ["No."], "errors": {}}))
    )
    world.do(pair.key, Edit(title="Refused"))
    world.settle()
    world.do(other, Edit(title="Accepted"))
    world.settle()
    parked = world.link(pair.key, world.jira_id).parked
    assert parked is not None
    assert "No." in parked.reason
    titles = {each["fields"]["summary"] for each in world.jira.issues()}
    assert titles == {"Save drafts", "Accepted"}


def test_a_parked_link_is_tried_again_when_its_item_changes(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world)
    world.jira.faults.add(Fault(("PUT", "/issue/"), answer(400, body={"errorMessages": ["No."]})))
    world.do(pair.key, Edit(title="Refused"))
    world.settle()
    assert world.link(pair.key, world.jira_id).state == "parked"
    world.do(pair.key, Edit(title="Fine"))
    world.settle()
    assert world.link(pair.key, world.jira_id).state == "active"
    assert three_titles(world, pair) == ("Fine",) * 3


def test_a_field_the_tracker_refuses_holds_up_no_other(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world)
    refusal = {"errors": {"labels": "The label is not allowed."}, "errorMessages": []}
    world.jira.faults.add(Fault(("PUT", "/issue/"), answer(400, body=refusal)))
    world.do(pair.key, Edit(title="Travels", labels=("not-allowed",)))
    world.settle()
    assert world.jira.issue(pair.jira)["fields"]["summary"] == "Travels"
    link = world.link(pair.key, world.jira_id)
    assert (link.state, list(link.not_accepted)) == ("active", ["labels"])
    assert link.not_accepted["labels"].why
    written = world.writes()
    world.wait_for_retries()
    assert world.writes() == written, "what was refused is not sent again and again"


def test_a_label_that_one_tracker_refuses_is_kept_when_others_change_there(
    small_world: World,
) -> None:
    world = small_world
    pair = linked_pair(world)
    refusal = {"errors": {"labels": "The label is not allowed."}, "errorMessages": []}
    world.jira.faults.add(Fault(("PUT", "/issue/"), answer(400, body=refusal), times=9))
    world.do(pair.key, Edit(labels=("not-allowed",)))
    world.settle()
    world.jira.edit(pair.jira, labels=["theirs"])
    world.settle()
    labels = [each["name"] for each in world.github.issue(pair.number)["labels"]]
    assert world.item(pair.key).labels == tuple(labels) == ("not-allowed", "theirs")
    kept = world.link(pair.key, world.jira_id).not_accepted["labels"]
    assert (kept.sent, kept.kept) == (("not-allowed", "theirs"), ("theirs",))
    written = world.writes()
    world.wait_for_retries()
    assert world.writes() == written


def test_an_issue_moved_to_another_key_keeps_its_link(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world)
    world.github.rename("acme/plans")
    world.do(pair.key, Edit(title="Renamed"))
    world.settle()
    assert world.github.issue(pair.number)["title"] == "Renamed"


def test_no_thread_is_left_behind(sqlite_url: str) -> None:
    before = active_count()
    with open_world(sqlite_url) as world:
        linked_pair(world)
    assert active_count() == before
