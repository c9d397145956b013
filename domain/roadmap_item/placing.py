"""Rules of where an item stands: column, window, promise, release, and who was told."""

from domain.fact import Fact
from domain.governed import governed
from domain.refusal import FieldError, Refused
from domain.release.guards import refuse_second
from domain.roadmap_item.commands import (
    Announce,
    Commit,
    JoinRelease,
    LeaveRelease,
    Move,
    Reschedule,
    Schedule,
    Uncommit,
)
from domain.roadmap_item.facts import (
    RoadmapItemAnnounced,
    RoadmapItemCommitted,
    RoadmapItemJoinedRelease,
    RoadmapItemLeftRelease,
    RoadmapItemMoved,
    RoadmapItemRescheduled,
    RoadmapItemScheduled,
    RoadmapItemUncommitted,
)
from domain.roadmap_item.guards import keep_promise, refuse_closed
from domain.roadmap_item.order import refuse_early, refuse_late
from domain.roadmap_item.state import RoadmapItem
from domain.roadmap_item.words import HORIZONS
from domain.scene import Scene
from domain.values import Window


@governed("cause")
def move(state: RoadmapItem, command: Move, scene: Scene) -> list[Fact]:
    """Put it into another column; a promise moves later only with a cause."""
    if state.horizon == command.horizon:
        return []
    refuse_closed(state, "moved")
    if HORIZONS.index(command.horizon) > HORIZONS.index(state.horizon):
        keep_promise(state, scene, "A later horizon for")
    return [RoadmapItemMoved(command.horizon)]


@governed("cause")
def schedule(state: RoadmapItem, command: Schedule, scene: Scene) -> list[Fact]:
    """Give it its first window, or another one."""
    if state.window is not None:
        return _to_other_window(state, state.window, command.window, scene)
    refuse_closed(state, "scheduled")
    refuse_early(scene, command.window, state.predecessors)
    refuse_late(scene, command.window, state)
    return [RoadmapItemScheduled(command.window)]


@governed("cause")
def reschedule(state: RoadmapItem, command: Reschedule, scene: Scene) -> list[Fact]:
    """Give it another window."""
    if state.window is None:
        message = f"{state.key} has no window yet: schedule it first."
        raise Refused("not-scheduled", message, FieldError("window", "not-scheduled", message))
    return _to_other_window(state, state.window, command.window, scene)


def _to_other_window(state: RoadmapItem, old: Window, new: Window, scene: Scene) -> list[Fact]:
    if old == new:
        return []
    refuse_closed(state, "rescheduled")
    if new.end > old.end or new.start > old.start:
        keep_promise(state, scene, "A later window for")
    elif state.commitment == "committed":
        scene.reason(f"Another window for {state.key}, which is promised,")
    refuse_early(scene, new, state.predecessors)
    refuse_late(scene, new, state)
    return [RoadmapItemRescheduled(new)]


def commit(state: RoadmapItem, _command: Commit, _scene: Scene) -> list[Fact]:
    """Promise it; what is missing is named at once."""
    if state.commitment == "committed":
        return []
    refuse_closed(state, "promised")
    missing = {
        "owner": (state.owner, f"describe {state.key} --owner ana"),
        "window": (state.window, f"schedule {state.key} 2026-Q3"),
        "expected_outcomes": (
            state.expected_outcomes,
            f"expect {state.key} activation 0.2 0.3 2026-12-31",
        ),
    }
    wrong = [
        FieldError(name, "required", f"{name} is missing: trueline roadmap {how}.")
        for name, (value, how) in missing.items()
        if not value
    ]
    if wrong:
        names = ", ".join(each.field for each in wrong)
        message = f"{state.key} cannot be promised without {names}."
        raise Refused("not-committable", message, *wrong)
    return [RoadmapItemCommitted()]


@governed("reason")
def uncommit(state: RoadmapItem, _command: Uncommit, scene: Scene) -> list[Fact]:
    """Take the promise back, and say why: it would be the way around every cause."""
    if state.commitment != "committed":
        return []
    refuse_closed(state, "taken back")
    scene.reason(f"Taking back the promise of {state.key}")
    return [RoadmapItemUncommitted()]


def announce(state: RoadmapItem, command: Announce, _scene: Scene) -> list[Fact]:
    """Note who was told; of a dropped item there is nothing to tell."""
    if command.audience in state.announced_to:
        return []
    if state.status == "dropped":
        refuse_closed(state, "announced")
    return [RoadmapItemAnnounced(command.audience)]


def join_release(state: RoadmapItem, command: JoinRelease, scene: Scene) -> list[Fact]:
    """Come out with a release, when no other open one has it."""
    if state.release == command.release:
        return []
    refuse_closed(state, "put into a release")
    refuse_second(state.key, state.release, scene.plan)
    return [RoadmapItemJoinedRelease(command.release)]


def leave_release(state: RoadmapItem, command: LeaveRelease, _scene: Scene) -> list[Fact]:
    """Come out with it no longer."""
    return [RoadmapItemLeftRelease(command.release)] if state.release == command.release else []
