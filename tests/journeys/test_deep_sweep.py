"""Once a day every issue is read: what no webhook told and no list of changes shows is found."""

from msgspec.structs import replace
from pair import linked_pair
from world import World

from domain.connection.commands import Restore
from integrations.sandbox.faults import Fault, answer
from workers import inbox, watermark
from workers.deep_sweep import LOOK_AGAIN_S
from workers.replay import replay
from workers.watermark import Watermark

LIST = ("GET", r"/issues\?")
READ = ("GET", r"/issues/\d+$")


def many_issues(world: World, count: int) -> list[str]:
    """Issues at GitHub that were imported; from now on webhooks are lost."""
    for number in range(count):
        world.github.create(f"Issue {number}")
    world.connect_github()
    world.import_all(world.github_id)
    world.reconcile()
    world.github.drop_webhooks = True
    return world.all_keys()


def sweep_deeply(world: World) -> None:
    """Put the clock forward to the next deep sweep, and work on what it asks for."""
    world.clock.advance(world.context.pace.deep_sweep_s + 1)
    world.reconcile()


def phases(world: World, keys: list[str]) -> list[str]:
    return [world.link(key, world.github_id).phase for key in keys]


def delete_without_trace(world: World, number: int, comment: int) -> None:
    """Delete a comment so that only the issue's count of comments tells."""
    issue = world.github.repo.issues[number]
    before = issue.updated_at
    world.github.delete_comment(comment)
    issue.updated_at = before


def hide_issues(world: World) -> None:
    """Let our account see the repository, and none of its issues."""
    world.github.faults.add(Fault(LIST, answer(200, body=[]), times=None))
    world.github.faults.add(Fault(READ, answer(404, body={"message": "Not Found"}), times=None))


def test_a_deletion_at_github_without_webhook_is_found(world: World) -> None:
    pair = linked_pair(world)
    world.reconcile()
    world.github.drop_webhooks = True
    world.github.delete(pair.number)
    world.reconcile()
    assert world.link(pair.key, world.github_id).phase == "active"
    sweep_deeply(world)
    assert world.link(pair.key, world.github_id).phase == "broken"
    assert world.item(pair.key).title == "Save drafts"
    assert world.link(pair.key, world.jira_id).phase == "active"


def test_a_deletion_at_jira_without_webhook_is_believed_at_the_second_look(world: World) -> None:
    pair = linked_pair(world)
    world.reconcile()
    world.jira.drop_webhooks = True
    world.jira.delete(pair.jira)
    sweep_deeply(world)
    assert world.link(pair.key, world.jira_id).phase == "active", "one look does not tell"
    world.clock.advance(61)
    world.settle()
    assert world.link(pair.key, world.jira_id).phase == "broken"
    assert world.item(pair.key).title == "Save drafts"


def test_an_issue_that_comes_back_before_the_second_look_stays_linked(small_world: World) -> None:
    world = small_world
    keys = many_issues(world, 2)
    hide_issues(world)
    sweep_deeply(world)
    world.github.faults.clear()
    world.clock.advance(61)
    world.settle()
    assert phases(world, keys) == ["active", "active"]


def test_many_missing_issues_are_trouble_and_no_deletion(small_world: World) -> None:
    world = small_world
    keys = many_issues(world, 7)
    hide_issues(world)
    sweep_deeply(world)
    world.wait_for_retries()
    assert phases(world, keys) == ["active"] * 7
    trouble = world.connection(world.github_id).trouble
    assert trouble is not None
    assert "7 of 7" in trouble


def test_a_hidden_repository_is_trouble_at_the_next_pass(small_world: World) -> None:
    world = small_world
    keys = many_issues(world, 2)
    world.github.hide()
    sweep_deeply(world)
    assert phases(world, keys) == ["active", "active"]
    assert world.connection(world.github_id).state == "degraded"


def test_a_look_that_was_parked_can_be_replayed(small_world: World) -> None:
    world = small_world
    keys = many_issues(world, 1)
    world.github.faults.add(Fault(READ, answer(403, body={"message": "No."})))
    world.github.delete(1)
    sweep_deeply(world)
    with world.database.read() as connection:
        (parked,) = inbox.parked(connection, 10)
    replay(world.context, world.github_id, parked["delivery_id"])
    world.settle()
    assert phases(world, keys) == ["broken"]


def test_trouble_with_missing_issues_ends_when_a_deep_sweep_finds_them(small_world: World) -> None:
    world = small_world
    many_issues(world, 7)
    hide_issues(world)
    sweep_deeply(world)
    world.github.faults.clear()
    world.reconcile()
    assert world.connection(world.github_id).state == "degraded", "an ordinary pass cannot tell"
    world.clock.advance(LOOK_AGAIN_S + 1)
    world.reconcile()
    assert world.connection(world.github_id).state == "active"


def test_nothing_is_believed_gone_while_many_are_missing(small_world: World) -> None:
    world = small_world
    keys = many_issues(world, 7)
    hide_issues(world)
    sweep_deeply(world)
    world.github.drop_webhooks = False
    world.github.delete(1)
    world.settle()
    world.clock.advance(61)
    world.settle()
    assert phases(world, keys) == ["active"] * 7
    world.github.faults.clear()
    world.say(world.github_id, Restore())
    world.clock.advance(1000)
    world.settle()
    assert phases(world, keys) == ["broken"] + ["active"] * 6


def test_an_issue_from_before_the_connection_is_left_to_an_import(small_world: World) -> None:
    world = small_world
    world.github.create("Old")
    world.clock.advance(3600)
    world.connect_github()
    world.reconcile()
    sweep_deeply(world)
    assert world.all_keys() == []
    world.import_all(world.github_id)
    assert len(world.all_keys()) == 1


def test_a_deep_sweep_takes_in_what_an_ordinary_pass_would(small_world: World) -> None:
    world = small_world
    many_issues(world, 1)
    world.clock.advance(world.context.pace.deep_sweep_s + 1)
    world.github.create("New")
    world.reconcile()
    assert len(world.all_keys()) == 2


def test_a_deleted_comment_without_webhook_is_found(world: World) -> None:
    pair = linked_pair(world)
    comment = world.github.comment(pair.number, "Never mind")
    world.settle()
    world.clock.advance(world.context.pace.overlap_s + 1)
    move_the_mark(world)
    world.github.drop_webhooks = True
    delete_without_trace(world, pair.number, comment)
    world.reconcile()
    assert world.item(pair.key).comments, "no list of changes shows it"
    sweep_deeply(world)
    assert not world.item(pair.key).comments
    assert world.jira.comments(pair.jira) == []


def test_a_deep_sweep_that_finds_nothing_costs_its_pages_only(small_world: World) -> None:
    world = small_world
    many_issues(world, 7)
    world.clock.advance(world.context.pace.deep_sweep_s + 1)
    asked, known = world.github.counts["requests"], world.ledger.head()
    world.reconcile()
    pages = [each.path.rpartition("/")[2] for each in world.github.requests[asked:]]
    assert pages == ["issues", "comments", "hooks", "deliveries"]
    assert world.ledger.head() == known


def test_a_deep_sweep_that_was_interrupted_is_made_again(small_world: World) -> None:
    world = small_world
    keys = many_issues(world, 2)
    world.github.delete(1)
    world.kill_after("comments_since")
    sweep_deeply(world)
    assert phases(world, keys) == ["active", "active"]
    world.clock.advance(world.context.pace.lease_s + 1)
    world.reconcile()
    assert phases(world, keys) == ["broken", "active"]
    sweep_at = the_mark(world).sweep_at
    assert sweep_at is not None
    assert sweep_at > world.clock()


def the_mark(world: World) -> Watermark:
    with world.database.begin() as connection:
        watermark.hasten(connection, world.github_id, world.clock())
        mark = watermark.claim(connection, world.github_id, world.clock(), 0)
    assert mark is not None
    return mark


def move_the_mark(world: World) -> None:
    """Let the next pass ask for what changes from now on, as after more than a page of changes."""
    mark, now = the_mark(world), world.clock()
    moved = replace(mark, seen_until=now, etag=None, etag_since=None)
    with world.database.begin() as connection:
        watermark.complete(connection, moved, now=now, next_at=now)


def test_failed_webhooks_are_sent_again(world: World) -> None:
    pair = linked_pair(world)
    world.reconcile()
    world.github.drop_webhooks = True
    world.github.delete(pair.number)
    world.settle()
    world.github.drop_webhooks = False
    world.reconcile()
    assert world.link(pair.key, world.github_id).phase == "active", "not asked for yet"
    world.clock.advance(world.context.pace.redeliver_s + 1)
    world.reconcile()
    assert world.link(pair.key, world.github_id).phase == "broken"
