"""What a connection selects is mirrored by itself; what it does not is left alone."""

import threading

import pytest
from world import World

from domain.connection.facts import Selection
from domain.refusal import Refused, Unknown
from workers import scheduler
from workers.select import mirror


def test_every_item_is_mirrored_when_all_are_selected(small_world: World) -> None:
    world = small_world
    world.connect_jira(selection=Selection(all=True))
    for number in range(3):
        world.add(f"Item {number}")
    world.settle()
    assert len(world.jira.issues()) == 3
    world.settle()
    assert len(world.jira.issues()) == 3


def test_items_with_the_label_are_mirrored_and_no_other(small_world: World) -> None:
    world = small_world
    world.connect_jira(selection=Selection(label="public"))
    world.add("Hidden")
    world.add("Shown", labels=("public",))
    world.settle()
    assert [each["fields"]["summary"] for each in world.jira.issues()] == ["Shown"]


def test_a_new_issue_at_one_tracker_is_created_at_the_other(small_world: World) -> None:
    world = small_world
    world.connect_github()
    world.connect_jira(selection=Selection(all=True))
    world.github.create("Through and through")
    world.settle()
    assert [each["fields"]["summary"] for each in world.jira.issues()] == ["Through and through"]
    assert len(world.github.issues()) == 1


def test_a_connection_that_only_receives_gets_nothing(small_world: World) -> None:
    world = small_world
    world.connect_jira(direction="in", selection=Selection(all=True))
    key = world.add("Ours")
    world.settle()
    assert world.jira.issues() == []
    with pytest.raises(Refused, match="only sends changes here"):
        mirror(world.context, world.jira_id, keys=[key])


def test_a_connection_that_only_sends_takes_nothing_in(small_world: World) -> None:
    world = small_world
    world.connect_github(direction="out")
    world.github.create("Theirs")
    world.settle()
    world.reconcile()
    assert world.all_keys() == []
    assert world.deliveries().get("rejected") == 1


def test_an_unknown_key_is_refused_and_nothing_is_planned(small_world: World) -> None:
    world = small_world
    world.connect_jira()
    key = world.add("Known")
    with pytest.raises(Unknown, match="ACME-99"):
        mirror(world.context, world.jira_id, keys=[key, "ACME-99"])
    world.settle()
    assert world.jira.issues() == []


def test_the_scheduler_finds_what_no_hint_announced(small_world: World) -> None:
    world = small_world
    world.connect_jira(selection=Selection(all=True))
    world.add("Found by the sweep")
    stop = threading.Event()
    thread = threading.Thread(target=scheduler.run, args=(world.context, stop))
    created = threading.Event()
    world.jira.observers.append(
        lambda exchange: created.set() if exchange.request.method == "POST" else None
    )
    thread.start()
    assert created.wait(10)
    stop.set()
    thread.join()
    world.settle()
    assert len(world.jira.issues()) == 1


def test_a_new_connection_begins_without_a_sweep(small_world: World) -> None:
    world = small_world
    world.add("There before")
    created = threading.Event()
    world.jira.observers.append(
        lambda exchange: created.set() if exchange.request.method == "POST" else None
    )
    world.connect_jira(selection=Selection(all=True))
    assert created.wait(10)
