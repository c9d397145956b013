"""A team's rules: who is in it for which part, and whose days are whose in its calendar."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from domain import capacity, text
from domain.aggregate import Aggregate, aggregate
from domain.decider import Outcome
from domain.fact import Fact
from domain.fold import born, edited
from domain.governed import governed
from domain.refusal import FieldError, Refused, Unknown
from domain.scene import Scene
from domain.team import calendar
from domain.team.allocation import refuse_over_allocated
from domain.team.commands import (
    AddHoliday,
    AddMember,
    Begin,
    Book,
    ChangeMember,
    Conclude,
    Form,
    Free,
    RemoveMember,
)
from domain.team.evolve import evolve
from domain.team.facts import (
    TeamFormed,
    TeamHolidayAdded,
    TeamMemberAdded,
    TeamMemberRemoved,
    TeamMemberRevised,
)
from domain.team.state import Team, member
from domain.team.words import Holiday, Member


@governed("reason")
def _form(_none: None, command: Form, scene: Scene) -> list[Fact]:
    if not command.working_days:
        text.refuse([FieldError("working_days", "required", "working_days names no day.")])
    people = [each.person for each in command.members]
    twice = sorted({each for each in people if people.count(each) > 1})
    if twice:
        raise _member_already(twice[0], command.key, "members")
    members = tuple(_shortest(each) for each in command.members)
    refuse_over_allocated("members", members, scene)
    return [born(TeamFormed, command, members=members)]


@governed("reason")
def _add_member(state: Team, command: AddMember, scene: Scene) -> Sequence[Outcome]:
    new = _shortest(born(Member, command))
    text.refuse(new.wrong(""))
    if new in state.members:
        return []
    if any(each.person == new.person and _meet(each, new) for each in state.members):
        raise _member_already(new.person, state.key, "person")
    mine = (each for each in state.members if each.person == new.person)
    refuse_over_allocated("fte", [*mine, new], scene)
    return calendar.told(state, TeamMemberAdded(new))


@governed("reason")
def _change_member(state: Team, command: ChangeMember, scene: Scene) -> Sequence[Outcome]:
    known = _member(state, command.person)
    new = _shortest(replace(known, **edited(known, command)))
    text.refuse(new.wrong(""))
    if new == known:
        return []
    mine = [each for each in state.members if each.person == new.person and each is not known]
    if any(_meet(each, new) for each in mine):
        raise _member_already(new.person, state.key, "since")
    refuse_over_allocated("fte", [*mine, new], scene)
    return calendar.told(state, TeamMemberRevised(new))


def _remove_member(state: Team, command: RemoveMember, scene: Scene) -> Sequence[Outcome]:
    known = _member(state, command.person)
    until = command.until or scene.today.isoformat()
    if known.until is not None and (command.until is None or known.until == until):
        return []
    if known.since is not None and until < known.since:
        message = f"{known.person} is in {state.key} from {known.since} on: leave on it or later."
        raise Refused(
            "ends-before-start", message, FieldError("until", "ends-before-start", message, until)
        )
    return calendar.told(state, TeamMemberRemoved(known.person, until))


def _add_holiday(state: Team, command: AddHoliday, _scene: Scene) -> Sequence[Outcome]:
    new = born(Holiday, command)
    if new in state.holidays:
        return []
    known = next((each for each in state.holidays if each.day == new.day), None)
    if known is not None:
        message = f"{new.day} is a holiday of {state.key} already: {known.name}."
        raise Refused("duplicate", message, FieldError("day", "duplicate", message, new.day))
    return calendar.told(state, TeamHolidayAdded(new))


def _member(state: Team, person: str) -> Member:
    found = member(state, person)
    if found is None:
        raise Unknown("member", f"{person} in {state.key}")
    return found


def _meet(one: Member, other: Member) -> bool:
    """Whether two memberships have a day in common."""
    ends_before = one.until is not None and other.since is not None and one.until < other.since
    begins_after = one.since is not None and other.until is not None and other.until < one.since
    return not ends_before and not begins_after


def _member_already(person: str, key: str, field: str) -> Refused:
    message = f"{person} is in {key} already: change the membership instead."
    return Refused("already-member", message, FieldError(field, "already-member", message, person))


def _shortest(said: Member) -> Member:
    """A member with numbers as short as they can be, so that 0.50 is no other part than 0.5."""
    return replace(
        said,
        fte=capacity.text(Decimal(said.fte)),
        hours_per_day=capacity.text(Decimal(said.hours_per_day)),
        focus_factor=capacity.text(Decimal(said.focus_factor)),
    )


TEAM: Aggregate[Team] = aggregate(
    "team",
    "teams",
    Team,
    opening=Form,
    rules={
        Form: _form,
        AddMember: _add_member,
        ChangeMember: _change_member,
        RemoveMember: _remove_member,
        AddHoliday: _add_holiday,
        Book: calendar.book,
        Begin: calendar.begin,
        Conclude: calendar.conclude,
        Free: calendar.free,
    },
    evolve=evolve,
)
