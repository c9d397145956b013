"""The same journeys on PostgreSQL and Redis, and what becomes of them when Redis forgets."""

import redis
from pair import linked_pair, three_titles
from world import World

from domain.backlog_item.commands import Edit


def test_edits_travel_all_ways(redis_world: World) -> None:
    world = redis_world
    pair = linked_pair(world, labels=["ui"])
    world.github.edit(pair.number, title="From GitHub")
    world.settle()
    assert three_titles(world, pair) == ("From GitHub",) * 3
    world.jira.edit(pair.jira, summary="From Jira")
    world.settle()
    assert three_titles(world, pair) == ("From Jira",) * 3
    world.do(pair.key, Edit(title="From here"))
    world.settle()
    assert three_titles(world, pair) == ("From here",) * 3
    written = world.writes()
    world.reconcile()
    assert world.writes() == written


def test_an_import_and_its_mirror_happen_once(redis_world: World) -> None:
    world = redis_world
    for number in range(6):
        world.github.create(f"Issue {number}")
    world.connect_github()
    world.connect_jira()
    assert world.import_all(world.github_id).imported == 6
    world.mirror(world.jira_id, *world.all_keys())
    assert len(world.jira.issues()) == 6


def test_a_redis_that_forgets_everything_loses_nothing(redis_world: World, redis_url: str) -> None:
    world = redis_world
    pair = linked_pair(world)
    world.github.edit(pair.number, title="Remembered")
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    world.settle()
    assert three_titles(world, pair) == ("Remembered",) * 3


def test_two_workers_deliver_one_link_once(redis_world: World) -> None:
    world = redis_world
    key = world.add("Once")
    world.connect_jira()
    world.plan(world.jira_id, key)
    for _ in range(8):
        world.context.wake("deliver", str(world.link_id(key, world.jira_id)))
    world.settle()
    assert len(world.jira.issues()) == 1


def test_a_rate_limit_holds_the_whole_account_across_workers(redis_world: World) -> None:
    world = redis_world
    pair = linked_pair(world)
    world.limit(world.jira, ("PUT", "/issue/"), retry_after_s=600)
    world.do(pair.key, Edit(title="Later"))
    world.settle()
    asked = world.jira.counts["requests"]
    world.jira.edit(pair.jira, summary="Asked for")
    world.settle()
    assert world.jira.counts["requests"] == asked
    world.clock.advance(601)
    world.settle()
    assert world.link(pair.key, world.jira_id).conflicts
