"""A release's rules: a version of its own, dates that are kept, and no must left behind."""

from collections.abc import Sequence

from domain import keys, text
from domain.aggregate import Aggregate, aggregate
from domain.claim import Claim
from domain.claim import Release as GiveBack
from domain.decider import Ask, Outcome
from domain.fact import Fact
from domain.fold import born
from domain.governed import governed
from domain.refusal import FieldError, Refused
from domain.release import scope
from domain.release.commands import (
    AddScope,
    Announce,
    Cancel,
    DraftNotes,
    Freeze,
    Plan,
    RecordGoNoGo,
    RemoveScope,
    Reschedule,
    Ship,
    Unfreeze,
)
from domain.release.evolve import evolve
from domain.release.facts import (
    GoNoGo,
    GoNoGoRecorded,
    ReleaseAnnounced,
    ReleaseCancelled,
    ReleaseNotesDrafted,
    ReleasePlanned,
    ReleaseRescheduled,
    ReleaseScopeFrozen,
    ReleaseScopeUnfrozen,
    ReleaseShipped,
)
from domain.release.guards import refuse_closed
from domain.release.state import Release
from domain.scene import Scene


def version_claim(product: str, version_name: str) -> str:
    """The claim (``domain.claim``) that a product's version belongs to one release, its owner."""
    return f"version:{product}:{version_name.strip().casefold()}"


def _plan(_none: None, command: Plan, scene: Scene) -> Sequence[Outcome]:
    name = version_claim(scene.product, command.version_name)
    message = f"{scene.product} has a release {command.version_name} already: name another version."
    claim = Claim(name, keys.stream_of(command.key), "version-taken", "version_name", message)
    return [born(ReleasePlanned, command), Ask(name, claim)]


def _announce(state: Release, command: Announce, _scene: Scene) -> list[Fact]:
    window = command.window or state.target
    is_so = state.announced == window and set(command.audience) <= set(state.audience)
    if is_so and command.audience:
        return []
    refuse_closed(state, "announced")
    if not command.audience:
        text.refuse([FieldError("audience", "required", "audience is empty: say who was told.")])
    if state.announced is not None and window not in (state.announced, state.target):
        message = f"{state.key} was announced for {state.announced}: reschedule it first."
        wrong = FieldError("window", "already-announced", message, str(window))
        raise Refused("already-announced", message, wrong)
    return [ReleaseAnnounced(command.audience, window)]


@governed("cause")
def _reschedule(state: Release, command: Reschedule, scene: Scene) -> list[Fact]:
    if state.target == command.window:
        return []
    refuse_closed(state, "rescheduled")
    if state.status == "announced":
        scene.cause("Another date for an announced release")
    return [ReleaseRescheduled(command.window)]


def _freeze(state: Release, _command: Freeze, _scene: Scene) -> list[Fact]:
    if state.frozen:
        return []
    refuse_closed(state, "frozen")
    return [ReleaseScopeFrozen()]


@governed("reason")
def _unfreeze(state: Release, _command: Unfreeze, scene: Scene) -> list[Fact]:
    if not state.frozen:
        return []
    refuse_closed(state, "unfrozen")
    scene.reason("Unfreezing a release")
    return [ReleaseScopeUnfrozen()]


def _record_go_no_go(state: Release, command: RecordGoNoGo, scene: Scene) -> list[Fact]:
    said = GoNoGo(command.check, command.by or scene.origin.actor.display, command.ok)
    if said in state.go_no_go:
        return []
    refuse_closed(state, "judged")
    return [GoNoGoRecorded(said)]


def _draft_notes(state: Release, command: DraftNotes, _scene: Scene) -> list[Fact]:
    if state.notes == command.notes:
        return []
    refuse_closed(state, "given other notes")
    return [ReleaseNotesDrafted(command.notes)]


@governed("reason")
def _ship(state: Release, command: Ship, scene: Scene) -> list[Fact]:
    if state.status == "released":
        return []
    refuse_closed(state, "shipped")
    day = scene.past("on", command.on)
    left = scope.unfinished(state, scene.plan)
    if left:
        _refuse_left_behind(left, scene)
    notes = state.notes if command.notes is None else command.notes
    return [ReleaseShipped(day, notes, left)]


def _refuse_left_behind(left: tuple[str, ...], scene: Scene) -> None:
    """Refuse to ship without what must be in it, unless a reason is given."""
    names = ", ".join(left)
    message = f"{names} must come out with it and is not done: finish it, or give a reason."
    wrong = FieldError("scope", "must-not-done", message, names)
    refused = Refused("must-not-done", message, wrong)
    scene.reason("Shipping without what must be in it", refused)


@governed("cause")
def _cancel(state: Release, _command: Cancel, scene: Scene) -> Sequence[Outcome]:
    if state.status == "cancelled":
        return []
    refuse_closed(state, "cancelled")
    if state.status == "announced":
        scene.cause("Cancelling an announced release")
    name = version_claim(scene.product, state.version_name)
    return [ReleaseCancelled(), Ask(name, GiveBack(name, keys.stream_of(state.key)))]


RELEASE: Aggregate[Release] = aggregate(
    "release",
    "releases",
    Release,
    opening=Plan,
    rules={
        Plan: _plan,
        AddScope: scope.add,
        RemoveScope: scope.remove,
        Announce: _announce,
        Reschedule: _reschedule,
        Freeze: _freeze,
        Unfreeze: _unfreeze,
        RecordGoNoGo: _record_go_no_go,
        DraftNotes: _draft_notes,
        Ship: _ship,
        Cancel: _cancel,
    },
    evolve=evolve,
    transitions={
        "planned": ("announced", "released", "cancelled"),
        "announced": ("released", "cancelled"),
        "released": (),
        "cancelled": (),
    },
)
