"""One iteration's capacity with its story: what was committed to when, by whom and why."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

from domain import capacity
from domain.fact import Actor, Ref
from domain.iteration.facts import (
    CapacityOverridden,
    CommitmentReallocated,
    ItemCommitted,
    ItemWithdrawn,
    Snapshot,
)
from domain.iteration.rules import ITERATION
from domain.iteration.standing import available
from domain.iteration.state import Commitment, Iteration, commitment
from ledger.entry import Entry
from projections.capacity.lines import CapacityLine
from projections.capacity.listing import iteration_shown

What = Literal["committed", "withdrawn", "reallocated", "overridden"]


class ScopeChange(Struct, frozen=True):
    """One change of what is to be done, or of how much may be.

    Attributes:
        after_start: Whether the iteration went on by then.
        points: The item's size in the team's unit; None when it is no item's change.
        ratio: What was allowed, when the capacity was overridden.
    """

    what: What
    after_start: bool
    item: str | None
    points: str | None
    assignee: str | None
    ratio: str | None
    who: Actor
    at: datetime
    reason: str | None
    because_of: tuple[Ref, ...]


class SkillStanding(Struct, frozen=True):
    """What those who have a skill can give; who has several counts for each of them."""

    skill: str
    people: tuple[str, ...]
    person_days: str
    hours: str


class CapacityTold(CapacityLine, frozen=True, kw_only=True):
    """An iteration's line, and how it came to be so.

    Attributes:
        began_with: What it was when it was started.
        skills: By name.
        scope_changes: Oldest first.
    """

    commitments: tuple[Commitment, ...]
    began_with: Snapshot | None
    skills: tuple[SkillStanding, ...]
    scope_changes: tuple[ScopeChange, ...]


def told(entries: Sequence[Entry]) -> CapacityTold:
    """What an iteration's entries tell; there is at least one."""
    state, changes = _folded(entries)
    values = {**asdict(iteration_shown(state)), **asdict(state), "scope_changes": tuple(changes)}
    values["skills"] = tuple(_skills(state))
    names = CapacityTold.__struct_fields__
    return CapacityTold(**{name: values[name] for name in names})


def _skills(state: Iteration) -> Iterator[SkillStanding]:
    members = state.roster.members
    skills = sorted({each for member in members for each in member.skills})
    given = available(state) if skills else {}
    for skill in skills:
        people = dict.fromkeys(each.person for each in members if skill in each.skills)
        days = capacity.total(given[each].person_days for each in people)
        hours = capacity.total(given[each].hours for each in people)
        said = (capacity.in_hundredths(each) for each in (days, hours))
        yield SkillStanding(skill, tuple(people), *said)


def _folded(entries: Sequence[Entry]) -> tuple[Iteration, list[ScopeChange]]:
    """The iteration as its entries leave it, and how its scope came about on the way."""
    state, changes = ITERATION.evolve(None, entries[0].fact), []
    for entry in entries[1:]:
        found = _change(state, entry)
        if found is not None:
            changes.append(found)
        state = ITERATION.evolve(state, entry.fact)
    return state, changes


def _change(before: Iteration, entry: Entry) -> ScopeChange | None:
    match entry.fact:
        case ItemCommitted(item=item, points=points, assignee=assignee):
            return _line(before, entry, "committed", item, points=points, assignee=assignee)
        case ItemWithdrawn(item=item):
            return _line(before, entry, "withdrawn", item)
        case CommitmentReallocated(item=item, assignee=assignee):
            return _line(before, entry, "reallocated", item, assignee=assignee)
        case CapacityOverridden(ratio=ratio):
            return _line(before, entry, "overridden", None, ratio=ratio)
        case _:
            return None


def _line(
    before: Iteration, entry: Entry, what: What, item: str | None, **said: str | None
) -> ScopeChange:
    known = commitment(before, item) if item is not None else None
    origin = entry.origin
    return ScopeChange(
        what,
        before.status == "active",
        item,
        said.get("points") or (known.points if known is not None else None),
        said.get("assignee", known.assignee if known is not None else None),
        said.get("ratio"),
        origin.actor,
        origin.occurred_at,
        origin.reason,
        origin.because_of,
    )
