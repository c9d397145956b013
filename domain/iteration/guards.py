"""What several rules of an iteration refuse first; too much is refused with names and numbers."""

from decimal import Decimal

from domain import capacity
from domain.capacity import WHOLE
from domain.iteration.standing import PersonStanding, Standing, available, standing
from domain.iteration.state import Iteration, is_open, memberships
from domain.refusal import FieldError, Refused, illegal


def refuse_over(state: Iteration, change: str) -> None:
    """Refuse to change what ended, or never took place."""
    if not is_open(state):
        raise illegal(state.status, f"{state.key} is {state.status}: it cannot be {change}.")


def refuse_stranger(state: Iteration, field: str, person: str) -> None:
    """Refuse somebody who is not in the team on any of its days (``not-a-member``)."""
    if memberships(state, person):
        return
    names = tuple(dict.fromkeys(each.person for each in state.roster.members))
    message = (
        f"{person} is not in {state.team} during {state.key}; "
        f"there are {', '.join(names) or 'no members'}."
    )
    raise Refused(
        "not-a-member", message, FieldError(field, "not-a-member", message, person, names)
    )


def refuse_absent(state: Iteration, field: str, person: str) -> None:
    """Refuse somebody who is there on none of its days (``absent``)."""
    given = available(state).get(person)
    if given is None or not given.days:
        message = f"{person} is absent during the whole of {state.key}."
        raise Refused("absent", message, FieldError(field, "absent", message, person))


def too_much(after: Iteration, person: str | None) -> Refused | None:
    """The refusal of what would be more than is allowed; None when it is not.

    Args:
        after: The iteration as it would be.
        person: Whose own load counts, besides that of all of them.
    """
    allowed = _allowed(after)
    found = standing(after)
    own = (each for each in found.people if each.person == person and _is_beyond(each, allowed))
    wrong = [*_team(after, found, allowed), *(_person(after, each, allowed) for each in own)]
    if not wrong:
        return None
    message = f"{' '.join(each.message for each in wrong)} {_way_out(after)}"
    return Refused("over-capacity", message, *wrong)


def personal(after: Iteration, person: str) -> Refused | None:
    """The refusal of what would be too much for one person; None when it is not."""
    allowed = _allowed(after)
    own = next((each for each in standing(after).people if each.person == person), None)
    if own is None or not _is_beyond(own, allowed):
        return None
    wrong = _person(after, own, allowed)
    return Refused("over-capacity", f"{wrong.message} Say why, or choose somebody else.", wrong)


def _allowed(after: Iteration) -> Decimal:
    return Decimal(after.overcommit.ratio) if after.overcommit is not None else WHOLE


def _is_beyond(found: PersonStanding | Standing, allowed: Decimal) -> bool:
    if found.capacity is None:
        return False
    return capacity.is_beyond(Decimal(found.load), Decimal(found.capacity), allowed)


def _team(after: Iteration, found: Standing, allowed: Decimal) -> list[FieldError]:
    """The whole team's load, with everybody's part in it."""
    if not _is_beyond(found, allowed):
        return []
    parts = [f"{each.person} {_numbers(each)}" for each in found.people]
    if found.unassigned != "0":
        parts.append(f"nobody yet {found.unassigned}")
    told = f"{after.key} would carry {_numbers(found)} {found.unit}: {_excess(found, allowed)}"
    message = f"{told}; {', '.join(parts)}."
    return [FieldError("points", "over-capacity", message, _percent(found))]


def _person(after: Iteration, found: PersonStanding, allowed: Decimal) -> FieldError:
    unit = after.roster.unit
    told = f"{found.person} would carry {_numbers(found)} {unit}: {_excess(found, allowed)}"
    return FieldError("assignee", "over-capacity", f"{told}.", _percent(found))


def _numbers(found: PersonStanding | Standing) -> str:
    return f"{found.load} of {found.capacity} ({_percent(found)})"


def _percent(found: PersonStanding | Standing) -> str:
    return capacity.percent(Decimal(found.ratio or 0))


def _excess(found: PersonStanding | Standing, allowed: Decimal) -> str:
    most = capacity.rounded(Decimal(found.capacity or 0) * allowed)
    over = f"{capacity.text(Decimal(found.load) - most)} too much"
    return over if allowed == WHOLE else f"{over} of the {capacity.percent(allowed)} allowed"


def _way_out(after: Iteration) -> str:
    return f"Withdraw something, or override the capacity of {after.key} with a reason."
