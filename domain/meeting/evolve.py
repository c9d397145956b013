"""Folds a meeting's facts."""

from msgspec.structs import replace

from domain.fact import Fact
from domain.fold import absorb, born, evolving, foreign
from domain.meeting.facts import (
    AgendaItemAdded,
    MeetingActionAssigned,
    MeetingActionCancelled,
    MeetingActionCompleted,
    MeetingActionPromoted,
    MeetingCancelled,
    MeetingHeld,
    MeetingOutcomeRecorded,
    MeetingRescheduled,
    MeetingScheduled,
)
from domain.meeting.state import Attendee, Meeting, Outcome
from domain.parts import with_part


def _begin(fact: MeetingScheduled) -> Meeting:
    invited = tuple(born(Attendee, each) for each in fact.attendees)
    return born(Meeting, fact, attendees=invited)


def _go_on(state: Meeting, fact: Fact) -> Meeting:
    match fact:
        case MeetingRescheduled():
            return absorb(state, fact)
        case AgendaItemAdded():
            return replace(state, agenda=(*state.agenda, fact.item))
        case MeetingHeld():
            return _held(state, fact)
        case MeetingOutcomeRecorded():
            return _with_outcome(state, fact)
        case MeetingCancelled():
            return replace(state, status="cancelled")
        case _:
            return _acted(state, fact)


def _acted(state: Meeting, fact: Fact) -> Meeting:
    """Fold what happens to an action."""
    match fact:
        case MeetingActionAssigned():
            return replace(state, actions=(*state.actions, fact.action))
        case MeetingActionCompleted():
            return _with_action(state, fact.action, status="done")
        case MeetingActionCancelled():
            return _with_action(state, fact.action, status="cancelled")
        case MeetingActionPromoted():
            return _with_action(state, fact.action, item=fact.item)
        case _:
            raise foreign(state, fact)


def _held(state: Meeting, fact: MeetingHeld) -> Meeting:
    """Those who came, and those who were asked to come and did not."""
    came = {each.person: born(Attendee, each, attended=True) for each in fact.attended}
    missed = [each for each in state.attendees if each.person not in came]
    absent = (replace(each, attended=False) for each in missed)
    return replace(state, status="held", attendees=(*came.values(), *absent), notes=fact.notes)


def _with_outcome(state: Meeting, fact: MeetingOutcomeRecorded) -> Meeting:
    agenda = with_part(state.agenda, fact.agenda_item, outcome=fact.text)
    return replace(state, agenda=agenda, outcomes=(*state.outcomes, born(Outcome, fact)))


def _with_action(state: Meeting, action: str, **values: str) -> Meeting:
    """The meeting with other values in one of its actions, by the action's id."""
    return replace(state, actions=with_part(state.actions, action, **values))


evolve = evolving(MeetingScheduled, _begin, _go_on)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
