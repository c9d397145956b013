"""A backlog item's rules: each theme in its own file, one table of them here."""

from collections.abc import Callable
from typing import Any

from domain import text
from domain.backlog_item import comments, content, progress, relations
from domain.backlog_item.commands import (
    AddItem,
    Archive,
    ItemCommand,
    JoinRelease,
    LeaveRelease,
    Restore,
)
from domain.backlog_item.facts import ItemArchived, ItemRestored
from domain.backlog_item.state import BacklogItem
from domain.fact import Fact, Origin
from domain.plan import NOWHERE, Plan
from domain.refusal import Refused, Unknown


def decide(
    state: BacklogItem | None, command: ItemCommand, origin: Origin, plan: Plan = NOWHERE
) -> list[Fact]:
    """Answer a command with facts.

    Raises:
        Unknown: The item, the comment or the criterion does not exist.
        Malformed: A value is not acceptable as written; every one of them is named.
        Refused: ``archived``, ``key-taken``, ``story-missing``, ``verification-missing``, ``done``,
            ``illegal-transition``, ``not-ready``, ``not-done``, ``reason-required``, ``cycle``,
            ``criterion-taken``, ``comment-taken``, ``already-in-release``.
    """
    text.refuse(text.origin(origin))
    if isinstance(command, AddItem):
        return content.add(state, command)
    if state is None:
        raise Unknown("item", "")
    if state.archived and not isinstance(command, Archive | Restore | LeaveRelease):
        message = f"{state.key} is archived: restore it first."
        raise Refused("archived", message)
    if isinstance(command, JoinRelease):
        return relations.join_release(state, command, plan)
    return _RULES[type(command)](state, command, origin)


def _archive(state: BacklogItem, _command: Archive, _origin: Origin) -> list[Fact]:
    return [] if state.archived else [ItemArchived()]


def _restore(state: BacklogItem, _command: Restore, _origin: Origin) -> list[Fact]:
    return [ItemRestored()] if state.archived else []


_RULES: dict[type, Callable[[BacklogItem, Any, Origin], list[Fact]]] = {
    **content.RULES,
    **progress.RULES,
    **relations.RULES,
    **comments.RULES,
    Archive: _archive,
    Restore: _restore,
}
