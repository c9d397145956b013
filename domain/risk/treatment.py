"""What is done about a risk: a treatment, its actions, and what they leave."""

from domain.fact import Fact
from domain.fold import born
from domain.parts import next_id, part_of
from domain.refusal import FieldError, Refused
from domain.risk import levels
from domain.risk.commands import (
    AddAction,
    AssessResidual,
    CancelAction,
    CompleteAction,
    PlanTreatment,
)
from domain.risk.facts import (
    Action,
    Residual,
    RiskActionAdded,
    RiskActionCancelled,
    RiskActionCompleted,
    RiskResidualAssessed,
    RiskTreatmentPlanned,
)
from domain.risk.guards import assessed_band, refuse_closed, refuse_over, refuse_past
from domain.risk.state import Risk
from domain.scene import Scene
from domain.values import NewAction


def plan(state: Risk, command: PlanTreatment, scene: Scene) -> list[Fact]:
    """Treat it in some way; the actions that come along are added."""
    refuse_over(state)
    assessed_band(state)
    added: list[Action] = []
    for at, each in enumerate(command.actions):
        refuse_past(f"actions.{at}.due", each.due, scene.today)
        if not _is_there((*state.actions, *added), each):
            added.append(born(Action, each, id=next_id((*state.actions, *added))))
    works = any(each.status != "cancelled" for each in (*state.actions, *added))
    if command.treatment in ("reduce", "share") and not works:
        message = (
            f"To {command.treatment} {state.key} takes an action: what is done, by whom, until "
            f"when, such as --action 'Find a second vendor,ana,{scene.today}'."
        )
        raise Refused("action-required", message, FieldError("actions", "required", message))
    planned = RiskTreatmentPlanned(command.treatment, command.controls)
    is_so = (state.treatment, state.controls) == (command.treatment, command.controls)
    return [*(RiskActionAdded(each) for each in added), *([] if is_so else [planned])]


def add_action(state: Risk, command: AddAction, scene: Scene) -> list[Fact]:
    """One more thing to do."""
    refuse_closed(state)
    if _is_there(state.actions, command):
        return []
    refuse_past("due", command.due, scene.today)
    return [RiskActionAdded(born(Action, command, id=next_id(state.actions)))]


def complete_action(state: Risk, command: CompleteAction, _scene: Scene) -> list[Fact]:
    """An action is done."""
    return [RiskActionCompleted(command.action)] if _ends(state, command.action, "done") else []


def cancel_action(state: Risk, command: CancelAction, _scene: Scene) -> list[Fact]:
    """An action will not be done."""
    is_new = _ends(state, command.action, "cancelled")
    return [RiskActionCancelled(command.action)] if is_new else []


def assess_residual(state: Risk, command: AssessResidual, _scene: Scene) -> list[Fact]:
    """What the treatment leaves; never more than there was."""
    refuse_over(state)
    assessed_band(state)
    residual = born(Residual, command)
    inherent, left = levels.level(state) or 0, levels.level(residual) or 0
    if left > inherent:
        message = (
            f"A residual level of {left} exceeds the inherent one of {inherent}: "
            "assess the risk itself again first."
        )
        wrong = FieldError("likelihood", "residual-exceeds-inherent", message, str(left))
        raise Refused("residual-exceeds-inherent", message, wrong)
    return [] if residual == state.residual else [RiskResidualAssessed(residual)]


def _is_there(actions: tuple[Action, ...], wanted: NewAction | AddAction) -> bool:
    """Whether an open action says the same."""
    said = (wanted.text, wanted.owner, wanted.due)
    return any(
        each.status == "open" and (each.text, each.owner, each.due) == said for each in actions
    )


def _ends(state: Risk, action: str, status: str) -> bool:
    """Whether an action ends now; raises ``Refused`` when it has ended in another way."""
    refuse_closed(state)
    found = part_of(state.actions, action, "action")
    if found.status not in ("open", status):
        message = f"Action {action} of {state.key} is {found.status}: add another one."
        wrong = FieldError("action", found.status, message, action)
        raise Refused("illegal-transition", message, wrong)
    return found.status == "open"
