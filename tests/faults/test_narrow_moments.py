"""An edit that falls into the narrow moment between two of our steps is not lost."""

from collections.abc import Callable

from pair import linked_pair, three_titles
from world import World

from domain.backlog_item.commands import Edit
from integrations.sandbox.server import HttpSandbox
from integrations.sandbox.wire import Exchange
from workers import lease


def right_after(sandbox: HttpSandbox, method: str, act: Callable[[], object]) -> None:
    """Somebody acts once, after a request is done and before we read what came of it."""
    done: list[str] = []

    def watch(exchange: Exchange) -> None:
        if exchange.request.method == method and not done:
            done.append(method)
            act()

    sandbox.observers.append(watch)


def test_a_text_written_between_our_write_and_its_read_back(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world, body="First.\n\nSecond.\n\nThird.")
    theirs = "Ours.\n\nSecond.\n\nTheirs."
    world.github.drop_webhooks = True
    right_after(world.github, "PATCH", lambda: world.github.edit(pair.number, body=theirs))
    world.do(pair.key, Edit(description="Ours.\n\nSecond.\n\nThird."))
    world.settle()
    assert world.item(pair.key).description == theirs
    assert not world.link(pair.key, world.github_id).not_accepted


def test_a_title_written_between_our_create_and_its_read_back(small_world: World) -> None:
    world = small_world
    key = world.add("Save drafts")
    world.connect_github(hook=False)
    right_after(world.github, "POST", lambda: world.github.edit(1, title="Save all drafts"))
    world.mirror(world.github_id, key)
    assert world.item(key).title == "Save all drafts"
    assert not world.link(key, world.github_id).not_accepted


def test_a_label_taken_away_between_our_write_and_its_read_back(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world, labels=["slow", "ui"])
    world.github.drop_webhooks = True
    left = ["drafts", "ui"]
    right_after(world.github, "POST", lambda: world.github.edit(pair.number, labels=left))
    world.do(pair.key, Edit(labels=("drafts", "slow", "ui")))
    world.settle()
    assert world.item(pair.key).labels == ("drafts", "ui")
    assert not world.link(pair.key, world.github_id).not_accepted


def test_a_label_added_between_our_write_and_its_read_back(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world, labels=["ui"])
    world.github.drop_webhooks = True
    world.github.create("Another", labels=["Drafts"])  # the repository knows its spelling
    more = ["Drafts", "slow", "ui"]
    right_after(world.github, "POST", lambda: world.github.edit(pair.number, labels=more))
    world.do(pair.key, Edit(labels=("drafts", "ui")))
    world.settle()
    assert [each.casefold() for each in world.item(pair.key).labels] == ["drafts", "slow", "ui"]
    assert not world.link(pair.key, world.github_id).not_accepted


def test_a_comment_found_while_another_worker_has_the_link_is_looked_at_later(
    small_world: World,
) -> None:
    world = small_world
    pair = linked_pair(world)
    world.jira.drop_webhooks = True
    world.jira.comment(pair.jira, "Is anybody there?")
    link_id = world.link_id(pair.key, world.jira_id)
    with world.database.begin() as connection:
        held = lease.take(connection, link_id, world.clock(), 60)
    assert held is not None
    world.reconcile(world.jira_id)
    assert not world.item(pair.key).comments
    world.clock.advance(10 * world.context.pace.overlap_s)
    world.reconcile(world.jira_id)
    (said,) = world.item(pair.key).comments.values()
    assert said.body == "Is anybody there?"


def test_an_edit_found_while_another_worker_has_the_link_is_looked_at_later(
    small_world: World,
) -> None:
    world = small_world
    pair = linked_pair(world)
    world.github.drop_webhooks = True
    world.github.edit(pair.number, title="Save all drafts")
    link_id = world.link_id(pair.key, world.github_id)
    with world.database.begin() as connection:
        lease.take(connection, link_id, world.clock(), 60)
    world.reconcile(world.github_id)
    world.clock.advance(10 * world.context.pace.overlap_s)
    world.reconcile(world.github_id)
    assert three_titles(world, pair) == ("Save all drafts",) * 3
