"""Rules of how an item stands to others: split, merged, related; never to itself.

What needs a look at other streams is checked by the caller in the same transaction: that the other
item exists, that it is open (``MergeInto``), and with ``domain.cycle`` that no ring of ``blocks``
or ``duplicates`` comes about.
"""

from collections.abc import Callable
from typing import Any, get_args

from domain import text
from domain.backlog_item.commands import (
    JoinRelease,
    LeaveRelease,
    LinkItem,
    MergeInto,
    Split,
    UnlinkItem,
)
from domain.backlog_item.facts import (
    ItemDropped,
    ItemJoinedRelease,
    ItemLeftRelease,
    ItemLinked,
    ItemMerged,
    ItemSplit,
    ItemUnlinked,
    Rel,
)
from domain.backlog_item.progress import refuse_transition
from domain.backlog_item.state import BacklogItem, PlanLink
from domain.fact import Fact, Origin, Ref
from domain.identity import item_id
from domain.plan import Plan
from domain.refusal import FieldError, Refused
from domain.release.joining import refuse_second

ACYCLIC: tuple[Rel, ...] = ("blocks", "duplicates")


def cycle_refusal(state: BacklogItem, field: str) -> Refused:
    """The refusal of a relation that leads back to the item itself."""
    message = f"{state.key} cannot lead back to itself."
    return Refused("cycle", message, FieldError(field, "cycle", message))


def _split(state: BacklogItem, command: Split, _origin: Origin) -> list[Fact]:
    if not command.into:
        text.refuse([FieldError("into", "blank", "into names no item.")])
    if item_id(state.key) in command.into:
        raise cycle_refusal(state, "into")
    new = tuple(each for each in dict.fromkeys(command.into) if each not in state.split_into)
    if not new:
        return []
    _refuse_closed(state, "split")
    return [ItemSplit(new)]


def _merge_into(state: BacklogItem, command: MergeInto, _origin: Origin) -> list[Fact]:
    if item_id(state.key) == command.into:
        raise cycle_refusal(state, "into")
    if state.merged_into == command.into:
        return []
    refuse_transition(state, "dropped")
    return [ItemMerged(command.into), ItemDropped("duplicate")]


def _link(state: BacklogItem, command: LinkItem, _origin: Origin) -> list[Fact]:
    text.refuse(
        text.one_of("rel", command.rel, get_args(Rel)),
        text.line("ref.type", command.ref.type, 50),
        text.line("ref.id", command.ref.id, 100),
    )
    if command.ref in _selves(state):
        raise cycle_refusal(state, "ref")
    is_so = PlanLink(command.rel, command.ref) in state.links
    return [] if is_so else [ItemLinked(command.rel, command.ref)]


def _unlink(state: BacklogItem, command: UnlinkItem, _origin: Origin) -> list[Fact]:
    is_linked = PlanLink(command.rel, command.ref) in state.links
    return [ItemUnlinked(command.rel, command.ref)] if is_linked else []


def join_release(state: BacklogItem, command: JoinRelease, plan: Plan) -> list[Fact]:
    """Come out with a release, when no other open one has it."""
    if state.release == command.release:
        return []
    refuse_second(state.key, state.release, plan)
    return [ItemJoinedRelease(command.release)]


def _leave_release(state: BacklogItem, command: LeaveRelease, _origin: Origin) -> list[Fact]:
    is_in = state.release == command.release
    return [ItemLeftRelease(command.release)] if is_in else []


def _selves(state: BacklogItem) -> tuple[Ref, Ref]:
    return Ref("item", state.key), Ref("item", str(item_id(state.key)))


def _refuse_closed(state: BacklogItem, verb: str) -> None:
    if state.status in ("done", "dropped"):
        message = f"{state.key} is {state.status}: it cannot be {verb}. Reopen it first."
        wrong = FieldError("status", "illegal-transition", message, state.status)
        raise Refused("illegal-transition", message, wrong)


RULES: dict[type, Callable[[BacklogItem, Any, Origin], list[Fact]]] = {
    Split: _split,
    MergeInto: _merge_into,
    LinkItem: _link,
    UnlinkItem: _unlink,
    LeaveRelease: _leave_release,
}
