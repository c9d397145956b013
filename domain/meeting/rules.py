"""A meeting's rules: who has to be there, what it has to be about, and what comes out of it."""

from collections.abc import Sequence

from domain import keys
from domain.aggregate import Aggregate, aggregate
from domain.decider import Ask
from domain.decider import Outcome as Answer
from domain.fact import Fact
from domain.fold import born
from domain.meeting import actions
from domain.meeting.commands import (
    AddAgendaItem,
    AssignAction,
    Cancel,
    CancelAction,
    CompleteAction,
    Hold,
    PromoteAction,
    RecordOutcome,
    Reschedule,
    Schedule,
)
from domain.meeting.evolve import evolve
from domain.meeting.facts import (
    AgendaItem,
    AgendaItemAdded,
    Invited,
    MeetingCancelled,
    MeetingHeld,
    MeetingOutcomeRecorded,
    MeetingRescheduled,
    MeetingScheduled,
)
from domain.meeting.guards import (
    refuse_backwards,
    refuse_cancelled,
    refuse_no_guest,
    refuse_not_held,
    refuse_uncited,
)
from domain.meeting.outcomes import asked_for, kind_of
from domain.meeting.state import Meeting
from domain.parts import next_id, part_of
from domain.refusal import FieldError, Malformed, Refused, illegal
from domain.scene import Scene
from domain.values import in_utc


def _schedule(_none: None, command: Schedule, scene: Scene) -> Sequence[Answer]:
    starts, ends = _times(command.starts or _now(command, scene), command.ends)
    refuse_no_guest(command.kind, command.attendees)
    refuse_uncited(command.kind, command.refs, scene)
    topics = enumerate(dict.fromkeys(command.agenda), 1)
    agenda = tuple(AgendaItem(str(at), topic) for at, topic in topics)
    scheduled = born(MeetingScheduled, command, starts=starts, ends=ends, agenda=agenda)
    if command.held:
        hold = Hold((), command.notes, command.outcomes, command.actions)
        return [scheduled, *_hold(evolve(None, scheduled), hold, scene)]
    for field in ("notes", "outcomes", "actions"):
        if getattr(command, field):
            message = f"{field} come out of a meeting that was held: say held, or hold it first."
            raise Refused("not-held", message, FieldError(field, "not-held", message))
    return [scheduled]


def _now(command: Schedule, scene: Scene) -> str:
    """When a meeting that was held starts if nobody said it."""
    if command.held:
        return scene.origin.occurred_at.isoformat()
    message = "starts is missing: say when, such as 2026-11-25T10:00+01:00."
    raise Malformed(FieldError("starts", "required", message))


def _reschedule(state: Meeting, command: Reschedule, _scene: Scene) -> list[Fact]:
    starts, ends = _times(command.starts, command.ends)
    if (state.starts, state.ends) == (starts, ends):
        return []
    _refuse_over(state)
    return [MeetingRescheduled(starts, ends)]


def _times(starts: str, ends: str | None) -> tuple[str, str | None]:
    """When it is, in UTC; it ends after it starts."""
    begin, end = in_utc(starts), None if ends is None else in_utc(ends)
    refuse_backwards(begin, end)
    return begin, end


def _add_agenda_item(state: Meeting, command: AddAgendaItem, _scene: Scene) -> list[Fact]:
    if any((each.topic, each.ref) == (command.topic, command.ref) for each in state.agenda):
        return []
    refuse_cancelled(state)
    return [AgendaItemAdded(born(AgendaItem, command, id=next_id(state.agenda)))]


def _hold(state: Meeting, command: Hold, _scene: Scene) -> list[Answer]:
    """The meeting was held; what came of it is then asked of the meeting itself, one by one."""
    refuse_cancelled(state)
    invited = tuple(born(Invited, each) for each in state.attendees)
    held = MeetingHeld(command.attended or invited, command.notes)
    came: list[Answer] = [
        *(Ask(state.key, RecordOutcome(each)) for each in command.outcomes),
        *(Ask(state.key, born(AssignAction, each)) for each in command.actions),
    ]
    if state.status == "held":
        _refuse_otherwise(state, command)
        return came
    refuse_no_guest(state.kind, held.attended)
    return [held, *came]


def _refuse_otherwise(state: Meeting, command: Hold) -> None:
    """Refuse to hold it again in another way; more outcomes and actions are welcome."""
    came = {each.person for each in state.attendees if each.attended}
    is_so = not command.attended or {each.person for each in command.attended} == came
    if not is_so or command.notes not in ("", state.notes):
        message = f"{state.key} was held already: record outcomes and actions, or meet again."
        raise illegal(state.status, message)


def _record_outcome(state: Meeting, command: RecordOutcome, scene: Scene) -> list[Answer]:
    refuse_not_held(state, "outcome")
    said, item = command.outcome, command.agenda_item
    if item is not None:
        part_of(state.agenda, item, "agenda item")
    if command.ref is not None and said.becomes != "note":
        message = f"ref points to what exists already: a new {said.becomes} is made without one."
        raise Malformed(FieldError("ref", "not-wanted", message, command.ref))
    for each in state.outcomes:
        is_same = (each.text, each.agenda_item) == (said.text, item)
        if is_same and _became(each.ref, command):
            return []
    if said.becomes == "note":
        return [MeetingOutcomeRecorded(said.text, command.ref, item)]
    ask = asked_for(said, state, scene)
    return [MeetingOutcomeRecorded(said.text, ask.key, item), ask]


def _became(ref: str | None, command: RecordOutcome) -> bool:
    """Whether an outcome with this ``ref`` is what the command wants."""
    if command.outcome.becomes == "note":
        return ref == command.ref
    return ref is not None and keys.kind_of(ref) == kind_of(command.outcome.becomes)


def _cancel(state: Meeting, _command: Cancel, _scene: Scene) -> list[Fact]:
    if state.status == "cancelled":
        return []
    _refuse_over(state)
    return [MeetingCancelled()]


def _refuse_over(state: Meeting) -> None:
    """Refuse to move or cancel a meeting that is not ahead any more."""
    if state.status == "scheduled":
        return
    message = (
        f"{state.key} is {state.status}: only one that is scheduled can be moved or cancelled."
    )
    raise illegal(state.status, message, ("scheduled",))


MEETING: Aggregate[Meeting] = aggregate(
    "meeting",
    "meetings",
    Meeting,
    opening=Schedule,
    rules={
        Schedule: _schedule,
        Reschedule: _reschedule,
        AddAgendaItem: _add_agenda_item,
        Hold: _hold,
        RecordOutcome: _record_outcome,
        Cancel: _cancel,
        AssignAction: actions.assign,
        CompleteAction: actions.complete,
        CancelAction: actions.cancel,
        PromoteAction: actions.promote,
    },
    evolve=evolve,
    transitions={"scheduled": ("held", "cancelled"), "held": (), "cancelled": ()},
)
