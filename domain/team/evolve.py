"""Folds a team's facts."""

from functools import partial

from msgspec.structs import replace

from domain.fold import born, by_type, evolving
from domain.team import facts
from domain.team.state import Team
from domain.team.words import Booking, Member


def _with_newest(members: tuple[Member, ...], newest: Member) -> tuple[Member, ...]:
    """The members with another newest membership of the same person."""
    at = max(at for at, each in enumerate(members) if each.person == newest.person)
    return (*members[:at], newest, *members[at + 1 :])


def _removed(state: Team, fact: facts.TeamMemberRemoved) -> Team:
    last = next(each for each in reversed(state.members) if each.person == fact.person)
    return replace(state, members=_with_newest(state.members, replace(last, until=fact.until)))


def _with_booking(state: Team, iteration: str, **values: object) -> Team:
    booked = (
        replace(each, **values) if each.key == iteration else each for each in state.iterations
    )
    return replace(state, iterations=tuple(booked))


evolve = evolving(
    facts.TeamFormed,
    partial(born, Team),
    by_type(
        {
            facts.TeamMemberAdded: lambda state, fact: replace(
                state, members=(*state.members, fact.member)
            ),
            facts.TeamMemberRevised: lambda state, fact: replace(
                state, members=_with_newest(state.members, fact.member)
            ),
            facts.TeamMemberRemoved: _removed,
            facts.TeamHolidayAdded: lambda state, fact: replace(
                state, holidays=(*state.holidays, fact.holiday)
            ),
            facts.TeamIterationBooked: lambda state, fact: replace(
                state, iterations=(*state.iterations, Booking(fact.iteration, fact.window))
            ),
            facts.TeamIterationBegun: lambda state, fact: _with_booking(
                state, fact.iteration, status="active"
            ),
            facts.TeamIterationConcluded: lambda state, fact: _with_booking(
                state, fact.iteration, status="closed", outcome=fact.outcome
            ),
            facts.TeamIterationFreed: lambda state, fact: _with_booking(
                state, fact.iteration, status="cancelled"
            ),
        }
    ),
)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
