"""A look at an issue answers what was told before it began, and nothing else."""

from collections.abc import Iterator

import pytest
from pair import Pair, linked_pair
from world import World, open_world

from workers.pull import Hint, Pulled, pull
from workers.site import site_of


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    with open_world(sqlite_url) as made:
        yield made


def look(world: World, pair: Pair, hint: Hint) -> Pulled:
    site = site_of(world.context, world.github_id)
    return pull(world.context, site, world.link_id(pair.key, world.github_id), hint)


def test_a_look_that_began_later_has_answered_a_delivery(world: World) -> None:
    pair = linked_pair(world)
    told_at = world.clock()
    look(world, pair, Hint("a reconciliation"))
    assert look(world, pair, Hint("late", told_at=told_at)) == Pulled(why="read since it arrived")


def test_a_look_that_was_spared_answers_no_delivery(world: World) -> None:
    pair = linked_pair(world)
    world.github.drop_webhooks = True
    told_early = world.clock()
    look(world, pair, Hint("a reconciliation"))
    world.github.edit(pair.number, title="Nobody has read this yet")
    told_late = world.clock()
    look(world, pair, Hint("spared", told_at=told_early))
    look(world, pair, Hint("not to be spared", told_at=told_late))
    assert world.item(pair.key).title == "Nobody has read this yet"
