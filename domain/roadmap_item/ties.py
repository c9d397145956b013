"""Rules of how an item stands to others: what it is part of, what it blocks, what it is for."""

from collections.abc import Callable, Iterable, Sequence

from domain.cycle import closes_cycle
from domain.decider import Ask, Outcome
from domain.fact import Fact
from domain.governed import governed
from domain.refusal import FieldError, Malformed, Refused
from domain.roadmap_item.commands import BeLetGo, BePointedTo, Link, Nest, Unlink
from domain.roadmap_item.facts import (
    RoadmapItemLetGo,
    RoadmapItemLinked,
    RoadmapItemNested,
    RoadmapItemPointedTo,
    RoadmapItemUnlinked,
)
from domain.roadmap_item.order import refuse_early
from domain.roadmap_item.state import RoadmapItem
from domain.scene import Scene
from domain.values import Tie

DEEPEST = 4
"""How many items there may be from the outermost to the innermost."""
TARGETS: dict[str, tuple[str, ...]] = {
    "supports": ("objective",),
    "blocks": ("roadmap_item",),
    "duplicates": ("roadmap_item",),
    "relates": (),
    "measured_by": ("metric",),
    "campaigns_for": ("release", "roadmap_item"),
}
"""What each relation may lead to; nothing named means anything."""


def nest(state: RoadmapItem, command: Nest, scene: Scene) -> Sequence[Outcome]:
    """Make it part of another one; both its old and its new parent hear of it."""
    if state.parent == command.parent:
        return []
    found: list[Outcome] = [RoadmapItemNested(command.parent)]
    if state.parent is not None:
        found.append(Ask(state.parent, BeLetGo(scene.key, "parent")))
    if command.parent is not None:
        _refuse_ring(scene, "parent", command.parent, lambda each: _parents(scene, each))
        refuse_deep(scene, command.parent, _height(scene, scene.key))
        found.append(Ask(command.parent, BePointedTo(scene.key, "parent")))
    return found


def refuse_deep(scene: Scene, parent: str, height: int = 1) -> None:
    """Raise ``Refused`` (``too-deep``) when something ``height`` high does not fit in there."""
    depth, above = height, [parent]
    while above and depth <= DEEPEST:
        depth, above = depth + 1, _parents(scene, above[0])
    if depth > DEEPEST:
        message = f"{scene.key} would be more than {DEEPEST} deep inside {parent}."
        raise Refused("too-deep", message, FieldError("parent", "too-deep", message, parent))


@governed("reason")
def link(state: RoadmapItem, command: Link, scene: Scene) -> Sequence[Outcome]:
    """Tie it to another thing; one that it blocks hears of it."""
    tie = tie_of(scene, command.rel, command.to)
    if tie in state.ties:
        return []
    if tie.rel == "campaigns_for" and state.kind != "campaign":
        message = f"{state.key} is a {state.kind}: only a campaign is for a release or a feature."
        raise Refused("not-for-kind", message, FieldError("rel", "not-for-kind", message, tie.rel))
    if tie.rel in ("blocks", "duplicates"):
        _refuse_ring(scene, "to", tie.to, lambda each: _tied(scene, tie.rel, each))
    found: list[Outcome] = [RoadmapItemLinked(tie)]
    return [*found, Ask(tie.to, BePointedTo(scene.key, "blocks"))] if tie.rel == "blocks" else found


def unlink(state: RoadmapItem, command: Unlink, scene: Scene) -> Sequence[Outcome]:
    """Undo a tie; a campaign stays for something."""
    tie = Tie(command.rel, command.to)
    if tie not in state.ties:
        return []
    left = [each for each in state.ties if each.rel == "campaigns_for" and each != tie]
    if tie.rel == "campaigns_for" and not left:
        message = f"{state.key} is a campaign: link what else it is for before {tie.to} goes."
        raise Refused("campaign-needs-target", message, FieldError("to", "required", message))
    found: list[Outcome] = [RoadmapItemUnlinked(tie)]
    return [*found, Ask(tie.to, BeLetGo(scene.key, "blocks"))] if tie.rel == "blocks" else found


def tie_of(scene: Scene, rel: str, key: str, field: str = "to") -> Tie:
    """A tie that leads to a thing it may lead to, and not to the item itself."""
    if key == scene.key:
        raise _ring(scene, field, key)
    wrong = scene.wrong_key(field, key, TARGETS[rel])
    if wrong:
        raise Malformed(*wrong)
    return Tie(rel, key)  # type: ignore[arg-type]  # every key of TARGETS is a relation


def be_pointed_to(state: RoadmapItem, command: BePointedTo, scene: Scene) -> list[Fact]:
    """Know of the other side; what blocks it must not end later than it does."""
    known = state.predecessors if command.rel == "blocks" else state.children
    if command.by in known:
        return []
    if command.rel == "blocks" and state.window is not None:
        refuse_early(scene, state.window, (command.by,))
    return [RoadmapItemPointedTo(command.by, command.rel)]


def be_let_go(state: RoadmapItem, command: BeLetGo, _scene: Scene) -> list[Fact]:
    """Forget about the other side."""
    known = state.predecessors if command.rel == "blocks" else state.children
    return [RoadmapItemLetGo(command.by, command.rel)] if command.by in known else []


def _refuse_ring(
    scene: Scene, field: str, to: str, next_of: Callable[[str], Iterable[str]]
) -> None:
    if closes_cycle(scene.key, to, next_of):
        raise _ring(scene, field, to)


def _ring(scene: Scene, field: str, to: str) -> Refused:
    message = f"{scene.key} cannot lead back to itself through {to}."
    return Refused("cycle", message, FieldError(field, "cycle", message, to))


def _parents(scene: Scene, key: str) -> list[str]:
    parent = scene.find(key, "parent").parent
    return [] if parent is None else [parent]


def _tied(scene: Scene, rel: str, key: str) -> list[str]:
    return [each.to for each in scene.find(key, "to").ties if each.rel == rel]


def _height(scene: Scene, key: str) -> int:
    """How many items there are from this one down to its innermost part."""
    parts = scene.find(key, "parent").children
    return 1 + max((_height(scene, each) for each in parts), default=0)
