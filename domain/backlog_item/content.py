"""Rules of what an item says: its text, criteria, size, place and person."""

from collections.abc import Callable
from typing import Any, get_args

from msgspec import UNSET
from msgspec.structs import asdict, replace

from domain import text
from domain.backlog_item import words
from domain.backlog_item.commands import (
    AddAcceptance,
    AddItem,
    Assign,
    EditItem,
    Estimate,
    JudgeAcceptance,
    Rank,
    Unassign,
)
from domain.backlog_item.facts import (
    AcceptanceCriterionAdded,
    AcceptanceCriterionJudged,
    Criterion,
    Estimation,
    ItemAdded,
    ItemAssigned,
    ItemEdited,
    ItemEstimated,
    ItemRanked,
    ItemUnassigned,
)
from domain.backlog_item.shape import gaps, refuse_gaps
from domain.backlog_item.state import BacklogItem
from domain.fact import Fact, Origin
from domain.refusal import FieldError, Refused, Unknown


def add(state: BacklogItem | None, command: AddItem) -> list[Fact]:
    """Put an item into the backlog; raises ``Refused`` (``key-taken``) for another one's key."""
    rank = words.wrong_rank(command.rank) if command.rank is not None else []
    person = words.wrong_person(command.assignee) if command.assignee is not None else []
    criteria = words.wrong_criteria(command.acceptance)
    wrong = words.wrong_values(command)
    text.refuse(words.wrong_key(command.key), wrong, criteria, rank, person)
    values = asdict(command) | {
        "acceptance": tuple(Criterion(str(n), each) for n, each in _numbered(command.acceptance)),
        "labels": _distinct(command.labels),
    }
    added = ItemAdded(**values)
    refuse_gaps(added)
    if state is None:
        return [added]
    if all(getattr(state, name) == value for name, value in asdict(added).items()):
        return []
    message = f"The key {command.key} is taken by {state.title!r}."
    raise Refused("key-taken", message, FieldError("key", "key-taken", message, command.key))


def _edit(state: BacklogItem, command: EditItem, _origin: Origin) -> list[Fact]:
    text.refuse(words.wrong_values(command))
    given = {name: value for name, value in asdict(command).items() if value is not UNSET}
    if "labels" in given:
        given["labels"] = _distinct(given["labels"])
    edited = {name: value for name, value in given.items() if value != getattr(state, name)}
    if not edited:
        return []
    if state.status == "done" and set(edited) != {"title"}:
        raise _refused_as_done(state, *sorted(set(edited) - {"title"}))
    after = replace(state, **edited)
    if set(gaps(after)) - set(gaps(state)):  # an imported item's old gaps hold no edit up
        refuse_gaps(after)
    return [ItemEdited(**edited)]


def _add_acceptance(state: BacklogItem, command: AddAcceptance, _origin: Origin) -> list[Fact]:
    criterion = command.criterion or str(len(state.acceptance) + 1)
    named = text.line("criterion", criterion, 50)
    text.refuse(words.wrong_criteria([command.text]), named)
    if any(each.text == command.text for each in state.acceptance):
        return []
    if any(each.id == criterion for each in state.acceptance):
        message = f"There is another criterion {criterion}."
        raise Refused("criterion-taken", message, FieldError("criterion", "taken", message))
    return [AcceptanceCriterionAdded(criterion, command.text)]


def _judge_acceptance(state: BacklogItem, command: JudgeAcceptance, _origin: Origin) -> list[Fact]:
    judged = next((each for each in state.acceptance if each.id == command.criterion), None)
    if judged is None:
        raise Unknown("acceptance criterion", command.criterion)
    is_so = judged.met == command.met
    return [] if is_so else [AcceptanceCriterionJudged(command.criterion, command.met)]


def _estimate(state: BacklogItem, command: Estimate, _origin: Origin) -> list[Fact]:
    points = words.points_of(command.points)
    method = text.one_of("method", command.method, get_args(Estimation))
    by = [each for name in command.by for each in text.line("by", name)]
    if points is None:
        message = "points go from 0 to 100, as decimal text such as 2.5."
        wrong = FieldError("points", "out-of-range", message, command.points[:100])
        text.refuse([wrong], method, by)
    text.refuse(method, by)
    if points is None or state.estimate == points:
        return []
    if state.status == "done":
        raise _refused_as_done(state, "points")
    return [ItemEstimated(points, command.by, command.method)]


def _rank(state: BacklogItem, command: Rank, _origin: Origin) -> list[Fact]:
    text.refuse(words.wrong_rank(command.rank))
    return [] if state.rank == command.rank else [ItemRanked(command.rank)]


def _assign(state: BacklogItem, command: Assign, _origin: Origin) -> list[Fact]:
    text.refuse(words.wrong_person(command.assignee))
    return [] if state.assignee == command.assignee else [ItemAssigned(command.assignee)]


def _unassign(state: BacklogItem, _command: Unassign, _origin: Origin) -> list[Fact]:
    return [ItemUnassigned()] if state.assignee is not None else []


def _refused_as_done(state: BacklogItem, *fields: str) -> Refused:
    message = f"{state.key} is done: only its title can be edited. Reopen it first."
    return Refused("done", message, *(FieldError(name, "done", message) for name in fields))


def _distinct(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(labels)))


def _numbered(texts: tuple[str, ...]) -> list[tuple[int, str]]:
    return list(enumerate(dict.fromkeys(texts), start=1))


RULES: dict[type, Callable[[BacklogItem, Any, Origin], list[Fact]]] = {
    EditItem: _edit,
    AddAcceptance: _add_acceptance,
    JudgeAcceptance: _judge_acceptance,
    Estimate: _estimate,
    Rank: _rank,
    Assign: _assign,
    Unassign: _unassign,
}
