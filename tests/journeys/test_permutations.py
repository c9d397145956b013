"""Any order of the same deliveries, with any repeats, ends in the same state (``sync.md`` C8)."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pair import linked_pair
from world import World, open_world

from integrations.sandbox.webhooks import Parcel

EVENTS = 6
LEISURELY = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[World]:
    """One world for all examples: each edits an issue of its own."""
    path = tmp_path_factory.mktemp("permutations") / "trueline.db"
    shutil.copyfile(sqlite_template, path)
    with open_world(f"sqlite:///{path}") as world:
        linked_pair(world)
        yield world


@LEISURELY
@given(st.lists(st.lists(st.integers(0, EVENTS - 1), max_size=4), min_size=EVENTS, max_size=EVENTS))
def test_every_order_of_deliveries_ends_in_the_newest_state(
    stage: World, order: Sequence[Sequence[int]]
) -> None:
    """``order[n]`` are the deliveries that come after the n-th change, as far as they exist."""
    world = stage
    number = world.github.create("New")
    world.settle()
    key = world.all_keys()[-1]
    parcels: list[Parcel] = []
    for step in range(EVENTS):
        parcels.append(change(world, number, step))
        for index in order[step]:
            deliver(world, parcels[min(index, step)])
    late = [parcel for index, parcel in enumerate(parcels) if index % 2 == len(order[0]) % 2]
    for parcel in [*late, *reversed(parcels)]:
        deliver(world, parcel)
    world.settle()
    item = world.item(key)
    assert (item.title, item.description, item.status) == ("Third", "Last words", "dropped")
    assert item.labels == ("late",)
    assert [each.body for each in item.comments.values()] == ["Said"]
    assert world.deliveries().get("due", 0) == 0


def change(world: World, number: int, step: int) -> Parcel:
    """Make the next change; its delivery gets lost on the way, and is ours to bring."""
    world.github.drop_webhooks = True
    match step:
        case 0:
            world.github.edit(number, title="Second")
        case 1:
            world.github.edit(number, body="Last words")
        case 2:
            world.github.comment(number, "Said")
        case 3:
            world.github.edit(number, labels=["late"])
        case 4:
            world.github.edit(number, title="Third")
        case _:
            world.github.edit(number, state="closed", state_reason="not_planned")
    assert world.github.webhooks.wait_until_idle()
    world.github.drop_webhooks = False
    return world.github.webhooks.deliveries[-1].parcel


def deliver(world: World, parcel: Parcel) -> None:
    world.door.take(world.github_id, parcel.headers, parcel.body)
