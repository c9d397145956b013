"""Rules of what comes out with a release; the items' own streams say so in the same save."""

from collections.abc import Sequence

from domain import keys
from domain.backlog_item import commands as backlog
from domain.command import Asked
from domain.decider import Ask, Outcome
from domain.governed import governed
from domain.plan import Plan
from domain.release.commands import AddScope, RemoveScope
from domain.release.facts import ReleaseScopeAdded, ReleaseScopeRemoved
from domain.release.guards import refuse_closed
from domain.release.state import Release
from domain.roadmap_item import commands as roadmap
from domain.scene import Scene

DONE = {"item": "done", "roadmap_item": "shipped"}
"""The status in which each kind of item is finished."""

JOINS: dict[str, type[Asked]] = {"item": backlog.JoinRelease, "roadmap_item": roadmap.JoinRelease}
LEAVES: dict[str, type[Asked]] = {
    "item": backlog.LeaveRelease,
    "roadmap_item": roadmap.LeaveRelease,
}


@governed("reason")
def add(state: Release, command: AddScope, scene: Scene) -> Sequence[Outcome]:
    """Take an item in; the item refuses when another open release has it."""
    if command.item in state.scope:
        return []
    _refuse(state, scene)
    join = JOINS[keys.kind_of(command.item) or ""]
    return [ReleaseScopeAdded(command.item), Ask(command.item, join(state.key))]


@governed("reason")
def remove(state: Release, command: RemoveScope, scene: Scene) -> Sequence[Outcome]:
    """Leave an item out."""
    if command.item not in state.scope:
        return []
    _refuse(state, scene)
    leave = LEAVES[keys.kind_of(command.item) or ""]
    return [ReleaseScopeRemoved(command.item), Ask(command.item, leave(state.key))]


def unfinished(state: Release, plan: Plan) -> tuple[str, ...]:
    """The keys of the items that must come out with it and are not done."""
    found = ((key, plan.find(key)) for key in state.scope)
    return tuple(
        key
        for key, item in found
        if item is not None
        and item.moscow == "must"
        and item.status != DONE[keys.kind_of(key) or ""]
    )


def _refuse(state: Release, scene: Scene) -> None:
    refuse_closed(state, "given another scope")
    if state.frozen:
        scene.reason("Another scope for a frozen release")
