"""Deliveries are hints: repeated, reordered, lost or unreadable ones end in the same state."""

from pair import linked_pair, three_titles
from world import World

from workers import inbox
from workers.accept import Accepted
from workers.pull import Hint, pull
from workers.site import site_of


def test_the_same_delivery_twice_is_one_delivery(world: World) -> None:
    pair = linked_pair(world)
    world.github.webhooks.copies = 3
    world.github.edit(pair.number, title="Once")
    world.settle()
    before = sum(world.deliveries().values())
    connection_id, headers, body = world.door.seen[-1]
    assert world.door.take(connection_id, headers, body) is Accepted.KNOWN
    assert sum(world.deliveries().values()) == before
    assert three_titles(world, pair) == ("Once", "Once", "Once")


def test_deliveries_in_reverse_order_end_in_the_newest_state(world: World) -> None:
    pair = linked_pair(world)
    world.github.webhooks.holding = True
    for title in ("One", "Two", "Three"):
        world.github.edit(pair.number, title=title)
    world.github.webhooks.release(backwards=True)
    world.settle()
    assert three_titles(world, pair) == ("Three", "Three", "Three")


def test_with_every_webhook_lost_a_reconciliation_finds_the_edits(world: World) -> None:
    pair = linked_pair(world)
    world.github.drop_webhooks = world.jira.drop_webhooks = True
    world.github.edit(pair.number, title="Nobody told you")
    world.settle()
    assert world.item(pair.key).title == "Save drafts"
    world.clock.advance(world.context.pace.poll_s + 1)
    world.settle()  # the sweep finds the pass due
    assert three_titles(world, pair) == ("Nobody told you",) * 3


def test_with_every_webhook_lost_a_reconciliation_finds_new_issues_and_comments(
    world: World,
) -> None:
    pair = linked_pair(world)
    world.reconcile()
    world.github.drop_webhooks = world.jira.drop_webhooks = True
    world.github.create("Found late")
    comment = world.github.comment(pair.number, "Anybody?")
    world.reconcile()
    assert len(world.all_keys()) == 2
    assert len(world.jira.comments(pair.jira)) == 1
    world.github.edit_comment(comment, "Anybody at all?")
    world.reconcile()
    (said,) = world.item(pair.key).comments.values()
    assert said.body == "Anybody at all?"


def test_a_later_webhook_does_not_hide_a_missed_earlier_change(world: World) -> None:
    pair = linked_pair(world)
    other = world.github.create("Another")
    world.settle()
    world.reconcile()
    world.github.drop_webhooks = True
    world.github.edit(pair.number, title="Missed")
    world.github.webhooks.wait_until_idle()
    world.github.drop_webhooks = False
    world.clock.advance(300)
    world.github.edit(other, title="Seen")
    world.settle()
    world.reconcile()
    assert world.item(pair.key).title == "Missed"


def test_a_page_from_before_a_webhook_brings_nothing_old_back(world: World) -> None:
    pair = linked_pair(world)
    site, link_id = (
        site_of(world.context, world.github_id),
        world.link_id(pair.key, world.github_id),
    )
    world.github.drop_webhooks = True
    world.github.edit(pair.number, title="One")
    asked_at = world.clock()
    (seen,) = site.tracker.changed_since(None).issues
    world.github.webhooks.wait_until_idle()
    world.github.drop_webhooks = False
    world.github.edit(pair.number, title="Two")
    world.settle()
    pull(world.context, site, link_id, Hint("a page", seen=seen, asked_at=asked_at))
    world.settle()
    assert three_titles(world, pair) == ("Two", "Two", "Two")


def test_an_unchanged_repository_costs_no_issue_reads(world: World) -> None:
    linked_pair(world)
    world.reconcile()
    asked = len(world.github.requests) + len(world.jira.requests)
    world.reconcile()
    new = len(world.github.requests) + len(world.jira.requests) - asked
    assert new <= 4  # one page of issues and one of comments for each connection


def test_a_forged_delivery_is_refused_and_not_kept(world: World) -> None:
    linked_pair(world)
    world.github.edit(1, title="Real")
    world.settle()
    connection_id, headers, body = next(
        each for each in world.door.seen if each[0] == world.github_id
    )
    before = sum(world.deliveries().values())
    forged = dict(headers) | {"X-Hub-Signature-256": "sha256=" + "0" * 64}
    assert world.door.take(connection_id, forged, body) is Accepted.FORGED
    assert sum(world.deliveries().values()) == before


def test_an_unreadable_delivery_is_kept_and_can_be_replayed(world: World) -> None:
    pair = linked_pair(world)
    body = b"[" * 2000
    headers = world.signed(body) | {"X-GitHub-Delivery": "bad-1", "X-GitHub-Event": "issues"}
    assert world.door.take(world.github_id, headers, body) is Accepted.UNREADABLE
    with world.database.read() as connection:
        (parked,) = inbox.parked(connection, 10)
        assert inbox.body_of(connection, world.github_id, parked["delivery_id"]) == body
    with world.database.begin() as connection:
        assert inbox.replay(connection, world.github_id, parked["delivery_id"], world.clock())
    world.settle()
    assert "due" not in world.deliveries()
    assert three_titles(world, pair) == ("Save drafts",) * 3


def test_every_delivery_ends_in_a_named_state(world: World) -> None:
    pair = linked_pair(world)
    world.github.comment(pair.number, "Hello")
    world.jira.edit(pair.jira, summary="Renamed")
    world.github.create("New")
    world.settle()
    states = world.deliveries()
    assert "due" not in states
    assert sum(states.values()) == len(
        {(each, headers_id(headers)) for each, headers, _ in world.door.seen}
    )


def headers_id(headers: object) -> str:
    """The delivery's own id, of either tracker."""
    lower = {name.lower(): value for name, value in dict(headers).items()}  # type: ignore[call-overload]  # a mapping of text
    return str(lower.get("x-github-delivery") or lower.get("x-atlassian-webhook-identifier"))


def test_a_delivery_for_an_unknown_connection_is_not_found(world: World) -> None:
    linked_pair(world)
    assert world.door.take(world.product, {}, b"{}") is Accepted.NOT_FOUND
