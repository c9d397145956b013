"""Rules of how an iteration begins and ends; its team's calendar says so in the same save."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain import capacity
from domain.backlog_item import commands as backlog
from domain.decider import Ask, Outcome
from domain.fold import born
from domain.governed import governed
from domain.iteration.commands import Cancel, Close, Plan, Start
from domain.iteration.commitments import CLOSED
from domain.iteration.facts import (
    IterationCancelled,
    IterationClosed,
    IterationPlanned,
    IterationStarted,
    Snapshot,
)
from domain.iteration.guards import refuse_over
from domain.iteration.standing import standing
from domain.iteration.state import Iteration
from domain.refusal import FieldError, Malformed, Refused, illegal
from domain.scene import Scene
from domain.team import commands as team
from domain.team import words
from domain.values import days_between

LONGEST = 92
"""The most days an iteration has: a quarter."""


def plan(_none: None, command: Plan, _scene: Scene) -> Sequence[Outcome]:
    """Plan it where its team's calendar has room."""
    days = days_between(command.window.start, command.window.end) + 1
    if days > LONGEST:
        message = f"window has {days} days; an iteration has {LONGEST} at most."
        raise Malformed(FieldError("window", "too-long", message, str(command.window)))
    ask = Ask(command.team, team.Book(command.key, command.window))
    return [born(IterationPlanned, command), ask]


def start(state: Iteration, _command: Start, _scene: Scene) -> Sequence[Outcome]:
    """Begin it with what was committed to."""
    if state.status == "active":
        return []
    if state.status != "planned":
        raise illegal(state.status, f"{state.key} is {state.status}: it cannot be started.")
    if not state.commitments:
        message = f"{state.key} is empty: commit to something first."
        raise Refused("empty", message, FieldError("commitments", "empty", message))
    found = standing(state)
    if found.capacity in (None, "0"):
        message = _no_capacity(state, is_known=found.capacity is not None)
        raise Refused("no-capacity", message, FieldError("capacity", "no-capacity", message))
    items = tuple(each.item for each in state.commitments)
    snapshot = Snapshot(items, found.load, found.capacity or "0", found.person_days)
    return [IterationStarted(snapshot), Ask(state.team, team.Begin(state.key))]


def close(state: Iteration, command: Close, scene: Scene) -> Sequence[Outcome]:
    """End it: everything that was committed to is done, was dropped, or is carried over."""
    if state.status == "closed":
        return []
    if state.status != "active":
        raise illegal(state.status, f"{state.key} is {state.status}: only an active one is closed.")
    status = {each.item: _status(each.item, scene) for each in state.commitments}
    left = [key for key, found in status.items() if found not in CLOSED]
    _refuse_left(state, left, command)
    done = tuple(key for key, found in status.items() if found == "done")
    given = Decimal(command.person_days or standing(state).person_days)
    points = capacity.total(Decimal(c.points) for c in state.commitments if c.item in done)
    fact = IterationClosed(
        done=done,
        not_done=tuple(key for key in status if key not in done),
        points_done=capacity.text(points),
        person_days=capacity.text(given),
        carried_over=tuple(left),
    )
    leaves = (Ask(key, backlog.LeaveIteration(state.key)) for key in left)
    return [fact, *leaves, Ask(state.team, team.Conclude(state.key, _outcome(state, fact)))]


@governed("reason")
def cancel(state: Iteration, _command: Cancel, scene: Scene) -> Sequence[Outcome]:
    """Let it not take place, or not go on; what was committed to is free again."""
    if state.status == "cancelled":
        return []
    refuse_over(state, "cancelled")
    if state.status == "active":
        scene.reason("Cancelling an iteration that goes on")
    return [IterationCancelled(), *_freed(state), Ask(state.team, team.Free(state.key))]


def _freed(state: Iteration) -> Iterator[Ask]:
    return (Ask(each.item, backlog.LeaveIteration(state.key)) for each in state.commitments)


def _no_capacity(state: Iteration, *, is_known: bool) -> str:
    if is_known:
        return f"{state.key} has no capacity: nobody of {state.team} is there."
    return (
        f"{state.team} has closed fewer than {capacity.LEAST_BASIS} iterations, so nobody knows how"
        f" many points {state.key} can take: estimate its capacity, or let the team plan in hours."
    )


def _status(item: str, scene: Scene) -> str:
    found = scene.plan.find(item)
    return "dropped" if found is None else str(found.status)


def _refuse_left(state: Iteration, left: list[str], command: Close) -> None:
    """Refuse to leave an item behind that nobody says is carried over, and to carry what is not."""
    missing = [key for key in left if key not in command.carry]
    if missing:
        names = ", ".join(missing)
        message = f"{names} is not done: carry it over, withdraw it with a reason, or drop it."
        raise Refused("open-items", message, FieldError("carry", "open-items", message, names))
    closed = [key for key in command.carry if key not in left]
    if closed:
        names = ", ".join(closed)
        message = f"{names} is not open in {state.key}: there is nothing to carry over."
        raise Refused("not-open", message, FieldError("carry", "not-open", message, names))


def _outcome(state: Iteration, fact: IterationClosed) -> words.Outcome:
    """What the team keeps of it."""
    return words.Outcome(
        promised=state.began_with.load if state.began_with is not None else "0",
        points_done=fact.points_done,
        person_days=fact.person_days,
        carried=len(fact.carried_over),
        overridden=state.overcommit.ratio if state.overcommit is not None else None,
    )
