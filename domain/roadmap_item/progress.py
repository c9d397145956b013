"""Rules of how far an item is: started, paused, shipped, dropped, revived, and how it stands."""

from domain.fact import Fact
from domain.governed import governed
from domain.refusal import FieldError, Refused, illegal
from domain.roadmap_item.commands import Drop, Pause, ReportHealth, Resume, Revive, Ship, Start
from domain.roadmap_item.facts import (
    RoadmapItemDropped,
    RoadmapItemHealthReported,
    RoadmapItemPaused,
    RoadmapItemResumed,
    RoadmapItemRevived,
    RoadmapItemShipped,
    RoadmapItemStarted,
)
from domain.roadmap_item.guards import keep_promise, refuse_closed
from domain.roadmap_item.state import RoadmapItem
from domain.roadmap_item.words import Health, Status
from domain.scene import Scene

TRANSITIONS: dict[Status, tuple[Status, ...]] = {
    "proposed": ("planned", "dropped"),
    "planned": ("in_progress", "paused", "dropped"),
    "in_progress": ("shipped", "paused", "dropped"),
    "paused": ("planned", "in_progress", "dropped"),
    "shipped": (),
    "dropped": ("proposed",),
}
"""Where it can go from each status; it becomes planned when it gets its first window."""
ALLOWED: dict[str, tuple[Status, ...]] = {
    "start": ("planned",),
    "pause": ("planned", "in_progress"),
    "resume": ("paused",),
    "ship": ("in_progress",),
    "drop": ("proposed", "planned", "in_progress", "paused"),
    "revive": ("dropped",),
}
"""What it has to be for each step."""
OUT = ("released", "shipped")
"""The status of what its users have: of a release, of a roadmap item."""


def start(state: RoadmapItem, _command: Start, _scene: Scene) -> list[Fact]:
    """Begin work on what is planned."""
    return _step(state, "start", "in_progress", RoadmapItemStarted())


def pause(state: RoadmapItem, _command: Pause, _scene: Scene) -> list[Fact]:
    """Let it wait."""
    return _step(state, "pause", "paused", RoadmapItemPaused())


def resume(state: RoadmapItem, _command: Resume, _scene: Scene) -> list[Fact]:
    """Go on; what was not paused goes on anyway."""
    goes_on = state.status in ALLOWED["pause"]
    return [] if goes_on else _step(state, "resume", "", RoadmapItemResumed())


def ship(state: RoadmapItem, command: Ship, scene: Scene) -> list[Fact]:
    """Its users have it; a campaign waits for what it is for."""
    if state.status == "shipped":
        return []
    shipped = RoadmapItemShipped(scene.past("on", command.on))
    found = _step(state, "ship", "shipped", shipped)
    _refuse_before_release(state, scene)
    return found


@governed("cause")
def drop(state: RoadmapItem, _command: Drop, scene: Scene) -> list[Fact]:
    """Decide not to do it, and say why."""
    found = _step(state, "drop", "dropped", RoadmapItemDropped())
    if found and not keep_promise(state, scene, "Dropping"):
        scene.reason(f"Dropping {state.key}")
    return found


def revive(state: RoadmapItem, _command: Revive, _scene: Scene) -> list[Fact]:
    """Propose it again."""
    return _step(state, "revive", "proposed", RoadmapItemRevived())


def report_health(state: RoadmapItem, command: ReportHealth, scene: Scene) -> list[Fact]:
    """Say how it stands; trouble is explained."""
    if command.value != "on_track" and not command.note.strip():
        message = f"{command.value} needs a note: what is in the way, and what is done about it?"
        raise Refused("note-required", message, FieldError("note", "required", message))
    health = Health(command.value, command.note, scene.today.isoformat())
    if state.health == health:
        return []
    refuse_closed(state, "reported on")
    return [RoadmapItemHealthReported(health)]


def _step(state: RoadmapItem, verb: str, becomes: str, fact: Fact) -> list[Fact]:
    if state.status == becomes:
        return []
    if state.status not in ALLOWED[verb]:
        wanted = " or ".join(ALLOWED[verb])
        hint = f" Schedule it: trueline roadmap schedule {state.key} 2026-Q3."
        hint = hint if (verb, state.status) == ("start", "proposed") else ""
        message = f"{state.key} is {state.status}: to {verb} it, it has to be {wanted}.{hint}"
        raise illegal(state.status, message)
    return [fact]


def _refuse_before_release(state: RoadmapItem, scene: Scene) -> None:
    """A campaign for what nobody has yet would promise it."""
    for tie in state.ties:
        if tie.rel == "campaigns_for":
            target = scene.find(tie.to, "ties").status
            if target not in OUT:
                message = f"{state.key} campaigns for {tie.to}, which is {target}: ship that first."
                wrong = FieldError("ties", "before-release", message, tie.to)
                raise Refused("before-release", message, wrong)
