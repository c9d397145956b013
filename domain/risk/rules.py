"""A risk's rules: both halves of it, an owner before a level, and a level nobody can send."""

from msgspec import UNSET, UnsetType

from domain.aggregate import Aggregate, aggregate
from domain.fact import Fact
from domain.fold import born, edited
from domain.refusal import FieldError, Refused
from domain.risk import acceptance, commands, course, levels, treatment, triggers
from domain.risk.commands import Assess, AssignOwner, Describe, Identify, Link, Unlink
from domain.risk.evolve import evolve
from domain.risk.facts import (
    RiskAssessed,
    RiskDescribed,
    RiskIdentified,
    RiskLinked,
    RiskOwnerAssigned,
    RiskUnlinked,
)
from domain.risk.guards import refuse_closed, refuse_over
from domain.risk.state import Risk
from domain.scene import Scene
from domain.text import TITLE_LIMIT
from domain.values import Tie, day_after


def _identify(_none: None, command: Identify, _scene: Scene) -> list[Fact]:
    title = command.title or _title_of(command)
    ties = (Tie("threatens", each) for each in dict.fromkeys(command.threatens))
    return [born(RiskIdentified, command, title=title), *(RiskLinked(each) for each in ties)]


def _describe(state: Risk, command: Describe, _scene: Scene) -> list[Fact]:
    refuse_closed(state)
    changed = edited(state, command)
    return [RiskDescribed(**changed)] if changed else []


def _assign_owner(state: Risk, command: AssignOwner, _scene: Scene) -> list[Fact]:
    refuse_closed(state)
    return [] if state.owner == command.owner else [RiskOwnerAssigned(command.owner)]


def _assess(state: Risk, command: Assess, scene: Scene) -> list[Fact]:
    refuse_over(state)
    owner = command.owner or state.owner
    if owner is None:
        message = f"{state.key} has no owner: who answers for it, such as --owner ana?"
        raise Refused("owner-required", message, FieldError("owner", "required", message))
    facts: list[Fact] = [] if owner == state.owner else [RiskOwnerAssigned(owner)]
    if _says_something_new(state, command):
        facts.append(born(RiskAssessed, command, review_due=_review_due(state, command, scene)))
    return facts


def _says_something_new(state: Risk, command: Assess) -> bool:
    if (state.likelihood, state.impact) != (command.likelihood, command.impact):
        return True
    if command.rationale not in ("", state.rationale):
        return True
    return command.effect not in (UNSET, state.effect)


def _review_due(state: Risk, command: Assess, scene: Scene) -> str | UnsetType:
    """The last day its new band leaves for a review, where that is not planned sooner anyway."""
    band = levels.band(command.likelihood * command.impact) or "low"
    last = day_after(scene.today.isoformat(), levels.REVIEWED_WITHIN[band])
    return last if state.review_due is None or state.review_due > last else UNSET


def _link(state: Risk, command: Link, _scene: Scene) -> list[Fact]:
    refuse_closed(state)
    tie = Tie(command.rel, command.to)
    return [] if tie in state.links else [RiskLinked(tie)]


def _unlink(state: Risk, command: Unlink, _scene: Scene) -> list[Fact]:
    refuse_closed(state)
    tie = Tie(command.rel, command.to)
    return [RiskUnlinked(tie)] if tie in state.links else []


def _title_of(command: Identify) -> str:
    title = f"If {command.event}, then {command.consequence}"
    return title if len(title) <= TITLE_LIMIT else title[: TITLE_LIMIT - 1] + "…"


RISK: Aggregate[Risk] = aggregate(
    "risk",
    "risks",
    Risk,
    opening=Identify,
    rules={
        Identify: _identify,
        Describe: _describe,
        AssignOwner: _assign_owner,
        Assess: _assess,
        commands.PlanTreatment: treatment.plan,
        commands.AddAction: treatment.add_action,
        commands.CompleteAction: treatment.complete_action,
        commands.CancelAction: treatment.cancel_action,
        commands.AssessResidual: treatment.assess_residual,
        commands.Accept: acceptance.accept,
        commands.ArmTrigger: triggers.arm,
        commands.DisarmTrigger: triggers.disarm,
        commands.FireTrigger: triggers.fire,
        commands.Escalate: course.escalate,
        commands.Review: course.review,
        commands.Materialise: course.materialise,
        commands.RecordRecovery: course.record_recovery,
        commands.Close: course.close,
        commands.Reopen: course.reopen,
        Link: _link,
        Unlink: _unlink,
    },
    evolve=evolve,
)
