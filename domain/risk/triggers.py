"""Signs that a risk comes true: people arm them, automation records that they were seen."""

from decimal import Decimal

from domain.fact import Fact
from domain.fold import born
from domain.parts import next_id, part_of
from domain.refusal import Malformed
from domain.risk.commands import ArmTrigger, DisarmTrigger, FireTrigger
from domain.risk.facts import (
    RiskTriggerArmed,
    RiskTriggerDisarmed,
    RiskTriggerFired,
    Signal,
    Trigger,
)
from domain.risk.guards import refuse_closed
from domain.risk.state import Risk, threatened
from domain.scene import Scene
from domain.threshold import is_beyond

SOURCES: dict[Signal, tuple[str, ...]] = {
    "slip_days": ("roadmap_item", "release"),
    "budget_used": ("roadmap_item",),
    "unassigned_must": ("release", "roadmap_item"),
    "blocked_days": ("item", "roadmap_item"),
    "load_ratio": ("iteration", "team"),
    "metric": ("metric",),
}
"""What each signal can be of; any other signal can be of anything."""


def arm(state: Risk, command: ArmTrigger, scene: Scene) -> list[Fact]:
    """Watch for a sign; one that fired or was disarmed is armed again under its own id."""
    refuse_closed(state)
    if command.ref is not None:
        wrong = scene.wrong_key("ref", command.ref, SOURCES.get(command.signal, ()))
        if wrong:
            raise Malformed(*wrong)
    known = next((each for each in state.triggers if _is_same(each, command)), None)
    if known is not None and known.armed:
        return []
    id_ = known.id if known is not None else next_id(state.triggers)
    return [RiskTriggerArmed(born(Trigger, command, id=id_))]


def disarm(state: Risk, command: DisarmTrigger, _scene: Scene) -> list[Fact]:
    """Watch no more."""
    refuse_closed(state)
    found = part_of(state.triggers, command.trigger, "trigger")
    return [RiskTriggerDisarmed(found.id)] if found.armed else []


def fire(state: Risk, command: FireTrigger, _scene: Scene) -> list[Fact]:
    """Every armed trigger of this signal that the value is beyond; a closed risk stays quiet."""
    if state.status == "closed":
        return []
    return [
        RiskTriggerFired(each.id, command.value)
        for each in state.triggers
        if each.armed
        and _watches(state, each, command)
        and is_beyond(each.op, command.value, each.threshold)
    ]


def _watches(state: Risk, trigger: Trigger, command: FireTrigger) -> bool:
    if trigger.signal != command.signal:
        return False
    if trigger.ref is not None or command.ref is None:
        return trigger.ref == command.ref
    return command.ref in threatened(state)


def _is_same(trigger: Trigger, command: ArmTrigger) -> bool:
    asked = (command.signal, command.op, command.ref)
    same = (trigger.signal, trigger.op, trigger.ref) == asked
    return same and Decimal(trigger.threshold) == Decimal(command.threshold)
