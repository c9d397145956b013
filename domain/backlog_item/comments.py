"""Rules of what people say about an item."""

from uuid import uuid5

from domain.backlog_item.commands import Comment, EditComment, RemoveComment
from domain.backlog_item.facts import CommentEdited, CommentRemoved, ItemCommented
from domain.backlog_item.state import BacklogItem
from domain.fact import Fact
from domain.refusal import FieldError, Refused, Unknown
from domain.scene import Scene


def comment(state: BacklogItem, command: Comment, scene: Scene) -> list[Fact]:
    """Keep what the actor says; a request that comes again says it once."""
    id_ = command.comment or uuid5(scene.origin.correlation_id, command.body)
    known = state.comments.get(id_)
    if known is None:
        return [ItemCommented(id_, command.body, scene.origin.actor.display)]
    if known.body == command.body:
        return []
    message = f"There is another comment {id_}: edit it instead."
    raise Refused("comment-taken", message, FieldError("comment", "taken", message))


def edit_comment(state: BacklogItem, command: EditComment, _scene: Scene) -> list[Fact]:
    """Let a comment read differently."""
    known = state.comments.get(command.comment)
    if known is None:
        raise Unknown("comment", str(command.comment))
    return [] if known.body == command.body else [CommentEdited(command.comment, command.body)]


def remove_comment(state: BacklogItem, command: RemoveComment, _scene: Scene) -> list[Fact]:
    """Take a comment away."""
    return [CommentRemoved(command.comment)] if command.comment in state.comments else []
