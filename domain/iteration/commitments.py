"""Rules of what is to be done in an iteration, and by whom; the item says so in the same save."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from domain import capacity
from domain.backlog_item import commands as backlog
from domain.backlog_item.words import points_of
from domain.decider import Ask, Outcome
from domain.fact import Fact
from domain.governed import governed
from domain.iteration.commands import Commit, LetGo, OverrideCapacity, Reallocate, Withdraw
from domain.iteration.evolve import evolve
from domain.iteration.facts import (
    CapacityOverridden,
    CommitmentReallocated,
    ItemCommitted,
    ItemWithdrawn,
)
from domain.iteration.guards import (
    personal,
    refuse_absent,
    refuse_over,
    refuse_stranger,
    too_much,
)
from domain.iteration.state import Iteration, commitment, is_open, memberships
from domain.refusal import FieldError, Refused, Unknown, illegal
from domain.scene import Scene

CLOSED = ("done", "dropped")


@governed("reason")
def commit(state: Iteration, command: Commit, scene: Scene) -> Sequence[Outcome]:
    """Take an item in, unless that is more than there is for it."""
    item = scene.find(command.item, "item")
    known = commitment(state, command.item)
    if known is not None and _is_same(known, command):
        return []
    refuse_over(state, "committed to")
    if known is not None:
        raise _committed(command.item, state.key)
    _refuse_unready(item, command, scene)
    fact = ItemCommitted(
        command.item, _size(item, command), _assignee(state, item, command), command.waive
    )
    _refuse_scope(state, scene)
    refused = too_much(evolve(state, fact), fact.assignee)
    if refused is not None:
        raise refused
    return [fact, Ask(command.item, backlog.JoinIteration(state.key))]


@governed("reason")
def withdraw(state: Iteration, command: Withdraw, scene: Scene) -> Sequence[Outcome]:
    """Take an item out."""
    if commitment(state, command.item) is None:
        return []
    refuse_over(state, "given another scope")
    _refuse_scope(state, scene)
    return _without(state, command.item)


def let_go(state: Iteration, command: LetGo, _scene: Scene) -> Sequence[Outcome]:
    """Take an item out that was dropped: the reason was asked for there."""
    is_in = commitment(state, command.item) is not None and is_open(state)
    return _without(state, command.item) if is_in else []


@governed("reason")
def reallocate(state: Iteration, command: Reallocate, scene: Scene) -> list[Fact]:
    """Let another member do an item."""
    known = commitment(state, command.item)
    if known is None:
        raise Unknown("commitment", f"{command.item} in {state.key}")
    if known.assignee == command.assignee:
        return []
    refuse_over(state, "reallocated")
    refuse_stranger(state, "assignee", command.assignee)
    refuse_absent(state, "assignee", command.assignee)
    fact = CommitmentReallocated(command.item, command.assignee)
    refused = personal(evolve(state, fact), command.assignee)
    if refused is not None:
        scene.reason("Asking more of somebody than they can do", refused)
    return [fact]


@governed("reason")
def override(state: Iteration, command: OverrideCapacity, scene: Scene) -> list[Fact]:
    """Allow a load beyond the capacity."""
    ratio = Decimal(command.ratio)
    if state.overcommit is not None and Decimal(state.overcommit.ratio) == ratio:
        return []
    refuse_over(state, "given more")
    if ratio <= capacity.WHOLE:
        message = f"ratio is {command.ratio}: up to 1 nothing is overridden. Such as 1.2."
        raise Refused("out-of-range", message, FieldError("ratio", "out-of-range", message))
    reason = scene.reason("More than there is")
    return [CapacityOverridden(capacity.text(ratio), scene.origin.actor.display, reason)]


def _is_same(known: Any, command: Commit) -> bool:  # noqa: ANN401  # a commitment
    is_size = command.points is None or points_of(command.points) == known.points
    return is_size and command.assignee in (None, known.assignee)


def _committed(item: str, iteration: str) -> Refused:
    message = f"{item} is committed to in {iteration} already: withdraw or reallocate it."
    return Refused("already-committed", message, FieldError("item", "already-committed", message))


def _refuse_unready(item: Any, command: Commit, scene: Scene) -> None:  # noqa: ANN401  # an item
    """Refuse what nobody can begin: closed, archived, or not called ready and not waived."""
    if item.archived:
        raise Refused("archived", f"{item.key} is archived: restore it first.")
    if item.status in CLOSED:
        raise illegal(item.status, f"{item.key} is {item.status}: nothing is left to do.")
    if item.status == "new":
        message = f"{item.key} is not ready: mark it ready, or waive that with a reason."
        refused = Refused("not-ready", message, FieldError("item", "not-ready", message, item.key))
        if not command.waive:
            raise refused
        scene.reason("Committing to an item that is not ready")


def _size(item: Any, command: Commit) -> str:  # noqa: ANN401  # an item
    """How big it is: as it is said, or as it was estimated."""
    found = points_of(command.points) if command.points is not None else item.estimate
    if found is None:
        message = f"{item.key} has no estimate: estimate it first, such as 3."
        raise Refused("no-estimate", message, FieldError("points", "no-estimate", message))
    return str(found)


def _assignee(state: Iteration, item: Any, command: Commit) -> str | None:  # noqa: ANN401  # an item
    """Who is to do it: who is named, or who is assigned to it and in the team; else nobody yet."""
    if command.assignee is None:
        is_there = item.assignee is not None and memberships(state, item.assignee)
        return item.assignee if is_there else None
    refuse_stranger(state, "assignee", command.assignee)
    refuse_absent(state, "assignee", command.assignee)
    return command.assignee


def _refuse_scope(state: Iteration, scene: Scene) -> None:
    if state.status == "active":
        scene.reason("Another scope for an iteration that goes on")


def _without(state: Iteration, item: str) -> list[Outcome]:
    return [ItemWithdrawn(item), Ask(item, backlog.LeaveIteration(state.key))]
