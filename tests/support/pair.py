"""One item at both trackers: where most journeys begin."""

from typing import Any, NamedTuple

from world import World


class Pair(NamedTuple):
    """The issue's number at GitHub, the item's key, the issue's key at Jira."""

    number: int
    key: str
    jira: str


def linked_pair(world: World, title: str = "Save drafts", **values: Any) -> Pair:
    """Connect both trackers, import one issue from GitHub and mirror it to Jira."""
    number = world.github.create(title, **values)
    world.connect_github()
    world.connect_jira()
    world.import_all(world.github_id)
    (key,) = world.all_keys()
    world.mirror(world.jira_id, key)
    remote = world.link(key, world.jira_id).remote
    assert remote is not None
    return Pair(number, key, remote.key)


def three_titles(world: World, pair: Pair) -> tuple[str, str, str]:
    """The title on all three sides."""
    here = world.item(pair.key).title
    there = world.github.issue(pair.number)["title"]
    return here, str(there), str(world.jira.issue(pair.jira)["fields"]["summary"])
