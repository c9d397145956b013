"""Rules of how an item stands to others: split, merged, related, released; never to itself."""

from collections.abc import Iterator, Sequence

from domain import keys, text
from domain.backlog_item.commands import (
    JoinIteration,
    JoinRelease,
    LeaveIteration,
    LeaveRelease,
    Link,
    MergeInto,
    Split,
    Unlink,
)
from domain.backlog_item.facts import (
    ItemJoinedIteration,
    ItemJoinedRelease,
    ItemLeftIteration,
    ItemLeftRelease,
    ItemLinked,
    ItemMerged,
    ItemSplit,
    ItemUnlinked,
    Rel,
)
from domain.backlog_item.progress import CLOSED, dropped
from domain.backlog_item.state import BacklogItem, PlanLink
from domain.backlog_item.words import ref_of, wrong_words
from domain.cycle import closes_cycle
from domain.decider import Outcome
from domain.fact import Fact, Ref
from domain.governed import governed
from domain.identity import item_id
from domain.refusal import FieldError, Refused, illegal
from domain.release.guards import refuse_second
from domain.scene import Scene
from domain.team.state import OPEN

ACYCLIC: tuple[Rel, ...] = ("blocks", "duplicates")


def split(state: BacklogItem, command: Split, _scene: Scene) -> list[Fact]:
    """Note the smaller items it was cut into, those that are new."""
    if not command.into:
        text.refuse([FieldError("into", "blank", "into names no item.")])
    if state.key in command.into:
        raise _cycle(state, "into")
    parts = (item_id(each) for each in dict.fromkeys(command.into))
    new = tuple(each for each in parts if each not in state.split_into)
    if not new:
        return []
    if state.status in CLOSED:
        message = f"{state.key} is {state.status}: it cannot be split. Reopen it first."
        raise illegal(state.status, message)
    return [ItemSplit(new)]


@governed("reason")
def merge_into(state: BacklogItem, command: MergeInto, scene: Scene) -> Sequence[Outcome]:
    """Drop it as a duplicate of another item, which is open."""
    into = item_id(command.into)
    if state.key == command.into:
        raise _cycle(state, "into")
    if state.merged_into == into:
        return []
    other = scene.find(command.into, "into")
    if other.status in CLOSED or other.archived:
        message = f"{other.key} is not open: nothing can be merged into it."
        raise Refused("illegal-transition", message, FieldError("into", "not-open", message))
    return [ItemMerged(into), *dropped(state, "duplicate", scene)]


def link(state: BacklogItem, command: Link, scene: Scene) -> list[Fact]:
    """Relate it once; raises ``Refused`` (``cycle``) when items would wait for each other."""
    ref = ref_of(command.ref)
    if ref in (Ref("item", state.key), Ref("item", str(item_id(state.key)))):
        raise _cycle(state, "ref")
    if PlanLink(command.rel, ref) in state.links:
        return []
    text.refuse(_wrong_ref(ref, scene))
    if ref.type == "item" and command.rel in ACYCLIC:
        _refuse_ring(state, command.rel, ref.id, scene)
    return [ItemLinked(command.rel, ref)]


def unlink(state: BacklogItem, command: Unlink, _scene: Scene) -> list[Fact]:
    """End a relation."""
    over = PlanLink(command.rel, ref_of(command.ref))
    return [ItemUnlinked(over.rel, over.ref)] if over in state.links else []


def join_release(state: BacklogItem, command: JoinRelease, scene: Scene) -> list[Fact]:
    """Come out with a release, when no other open one has it."""
    if state.release == command.release:
        return []
    refuse_second(state.key, state.release, scene.plan)
    return [ItemJoinedRelease(command.release)]


def leave_release(state: BacklogItem, command: LeaveRelease, _scene: Scene) -> list[Fact]:
    """Come out with that release no longer."""
    is_in = state.release == command.release
    return [ItemLeftRelease(command.release)] if is_in else []


def join_iteration(state: BacklogItem, command: JoinIteration, scene: Scene) -> list[Fact]:
    """Be done in an iteration, when no other open one has it."""
    if state.iteration == command.iteration:
        return []
    held = scene.plan.find(state.iteration) if state.iteration is not None else None
    if held is not None and held.status in OPEN:
        message = f"{state.key} is committed to in {held.key}, which is {held.status}: withdraw it."
        wrong = FieldError("item", "already-committed", message, held.key)
        raise Refused("already-committed", message, wrong)
    return [ItemJoinedIteration(command.iteration)]


def leave_iteration(state: BacklogItem, command: LeaveIteration, _scene: Scene) -> list[Fact]:
    """Be done in that iteration no longer."""
    is_in = state.iteration == command.iteration
    return [ItemLeftIteration(command.iteration)] if is_in else []


def _wrong_ref(ref: Ref, scene: Scene) -> text.Wrong:
    """What is wrong with a reference: one to a kind of thing that is kept here points to one."""
    wrong = wrong_words("ref", ref)
    if wrong or ref.type not in keys.LETTER_OF:
        return wrong
    return scene.wrong_key("ref.id", ref.id, (ref.type,))


def _refuse_ring(state: BacklogItem, rel: Rel, to: str, scene: Scene) -> None:
    def next_of(key: str) -> Iterator[str]:
        found = scene.plan.find(key)
        links = found.links if found else ()
        return (each.ref.id for each in links if each.rel == rel and each.ref.type == "item")

    if closes_cycle(state.key, to, next_of):
        raise _cycle(state, "ref")


def _cycle(state: BacklogItem, field: str) -> Refused:
    """The refusal of a relation that leads back to the item itself."""
    message = f"{state.key} cannot lead back to itself."
    return Refused("cycle", message, FieldError(field, "cycle", message))
