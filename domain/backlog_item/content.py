"""Rules of what an item says: its text, criteria, size, place and person."""

from msgspec.structs import asdict, replace

from domain import fold
from domain.backlog_item import words
from domain.backlog_item.commands import (
    AddAcceptance,
    AddItem,
    Assign,
    Edit,
    Estimate,
    JudgeAcceptance,
    Rank,
    Unassign,
)
from domain.backlog_item.facts import (
    AcceptanceCriterionAdded,
    AcceptanceCriterionJudged,
    Criterion,
    ItemAdded,
    ItemAssigned,
    ItemEdited,
    ItemEstimated,
    ItemRanked,
    ItemUnassigned,
)
from domain.backlog_item.shape import gaps, refuse_gaps
from domain.backlog_item.state import BacklogItem
from domain.fact import Fact
from domain.identity import product_id
from domain.parts import next_id, part_of
from domain.refusal import FieldError, Refused
from domain.scene import Scene


def add(state: BacklogItem | None, command: AddItem, scene: Scene) -> list[Fact]:
    """Put an item into the backlog; raises ``Refused`` (``key-taken``) for another one's key."""
    criteria = tuple(Criterion(str(n), each) for n, each in _numbered(command.acceptance))
    added = fold.born(
        ItemAdded,
        command,
        product=product_id(scene.product),
        acceptance=criteria,
        labels=_distinct(command.labels),
    )
    refuse_gaps(added)
    if state is None:
        return [added]
    if all(getattr(state, name) == value for name, value in asdict(added).items()):
        return []
    message = f"The key {command.key} is taken by {state.title!r}."
    raise Refused("key-taken", message, FieldError("key", "key-taken", message, command.key))


def edit(state: BacklogItem, command: Edit, _scene: Scene) -> list[Fact]:
    """Give some plain values others; what an imported item lacks already holds nothing up."""
    labels = command.labels and _distinct(command.labels)
    edited = fold.edited(state, replace(command, labels=labels))
    if not edited:
        return []
    if state.status == "done" and set(edited) != {"title"}:
        raise _refused_as_done(state, *sorted(set(edited) - {"title"}))
    after = replace(state, **edited)
    if set(gaps(after)) - set(gaps(state)):
        refuse_gaps(after)
    return [ItemEdited(**edited)]


def add_acceptance(state: BacklogItem, command: AddAcceptance, _scene: Scene) -> list[Fact]:
    """Add a criterion, unless one says the same already."""
    criterion = command.criterion or next_id(state.acceptance)
    if any(each.text == command.text for each in state.acceptance):
        return []
    if any(each.id == criterion for each in state.acceptance):
        message = f"There is another criterion {criterion}."
        raise Refused("criterion-taken", message, FieldError("criterion", "taken", message))
    return [AcceptanceCriterionAdded(criterion, command.text)]


def judge_acceptance(state: BacklogItem, command: JudgeAcceptance, _scene: Scene) -> list[Fact]:
    """Say whether a criterion holds."""
    judged = part_of(state.acceptance, command.criterion, "acceptance criterion")
    is_so = judged.met == command.met
    return [] if is_so else [AcceptanceCriterionJudged(command.criterion, command.met)]


def estimate(state: BacklogItem, command: Estimate, _scene: Scene) -> list[Fact]:
    """Keep a size as its shortest text; the same size by others is no news."""
    points = words.points_of(command.points)
    if points is None or state.estimate == points:
        return []
    if state.status == "done":
        raise _refused_as_done(state, "points")
    return [ItemEstimated(points, command.by, command.method)]


def rank(state: BacklogItem, command: Rank, _scene: Scene) -> list[Fact]:
    """Place it."""
    return [] if state.rank == command.rank else [ItemRanked(command.rank)]


def assign(state: BacklogItem, command: Assign, _scene: Scene) -> list[Fact]:
    """Let someone work on it."""
    return [] if state.assignee == command.assignee else [ItemAssigned(command.assignee)]


def unassign(state: BacklogItem, _command: Unassign, _scene: Scene) -> list[Fact]:
    """Let nobody work on it."""
    return [ItemUnassigned()] if state.assignee is not None else []


def _refused_as_done(state: BacklogItem, *fields: str) -> Refused:
    message = f"{state.key} is done: only its title can be edited. Reopen it first."
    return Refused("done", message, *(FieldError(name, "done", message) for name in fields))


def _distinct(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(labels)))


def _numbered(texts: tuple[str, ...]) -> list[tuple[int, str]]:
    return list(enumerate(dict.fromkeys(texts), start=1))
