"""Every verb of a backlog item: its body, and the command it becomes.

Where a command speaks of ids, its body speaks of keys; what needs a look at other streams is
looked at in the command's own transaction.
"""

from uuid import UUID, uuid4

import msgspec

from api.command_bodies import Why, body_of, command_of
from api.commands import Scene, Verb, plain
from api.ranking import rank_between
from domain.backlog_item import commands, relations
from domain.backlog_item.commands import ItemCommand
from domain.backlog_item.rules import ITEM
from domain.backlog_item.state import BacklogItem
from domain.cycle import closes_cycle
from domain.identity import item_id
from domain.product.rules import PRODUCT
from domain.refusal import FieldError, Malformed, Refused


class RankBody(Why, frozen=True, kw_only=True):
    """Place it behind ``after``, before ``before``, or between the two; each is an item's key."""

    after: str | None = None
    before: str | None = None


class SplitBody(Why, frozen=True, kw_only=True):
    """Note the keys of the smaller items it was cut into."""

    into: tuple[str, ...]


class MergeBody(Why, frozen=True, kw_only=True):
    """Let it go on as part of the item with this key."""

    into: str


class CommentBody(Why, frozen=True, kw_only=True):
    """Say something about it."""

    body: str
    comment: UUID = msgspec.field(default_factory=uuid4)


def _checked(name: str, command: type[commands.MarkReady | commands.Complete]) -> Verb:
    """A verb that the product's definition of ready or done decides on."""

    def build(scene: Scene, body: Why) -> ItemCommand:
        product = scene.transaction.load(PRODUCT, scene.state.product)
        is_ready = command is commands.MarkReady
        ready, done = (
            (product.definition_of_ready, product.definition_of_done) if product else ((), ())
        )
        checks = ready if is_ready else done
        made: ItemCommand = msgspec.structs.replace(command_of(command, body), checks=checks)
        return made

    return Verb(name, str(command.__doc__), body_of(command, without=("checks",)), build)


def _rank(scene: Scene, body: RankBody) -> ItemCommand:
    if body.after is None and body.before is None:
        message = "Name the item it goes after, or the one it goes before."
        raise Malformed(FieldError("after", "required", message))
    after = _other(scene, body.after, "after").rank if body.after else None
    before = _other(scene, body.before, "before").rank if body.before else None
    with scene.database.read() as connection:
        return commands.Rank(rank_between(connection, scene.state.key, after, before))


def _split(scene: Scene, body: SplitBody) -> ItemCommand:
    for key in body.into:
        _other(scene, key, "into")
    return commands.Split(into=tuple(item_id(key) for key in body.into))


def _merge(scene: Scene, body: MergeBody) -> ItemCommand:
    other = _other(scene, body.into, "into")
    if other.status in {"done", "dropped"} or other.archived:
        message = f"{other.key} is not open: nothing can be merged into it."
        raise Refused("illegal-transition", message, FieldError("into", "not-open", message))
    return commands.MergeInto(into=item_id(body.into))


def _comment(_scene: Scene, body: CommentBody) -> ItemCommand:
    return commands.Comment(comment=body.comment, body=body.body)


def _relate(scene: Scene, body: Why) -> ItemCommand:
    command: commands.LinkItem = command_of(commands.LinkItem, body)
    if command.ref.type == "item":
        _other(scene, command.ref.id, "ref.id")
        if command.rel in relations.ACYCLIC:
            _refuse_ring(scene, command)
    return command


def _refuse_ring(scene: Scene, command: commands.LinkItem) -> None:
    def next_of(stream: UUID) -> list[UUID]:
        state = scene.transaction.load(ITEM, stream)
        links = state.links if state else ()
        return [
            item_id(each.ref.id)
            for each in links
            if each.rel == command.rel and each.ref.type == "item"
        ]

    if closes_cycle(item_id(scene.state.key), item_id(command.ref.id), next_of):
        raise relations.cycle_refusal(scene.state, "ref")


def _other(scene: Scene, key: str, field: str) -> BacklogItem:
    """Another item by its key; raises ``Malformed`` naming ``field`` when there is none."""
    found = scene.transaction.load(ITEM, item_id(key))
    if found is None:
        message = f"There is no item {key[:50]}."
        raise Malformed(FieldError(field, "unknown-reference", message, found=key[:50]))
    return found


EDIT = plain("edit", commands.EditItem)
RELATE = "Relate it to another thing of the plan; items that wait for each other are refused."

VERBS: tuple[Verb, ...] = (
    plain("add-acceptance", commands.AddAcceptance),
    plain("judge-acceptance", commands.JudgeAcceptance),
    plain("estimate", commands.Estimate),
    Verb("rank", str(RankBody.__doc__), RankBody, _rank),
    _checked("mark-ready", commands.MarkReady),
    plain("assign", commands.Assign),
    plain("unassign", commands.Unassign),
    plain("start", commands.Start),
    plain("send-to-review", commands.SendToReview),
    _checked("complete", commands.Complete),
    plain("reopen", commands.Reopen),
    plain("block", commands.Block),
    plain("unblock", commands.Unblock),
    plain("drop", commands.Drop),
    Verb("split", str(SplitBody.__doc__), SplitBody, _split),
    Verb("merge-into", str(MergeBody.__doc__), MergeBody, _merge),
    Verb("link", RELATE, body_of(commands.LinkItem), _relate),
    plain("unlink", commands.UnlinkItem),
    Verb("comment", str(CommentBody.__doc__), CommentBody, _comment),
    plain("edit-comment", commands.EditComment),
    plain("remove-comment", commands.RemoveComment),
    plain("archive", commands.Archive),
    plain("restore", commands.Restore),
)
