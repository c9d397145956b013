"""Rules of what people say about an item."""

from collections.abc import Callable
from typing import Any

from domain import text
from domain.backlog_item.commands import Comment, EditComment, RemoveComment
from domain.backlog_item.facts import CommentEdited, CommentRemoved, ItemCommented
from domain.backlog_item.state import BacklogItem
from domain.fact import Fact, Origin
from domain.refusal import FieldError, Refused, Unknown


def _comment(state: BacklogItem, command: Comment, origin: Origin) -> list[Fact]:
    author = command.author.strip() or origin.actor.display
    text.refuse(text.said("body", command.body), text.line("author", author))
    known = state.comments.get(command.comment)
    if known is None:
        return [ItemCommented(command.comment, command.body, author)]
    if known.body == command.body:
        return []
    message = f"There is another comment {command.comment}: edit it instead."
    raise Refused("comment-taken", message, FieldError("comment", "taken", message))


def _edit_comment(state: BacklogItem, command: EditComment, _origin: Origin) -> list[Fact]:
    text.refuse(text.said("body", command.body))
    known = state.comments.get(command.comment)
    if known is None:
        raise Unknown("comment", str(command.comment))
    return [] if known.body == command.body else [CommentEdited(command.comment, command.body)]


def _remove_comment(state: BacklogItem, command: RemoveComment, _origin: Origin) -> list[Fact]:
    return [CommentRemoved(command.comment)] if command.comment in state.comments else []


RULES: dict[type, Callable[[BacklogItem, Any, Origin], list[Fact]]] = {
    Comment: _comment,
    EditComment: _edit_comment,
    RemoveComment: _remove_comment,
}
