"""Rules of how far an item is: one way through the statuses, checked at ready and at done."""

from collections.abc import Callable
from typing import Any, get_args

from domain import text
from domain.backlog_item import checks
from domain.backlog_item.commands import (
    Block,
    Complete,
    Drop,
    MarkReady,
    Reopen,
    SendToReview,
    Start,
    Unblock,
)
from domain.backlog_item.facts import (
    DoneCheckWaived,
    ItemBlocked,
    ItemCompleted,
    ItemDropped,
    ItemReadied,
    ItemReopened,
    ItemSentToReview,
    ItemStarted,
    ItemUnblocked,
    ReadyCheckWaived,
    Resolution,
    Status,
)
from domain.backlog_item.state import BacklogItem, Blocked
from domain.fact import Fact, Origin
from domain.reasons import require_reason
from domain.refusal import FieldError, Refused

ALLOWED: dict[Status, tuple[Status, ...]] = {
    "new": ("ready", "dropped"),
    "ready": ("in_progress", "dropped"),
    "in_progress": ("in_review", "done", "dropped"),
    "in_review": ("in_progress", "done", "dropped"),
    "done": ("new",),
    "dropped": ("new",),
}
"""From each status, where it can go by command; a tracker may report other ways."""

CLOSED = ("done", "dropped")


def refuse_transition(state: BacklogItem, to: Status) -> None:
    """Raise ``Refused`` (``illegal-transition``) unless ``to`` can follow on the status."""
    allowed = ALLOWED[state.status]
    if to not in allowed:
        message = f"{state.key} is {state.status}: it can become {' or '.join(allowed)}, not {to}."
        wrong = FieldError("status", "illegal-transition", message, state.status, allowed)
        raise Refused("illegal-transition", message, wrong)


def _mark_ready(state: BacklogItem, command: MarkReady, origin: Origin) -> list[Fact]:
    if state.status == "ready":
        return []
    refuse_transition(state, "ready")
    waived = _judge(state, command, origin, "not-ready")
    return [*([ReadyCheckWaived(waived)] if waived else []), ItemReadied()]


def _start(state: BacklogItem, _command: Start, _origin: Origin) -> list[Fact]:
    if state.status == "in_progress":
        return []
    refuse_transition(state, "in_progress")
    return [ItemStarted()]


def _send_to_review(state: BacklogItem, _command: SendToReview, _origin: Origin) -> list[Fact]:
    if state.status == "in_review":
        return []
    refuse_transition(state, "in_review")
    return [ItemSentToReview()]


def _complete(state: BacklogItem, command: Complete, origin: Origin) -> list[Fact]:
    if state.status == "done":
        return []
    refuse_transition(state, "done")
    waived = _judge(state, command, origin, "not-done")
    return [*([DoneCheckWaived(waived)] if waived else []), ItemCompleted()]


def _reopen(state: BacklogItem, _command: Reopen, _origin: Origin) -> list[Fact]:
    return [ItemReopened()] if state.status in CLOSED else []


def _drop(state: BacklogItem, command: Drop, _origin: Origin) -> list[Fact]:
    text.refuse(text.one_of("resolution", command.resolution, get_args(Resolution)))
    if state.status != "dropped":
        refuse_transition(state, "dropped")
    is_so = state.status == "dropped" and state.resolution == command.resolution
    return [] if is_so else [ItemDropped(command.resolution)]


def _block(state: BacklogItem, command: Block, origin: Origin) -> list[Fact]:
    text.refuse(text.prose("reason", command.reason, text.REASON_LIMIT))
    reason = command.reason.strip() or require_reason(origin, "Blocking an item")
    if state.status in CLOSED:
        message = f"{state.key} is {state.status}: nothing is left to block. Reopen it first."
        wrong = FieldError("status", "illegal-transition", message, state.status)
        raise Refused("illegal-transition", message, wrong)
    is_so = state.blocked == Blocked(reason, command.by)
    return [] if is_so else [ItemBlocked(reason, command.by)]


def _unblock(state: BacklogItem, _command: Unblock, _origin: Origin) -> list[Fact]:
    return [ItemUnblocked()] if state.blocked is not None else []


def _judge(
    state: BacklogItem, command: MarkReady | Complete, origin: Origin, code: str
) -> tuple[str, ...]:
    """The ids of the failed checks that are waived; refused when they fail and are not."""
    failed = checks.failed(state, command.checks, command.confirmed)
    if failed and not command.waive:
        wrong = [FieldError("checks", code, check.text, check.id) for check in failed]
        message = f"{state.key} fails: {'; '.join(check.text for check in failed)}."
        raise Refused(code, message, *wrong)
    if failed:
        require_reason(origin, "Waiving a check")
    return tuple(check.id for check in failed)


RULES: dict[type, Callable[[BacklogItem, Any, Origin], list[Fact]]] = {
    MarkReady: _mark_ready,
    Start: _start,
    SendToReview: _send_to_review,
    Complete: _complete,
    Reopen: _reopen,
    Drop: _drop,
    Block: _block,
    Unblock: _unblock,
}
