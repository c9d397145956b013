"""An objective's rules: one to five key results that lead somewhere, and a lesson at the end."""

from decimal import Decimal

from domain import keys
from domain.aggregate import Aggregate, aggregate
from domain.fact import Fact
from domain.fold import born
from domain.governed import governed
from domain.objective.commands import (
    Activate,
    AddKeyResult,
    CheckIn,
    Close,
    Draft,
    HandOver,
    Retarget,
)
from domain.objective.evolve import evolve
from domain.objective.facts import (
    KeyResult,
    KeyResultAdded,
    KeyResultRetargeted,
    ObjectiveActivated,
    ObjectiveCheckedIn,
    ObjectiveClosed,
    ObjectiveDrafted,
    ObjectiveHandedOver,
)
from domain.objective.state import Objective
from domain.parts import next_id, part_of
from domain.refusal import FieldError, Refused, illegal
from domain.scene import Scene

MOST_KEY_RESULTS = 5


def _draft(_none: None, command: Draft, _scene: Scene) -> list[Fact]:
    return [born(ObjectiveDrafted, command)]


def _add_key_result(state: Objective, command: AddKeyResult, scene: Scene) -> list[Fact]:
    _refuse_closed(state)
    _refuse_nowhere(command.baseline, command.target, command.direction)
    _refuse_nowhere(command.baseline, command.target, _direction_of(command.metric, scene))
    if any(_says(each) == _says(command) for each in state.key_results):
        return []
    if len(state.key_results) == MOST_KEY_RESULTS:
        message = f"{state.key} has {MOST_KEY_RESULTS} key results: more would hide what matters."
        raise Refused("too-many-key-results", message)
    return [KeyResultAdded(born(KeyResult, command, id=next_id(state.key_results)))]


def _says(said: KeyResult | AddKeyResult) -> tuple[str, str, str, str]:
    """What makes two key results the same."""
    return said.metric, said.baseline, said.target, said.due


@governed("reason")
def _retarget(state: Objective, command: Retarget, scene: Scene) -> list[Fact]:
    _refuse_closed(state)
    found = part_of(state.key_results, command.key_result, "key result")
    if found.target == command.target:
        return []
    _refuse_nowhere(found.baseline, command.target, None)
    if state.status == "active":
        scene.reason("Another target for an active objective")
    return [KeyResultRetargeted(command.key_result, command.target)]


def _check_in(state: Objective, command: CheckIn, _scene: Scene) -> list[Fact]:
    _refuse_closed(state)
    for name in command.actuals:
        part_of(state.key_results, name, "key result")
    known = {each.id: each.actual for each in state.key_results}
    is_so = (state.confidence, state.note) == (command.confidence, command.note)
    if is_so and all(known[name] == value for name, value in command.actuals.items()):
        return []
    return [born(ObjectiveCheckedIn, command)]


def _activate(state: Objective, _command: Activate, _scene: Scene) -> list[Fact]:
    if state.status == "active":
        return []
    _refuse_closed(state)
    if not state.key_results:
        message = f"{state.key} has no key result: how would one know that it is reached?"
        raise Refused("no-key-result", message, FieldError("key_results", "required", message))
    return [ObjectiveActivated()]


def _hand_over(state: Objective, command: HandOver, _scene: Scene) -> list[Fact]:
    _refuse_closed(state)
    return [] if state.owner == command.owner else [ObjectiveHandedOver(command.owner)]


def _close(state: Objective, command: Close, _scene: Scene) -> list[Fact]:
    if (state.outcome, state.learning) == (command.outcome, command.learning):
        return []
    _refuse_closed(state)
    return [ObjectiveClosed(command.outcome, command.learning)]


def _direction_of(metric: str, scene: Scene) -> str | None:
    """Which way a metric is good, where its key is named and it is kept here."""
    found = scene.plan.find(metric) if keys.kind_of(metric) == "metric" else None
    return None if found is None or found.direction == "band" else str(found.direction)


def _refuse_closed(state: Objective) -> None:
    if state.status == "closed":
        raise illegal(state.status, f"{state.key} is closed: set a new objective instead.")


def _refuse_nowhere(baseline: str, target: str, direction: str | None) -> None:
    way = Decimal(target) - Decimal(baseline)
    if not way:
        message = f"target is {target}, which is the baseline: nothing would change."
        raise Refused("target-is-baseline", message, FieldError("target", "same", message, target))
    if direction is not None and (way > 0) != (direction == "up"):
        message = f"From {baseline} to {target} is not {direction}."
        wrong = FieldError("direction", "direction-mismatch", message, direction)
        raise Refused("direction-mismatch", message, wrong)


OBJECTIVE: Aggregate[Objective] = aggregate(
    "objective",
    "objectives",
    Objective,
    opening=Draft,
    rules={
        Draft: _draft,
        AddKeyResult: _add_key_result,
        Retarget: _retarget,
        CheckIn: _check_in,
        Activate: _activate,
        HandOver: _hand_over,
        Close: _close,
    },
    evolve=evolve,
    transitions={"draft": ("active", "closed"), "active": ("closed",), "closed": ()},
)
