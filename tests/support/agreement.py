"""Looks at all three sides of every item with its own eyes, and names what does not agree."""

from collections import Counter
from typing import Any
from uuid import UUID

from world import World

from domain.backlog_item.state import BacklogItem
from domain.link.state import Link
from integrations.equivalence import equivalent
from integrations.issue import Issue, RemoteRef
from workers.bridge import as_ours, as_values, fields_of
from workers.release_names import states_of
from workers.remarks import heard
from workers.settle import space_of
from workers.site import site_of

ON_RECORD = ("priority", "labels", "milestone")
"""Where a difference may be told as not accepted: Jira insists on a priority, and what we have just
added and somebody takes away before we read it back looks as if the tracker had not taken it.
"""


def disagreements(world: World) -> list[str]:
    """What differs without an open conflict, exists twice, or is stuck: nothing, one hopes."""
    keys = world.all_keys()
    found = [
        f"{len(sandbox.issues())} issues for {len(keys)} items"
        for sandbox in (world.github, world.jira)
        if len(sandbox.issues()) != len(keys)
    ]
    found += _out_of_scope(world, keys)
    for key in keys:
        for connection_id in (world.github_id, world.jira_id):
            found += [f"{key} {each}" for each in _at(world, key, connection_id)]
    return found


def _out_of_scope(world: World, keys: list[str]) -> list[str]:
    """Items that say another release than the releases themselves."""
    said = {key: world.item(key).release for key in keys}
    scopes = {release: world.release(release).scope for release in world.releases()}
    return [
        f"{key} is in {said[key]}, {release} has {scope}"
        for release, scope in scopes.items()
        for key in keys
        if (said[key] == release) != (key in scope)
    ]


def _at(world: World, key: str, connection_id: UUID) -> list[str]:
    site = site_of(world.context, connection_id)
    link, item = world.link(key, connection_id), world.item(key)
    where = site.connection.tracker
    if link.parked is not None or link.phase != "active" or link.remote is None:
        return [f"at {where} is {link.state}: {link.parked}"]
    ref = RemoteRef(link.remote.id, link.remote.key, link.remote.url)
    space = space_of(site.connection, site.tracker, states_of(world.ledger))
    issue = as_ours(site.tracker.fetch(ref), item, link.base, space)
    differing = _fields(item, link, issue, space)
    differing = [each for each in differing if each[0] in site.tracker.holds]
    found = [
        f"{name} at {where}: {ours!r}, {theirs!r} there, told as {link.not_accepted.get(name)}"
        for name, ours, theirs in differing
    ]
    ours = {pair: item.comments[pair] for pair in item.comments}
    there = {each.id: each for each in site.tracker.comments(ref)}
    said = Counter(comment.body for comment in ours.values())
    by_remote = {pair.remote_id: item.comments.get(each) for each, pair in link.comments.items()}
    read = Counter(
        heard(each, known.author if (known := by_remote.get(each.id)) else None)
        for each in there.values()
    )
    if said != read:
        found.append(f"comments at {where}: {sorted(said)}, {sorted(read)} there")
    return found


def _fields(item: BacklogItem, link: Link, issue: Issue, space: Any) -> list[tuple[str, Any, Any]]:
    theirs = as_values(issue.fields)
    ours = as_values(fields_of(item, theirs, space))
    found = []
    for name, value in theirs.items():
        is_same = equivalent(name, ours[name], value)
        conflict, kept = link.conflicts.get(name), link.not_accepted.get(name)
        if name in ON_RECORD and kept and (kept.sent, kept.kept) == (ours[name], value):
            continue
        if conflict is None and not is_same:
            found.append((name, ours[name], value))
        elif conflict is not None and is_same:
            found.append((f"a conflict that is over, on {name}", ours[name], value))
        elif conflict is not None and not equivalent(name, conflict.theirs, value):
            found.append((f"an outdated conflict on {name}", conflict.theirs, value))
    return found
