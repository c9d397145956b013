"""However a create goes wrong, there is one issue in the end, and its link (``sync.md`` C3)."""

import pytest
from pair import linked_pair
from world import World

from integrations.sandbox.faults import (
    Fault,
    answer,
    commit_then_answer,
    commit_then_drop,
    commit_then_hang,
    drop,
)

CREATE = {"github": ("POST", r"/issues$"), "jira": ("POST", r"/issue$")}
FAULTS = {
    "502 after the commit": commit_then_answer(502),
    "503 with a wait after the commit": commit_then_answer(503, {"Retry-After": "1"}),
    "dropped after the commit": commit_then_drop(),
    "dropped before the commit": drop(),
    "500 before the commit": answer(500),
    "503 before the commit": answer(503),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("tracker", ["github", "jira"])
def test_one_issue_and_one_link(small_world: World, tracker: str, name: str) -> None:
    world = small_world
    key = world.add("Once")
    connection_id = world.connect_github() if tracker == "github" else world.connect_jira()
    sandbox = world.github if tracker == "github" else world.jira
    sandbox.faults.add(Fault(CREATE[tracker], FAULTS[name]))
    world.mirror(connection_id, key)
    world.wait_for_retries()
    assert len(sandbox.issues()) == 1
    assert world.link(key, connection_id).phase == "active"
    assert world.all_keys() == [key]


@pytest.mark.parametrize("tracker", ["github", "jira"])
def test_an_issue_that_cannot_be_read_after_its_create_is_not_created_again(
    small_world: World, tracker: str
) -> None:
    world = small_world
    key = world.add("Once")
    connection_id = world.connect_github() if tracker == "github" else world.connect_jira()
    sandbox = world.github if tracker == "github" else world.jira
    sandbox.faults.add(Fault(("GET", r"/issues?/\d+"), answer(404)))
    world.mirror(connection_id, key)
    world.wait_for_retries()
    assert len(sandbox.issues()) == 1
    assert world.link(key, connection_id).phase == "active"


def test_an_answer_that_never_comes_is_looked_up(small_world: World) -> None:
    world = small_world
    key = world.add("Once")
    world.connect_jira(hook=False)
    hanging = world.jira.faults.add(Fault(CREATE["jira"], commit_then_hang()))
    world.plan(world.jira_id, key)
    assert hanging.reached.wait(10)
    hanging.released.set()
    world.settle()
    world.wait_for_retries()
    assert len(world.jira.issues()) == 1
    assert world.link(key, world.jira_id).phase == "active"


def test_an_issue_that_the_search_finds_late_is_adopted(small_world: World) -> None:
    world = small_world
    key = world.add("Once")
    world.connect_jira(hook=False)
    world.jira.index_lag = True
    world.jira.faults.add(Fault(CREATE["jira"], commit_then_drop()))
    world.mirror(world.jira_id, key)
    world.clock.advance(world.context.pace.lookup_s[0] + 1)
    world.settle()
    assert world.link(key, world.jira_id).phase == "creating"
    world.jira.release_index()
    world.clock.advance(world.context.pace.lookup_s[1] + 1)
    world.settle()
    assert len(world.jira.issues()) == 1
    assert world.link(key, world.jira_id).phase == "active"


@pytest.mark.parametrize("tracker", ["github", "jira"])
def test_a_worker_killed_between_sending_and_saving_leaves_one_issue(
    small_world: World, tracker: str
) -> None:
    world = small_world
    key = world.add("Once")
    connection_id = world.connect_github() if tracker == "github" else world.connect_jira()
    sandbox = world.github if tracker == "github" else world.jira
    world.kill_after("create")
    world.mirror(connection_id, key)
    assert len(sandbox.issues()) == 1
    assert world.link(key, connection_id).phase == "creating"
    world.wait_for_retries()
    assert len(sandbox.issues()) == 1
    assert world.link(key, connection_id).phase == "active"
    assert world.all_keys() == [key]


def test_our_own_create_is_not_imported_when_its_webhook_is_faster(small_world: World) -> None:
    world = small_world
    key = world.add("Once")
    world.connect_github()
    world.kill_after("create")
    world.mirror(world.github_id, key)
    world.reconcile()
    assert world.all_keys() == [key]
    world.wait_for_retries()
    assert world.all_keys() == [key]
    assert world.link(key, world.github_id).phase == "active"


def test_two_workers_deliver_one_link_once(small_world: World) -> None:
    world = small_world
    key = world.add("Once")
    world.connect_jira()
    world.plan(world.jira_id, key)
    for _ in range(8):
        world.context.wake("deliver", str(world.link_id(key, world.jira_id)))
    world.settle()
    assert len(world.jira.issues()) == 1
    creates = [
        seen for seen in world.jira.requests if seen.is_write and seen.path.endswith("/issue")
    ]
    assert len(creates) == 1


def test_a_created_issue_costs_two_calls(small_world: World) -> None:
    world = small_world
    keys = [world.add(f"Item {number}") for number in range(5)]
    world.connect_github()
    world.reconcile()
    before = world.github.counts["requests"]
    world.mirror(world.github_id, *keys)
    assert world.github.counts["requests"] - before <= 2 * len(keys)


def test_mirroring_the_same_item_again_creates_nothing(small_world: World) -> None:
    world = small_world
    pair = linked_pair(world)
    world.mirror(world.jira_id, pair.key)
    assert len(world.jira.issues()) == 1
