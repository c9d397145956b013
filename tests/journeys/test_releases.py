"""A milestone at GitHub and a fix version at Jira are the release here, in every direction."""

from pair import linked_pair
from world import World

from domain.connection.commands import Remap
from domain.connection.facts import Mapping
from domain.release.commands import AddScope, RemoveScope


def at_github(world: World, number: int) -> str | None:
    milestone = world.github.issue(number)["milestone"]
    return milestone["title"] if milestone else None


def at_jira(world: World, key: str) -> list[str]:
    return [each["name"] for each in world.jira.issue(key)["fields"]["fixVersions"]]


def assert_nothing_moves(world: World) -> None:
    written = world.writes()
    for _ in range(2):
        world.clock.advance(61)
        world.reconcile()
    assert world.writes() == written


def test_an_item_that_joins_a_release_gets_its_milestone_which_is_made(world: World) -> None:
    number, key, jira = linked_pair(world)
    release = world.plan_release("2.0")
    world.scope(release, AddScope(key))
    world.settle()
    assert (at_github(world, number), at_jira(world, jira)) == ("2.0", ["2.0"])
    world.scope(release, RemoveScope(key))
    world.settle()
    assert (at_github(world, number), at_jira(world, jira)) == (None, [])
    assert_nothing_moves(world)


def test_a_milestone_there_is_the_release_here_and_in_its_scope(world: World) -> None:
    number, key, jira = linked_pair(world)
    first, second = world.plan_release("1.0"), world.plan_release("2.0", 2)
    world.github.edit(number, milestone=world.milestone("1.0"))
    world.settle()
    assert (world.item(key).release, world.release(first).scope) == (first, (key,))
    assert at_jira(world, jira) == ["1.0"]
    world.jira.edit(jira, fixVersions=["2.0"])
    world.settle()
    assert (world.release(first).scope, world.release(second).scope) == ((), (key,))
    assert at_github(world, number) == "2.0"
    assert_nothing_moves(world)


def test_a_milestone_that_is_no_release_is_left_alone(small_world: World) -> None:
    world = small_world
    number, key, jira = linked_pair(world)
    release = world.plan_release("1.0")
    world.scope(release, AddScope(key))
    world.settle()
    world.github.edit(number, milestone=world.milestone("Someday"))
    world.settle()
    assert (world.item(key).release, at_github(world, number)) == (None, "Someday")
    assert at_jira(world, jira) == []
    assert_nothing_moves(world)


def test_other_fix_versions_stay(small_world: World) -> None:
    world = small_world
    _, key, jira = linked_pair(world)
    first, second = world.plan_release("1.0"), world.plan_release("2.0", 2)
    world.jira.edit(jira, fixVersions=["Backport", "1.0"])
    world.settle()
    assert world.item(key).release == first
    world.scope(first, RemoveScope(key))
    world.scope(second, AddScope(key))
    world.settle()
    assert sorted(at_jira(world, jira)) == ["2.0", "Backport"]
    world.scope(second, RemoveScope(key))
    world.settle()
    assert at_jira(world, jira) == ["Backport"]
    assert_nothing_moves(world)


def test_a_release_may_have_another_name_there(small_world: World) -> None:
    world = small_world
    number, key, _ = linked_pair(world)
    release = world.plan_release("2.0")
    world.say(world.github_id, Remap(mapping=Mapping(releases={"2.0": "Autumn"})))
    world.scope(release, AddScope(key))
    world.settle()
    assert at_github(world, number) == "Autumn"


def test_a_milestone_we_may_not_make_is_shown_and_not_asked_for_again(small_world: World) -> None:
    world = small_world
    number, key, jira = linked_pair(world)
    world.jira.site.administers = False
    release = world.plan_release("2.0")
    world.scope(release, AddScope(key))
    world.settle()
    kept = world.link(key, world.jira_id).not_accepted["milestone"]
    assert (kept.sent, kept.kept) == ("2.0", None)
    assert "cannot be made" in (kept.why or "")
    assert (at_github(world, number), at_jira(world, jira)) == ("2.0", [])
    assert world.item(key).release == release
    assert_nothing_moves(world)


def test_an_older_milestone_becomes_the_release_that_is_planned_later(small_world: World) -> None:
    world = small_world
    number, key, _ = linked_pair(world)
    world.github.edit(number, milestone=world.milestone("2.0"))
    world.settle()
    assert world.item(key).release is None
    release = world.plan_release("2.0")
    world.settle()
    assert (world.item(key).release, world.release(release).scope) == (release, (key,))
    assert at_github(world, number) == "2.0"
    assert_nothing_moves(world)


def test_an_older_milestone_becomes_the_release_that_is_mapped_later(small_world: World) -> None:
    world = small_world
    number, key, _ = linked_pair(world)
    world.github.edit(number, milestone=world.milestone("Autumn"))
    world.settle()
    release = world.plan_release("2.0")
    world.settle()
    assert world.item(key).release is None
    world.say(world.github_id, Remap(mapping=Mapping(releases={"2.0": "Autumn"})))
    world.settle()
    assert world.item(key).release == release


def test_a_deep_sweep_finds_what_a_milestone_means_by_now(small_world: World) -> None:
    world = small_world
    number, key, _ = linked_pair(world)
    world.github.edit(number, milestone=world.milestone("2.0"))
    world.settle()
    world.say(world.github_id, Remap(direction="in"))
    release = world.plan_release("2.0")
    for _ in range(2):  # a connection's first pass only says when its deep sweep is due
        world.clock.advance(world.context.pace.deep_sweep_s + 1)
        world.reconcile()
    assert world.item(key).release == release


def test_an_imported_issue_is_in_its_milestones_release(small_world: World) -> None:
    world = small_world
    world.connect_github()
    release = world.plan_release("2.0")
    world.github.create("Save drafts", milestone=world.milestone("2.0"))
    world.import_all(world.github_id)
    (key,) = world.all_keys()
    assert (world.item(key).release, world.release(release).scope) == (release, (key,))
    assert_nothing_moves(world)


def test_an_item_in_a_release_is_mirrored_with_its_milestone(small_world: World) -> None:
    world = small_world
    world.connect_github()
    world.connect_jira()
    key, release = world.add("Save drafts"), world.plan_release("2.0")
    world.scope(release, AddScope(key))
    world.mirror(world.github_id, key)
    world.mirror(world.jira_id, key)
    assert at_github(world, 1) == "2.0"
    assert at_jira(world, "ACME-1") == ["2.0"]
    assert_nothing_moves(world)
