"""What people do after a meeting: each action has an owner and a day."""

from collections.abc import Sequence

from domain.decider import Outcome
from domain.fact import Fact
from domain.fold import born
from domain.meeting.commands import AssignAction, CancelAction, CompleteAction, PromoteAction
from domain.meeting.facts import (
    Action,
    MeetingActionAssigned,
    MeetingActionCancelled,
    MeetingActionCompleted,
    MeetingActionPromoted,
)
from domain.meeting.guards import refuse_not_held
from domain.meeting.outcomes import item_from
from domain.meeting.state import Meeting, day_of
from domain.parts import next_id, part_of
from domain.refusal import FieldError, Refused
from domain.scene import Scene


def assign(state: Meeting, command: AssignAction, _scene: Scene) -> list[Fact]:
    """Somebody does something until a day, which is not before the meeting."""
    refuse_not_held(state, "action")
    if command.due < day_of(state):
        message = f"due is {command.due}, before the meeting on {day_of(state)}."
        wrong = FieldError("due", "due-before-meeting", message, command.due)
        raise Refused("due-before-meeting", message, wrong)
    wanted = (command.text, command.owner, command.due)
    if any((each.text, each.owner, each.due) == wanted for each in state.actions):
        return []
    return [MeetingActionAssigned(born(Action, command, id=next_id(state.actions)))]


def complete(state: Meeting, command: CompleteAction, _scene: Scene) -> list[Fact]:
    """An action is done."""
    action = part_of(state.actions, command.action, "action")
    if action.status == "done":
        return []
    _refuse_ended(state, action)
    return [MeetingActionCompleted(action.id)]


def cancel(state: Meeting, command: CancelAction, _scene: Scene) -> list[Fact]:
    """An action is no longer wanted."""
    action = part_of(state.actions, command.action, "action")
    if action.status == "cancelled":
        return []
    _refuse_ended(state, action)
    return [MeetingActionCancelled(action.id)]


def promote(state: Meeting, command: PromoteAction, scene: Scene) -> Sequence[Outcome]:
    """An action becomes an item of the backlog."""
    action = part_of(state.actions, command.action, "action")
    if action.item is not None:
        return []
    _refuse_ended(state, action)
    ask = item_from(command.kind, action.text, command.verification, scene)
    return [MeetingActionPromoted(action.id, ask.key), ask]


def _refuse_ended(state: Meeting, action: Action) -> None:
    if action.status != "open":
        message = f"Action {action.id} of {state.key} is {action.status}: assign a new one."
        wrong = FieldError("action", "illegal-transition", message, action.status, ("open",))
        raise Refused("illegal-transition", message, wrong)
