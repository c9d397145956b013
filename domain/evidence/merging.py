"""Rules of what says the same twice: one of both counts, with the voices of both."""

from collections.abc import Sequence

from msgspec.structs import replace

from domain.decider import Ask, Outcome
from domain.evidence.commands import Merge, TakeOver
from domain.evidence.facts import EvidenceMerged, EvidenceTookOver
from domain.evidence.guards import refuse_dismissed, refuse_merged
from domain.evidence.state import Evidence, voices_of
from domain.fact import Fact
from domain.refusal import FieldError, Refused
from domain.scene import Scene


def merge(state: Evidence, command: Merge, scene: Scene) -> Sequence[Outcome]:
    """Another one counts in its place; no personal text goes over to it."""
    if state.merged_into == command.into:
        return []
    refuse_merged(state)
    if command.into == state.key:
        raise _refused("self-merge", f"{state.key} cannot be merged into itself.", command)
    other: Evidence = scene.find(command.into, "into")
    if other.kind != state.kind:
        message = f"{other.key} is {other.kind}, and {state.key} is {state.kind}."
        raise _refused("other-kind", message, command)
    if other.status == "merged":
        message = f"{other.key} was merged itself: merge into {other.merged_into}."
        raise _refused("already-merged", message, command)
    refuse_dismissed(other)
    links = tuple(replace(each, quote=None) for each in state.links if each.ref != other.key)
    return [EvidenceMerged(other.key), Ask(other.key, TakeOver(voices_of(state), links))]


def take_over(state: Evidence, command: TakeOver, _scene: Scene) -> list[Fact]:
    """Count for another one too: its voices, and what it spoke for."""
    known = {state.key, *(each.evidence for each in state.voices)}
    held = {each.ref for each in state.links}
    voices = {each.evidence: each for each in command.voices if each.evidence not in known}
    links = {each.ref: replace(each, quote=None) for each in command.links if each.ref not in held}
    if not voices and not links:
        return []
    return [EvidenceTookOver(tuple(voices.values()), tuple(links.values()))]


def _refused(code: str, message: str, command: Merge) -> Refused:
    return Refused(code, message, FieldError("into", code, message, command.into))
