"""What becomes of a risk: looked at again, passed on, come true, got over, closed and reopened."""

from domain.fact import Fact
from domain.fold import born
from domain.governed import governed
from domain.refusal import FieldError, Refused
from domain.risk.commands import Close, Escalate, Materialise, RecordRecovery, Reopen, Review
from domain.risk.facts import (
    Actual,
    Escalation,
    Recovery,
    RiskClosed,
    RiskEscalated,
    RiskMaterialised,
    RiskRecovered,
    RiskReopened,
    RiskReviewed,
)
from domain.risk.guards import illegal, refuse_beyond, refuse_closed, refuse_past
from domain.risk.levels import REVIEWED_WITHIN
from domain.risk.state import Risk, band_of, open_actions
from domain.scene import Scene
from domain.values import day_after


def review(state: Risk, command: Review, scene: Scene) -> list[Fact]:
    """Looked at again; the graver it is, the sooner the next time."""
    refuse_closed(state)
    if (state.review_note, state.review_due) == (command.note, command.next_due):
        return []
    today, band = scene.today.isoformat(), band_of(state) or "low"
    if command.next_due == today:
        message = f"next_due is {today}, which is today; the next review is a later day."
        raise Refused("in-the-past", message, FieldError("next_due", "in-the-past", message, today))
    refuse_past("next_due", command.next_due, scene.today)
    days = REVIEWED_WITHIN[band]
    last = day_after(today, days)
    refuse_beyond("next_due", command.next_due, last, f"{band} risks are reviewed in {days} days")
    return [RiskReviewed(command.note, command.next_due)]


def escalate(state: Risk, command: Escalate, _scene: Scene) -> list[Fact]:
    """Somebody else deals with it."""
    refuse_closed(state)
    escalation = Escalation(command.to, command.why)
    return [] if state.escalation == escalation else [RiskEscalated(escalation)]


def materialise(state: Risk, command: Materialise, scene: Scene) -> list[Fact]:
    """It happened; more may become known of it later."""
    refuse_closed(state)
    actual = born(Actual, command, on=scene.past("on", command.on))
    return [] if state.actual == actual else [RiskMaterialised(actual)]


def record_recovery(state: Risk, command: RecordRecovery, scene: Scene) -> list[Fact]:
    """The team got over it: at a meeting, or by a decision."""
    if state.status != "materialised":
        raise illegal(state, "only what has materialised is recovered from")
    cited = [each.id for each in scene.origin.because_of if each.type in ("meeting", "decision")]
    source = command.meeting or next(iter(cited), None)
    if source is None:
        message = (
            f"Recovering from {state.key} needs the meeting or decision where the team agreed on "
            f"it, such as {scene.product}-M4."
        )
        raise Refused("cause-required", message, FieldError("because_of", "required", message))
    recovery = Recovery(source, command.lessons, command.actions)
    return [] if state.recovery == recovery else [RiskRecovered(recovery)]


@governed("reason")
def close(state: Risk, command: Close, scene: Scene) -> list[Fact]:
    """It threatens no more."""
    if state.status == "closed":
        if state.outcome == command.outcome:
            return []
        raise illegal(state, "reopen it first")
    left = open_actions(state)
    if left:
        names = ", ".join(f"{each.id} ({each.text})" for each in left)[:300]
        message = f"{state.key} has open actions: complete or cancel {names}."
        raise Refused("open-actions", message, FieldError("actions", "open-actions", message))
    _refuse_other_ending(state, command)
    scene.reason("Closing a risk")
    return [RiskClosed(command.outcome)]


@governed("reason")
def reopen(state: Risk, _command: Reopen, scene: Scene) -> list[Fact]:
    """It threatens again."""
    if state.status != "closed":
        return []
    scene.reason("Reopening a risk")
    return [RiskReopened()]


def _refuse_other_ending(state: Risk, command: Close) -> None:
    """What came true ends recovered, and nothing else does."""
    if (command.outcome == "recovered") == (state.status == "materialised"):
        if command.outcome != "recovered" or state.recovery is not None:
            return
        message = f"{state.key} is not recovered from: record the recovery and its lessons first."
    else:
        message = f"{state.key} is {state.status}: what materialised ends recovered, nothing else."
    raise Refused("outcome-mismatch", message, FieldError("outcome", "mismatch", message))
