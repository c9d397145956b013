"""A link's rules: nothing is agreed that was not read back, and no conflict holds another field."""

from collections.abc import Callable
from typing import Any, get_args

from domain import text
from domain.fact import Fact, Origin
from domain.link.commands import (
    Agree,
    Choice,
    Detach,
    DropComment,
    Establish,
    FindConflict,
    Follow,
    Guard,
    LiftGuard,
    LinkCommand,
    Lose,
    NoteRefusal,
    PairComment,
    Park,
    PlanLink,
    Rearm,
    Relink,
    SettleConflict,
)
from domain.link.facts import (
    CommentDropped,
    CommentPaired,
    ConflictFound,
    ConflictSettled,
    FieldGuarded,
    FieldNotAccepted,
    FieldsAgreed,
    GuardLifted,
    LinkDetached,
    LinkEstablished,
    LinkParked,
    LinkPlanned,
    LinkRearmed,
    LinkRelinked,
    RemoteMoved,
    RemoteVanished,
)
from domain.link.state import Conflict, Kept, Link, Pair, Parked
from domain.plan import NOWHERE, Plan
from domain.reasons import require_reason
from domain.refusal import FieldError, Refused, Unknown


def decide(
    state: Link | None, command: LinkCommand, origin: Origin, _around: Plan = NOWHERE
) -> list[Fact]:
    """Answer a command with facts.

    Raises:
        Unknown: The link does not exist.
        Malformed: The choice is none of ours, theirs, value and converged.
        Refused: ``not-established``, ``conflict-closed``, ``reason-required``, ``already-linked``,
            ``detached``.
    """
    text.refuse(text.origin(origin))
    if isinstance(command, PlanLink):
        return _plan(state, command)
    if state is None:
        raise Unknown("link", "")
    return _RULES[type(command)](state, command, origin)


def _plan(state: Link | None, command: PlanLink) -> list[Fact]:
    if state is not None:
        return []
    return [LinkPlanned(item=command.item, connection=command.connection, intent=command.intent)]


def _establish(state: Link, command: Establish, _origin: Origin) -> list[Fact]:
    if state.remote is not None and state.remote.id == command.remote.id:
        return []
    if state.remote is not None:
        message = f"The item is already linked to {state.remote.key} there."
        raise Refused("already-linked", message)
    if state.phase != "creating":
        message = f"The link is {state.phase}: relink it before {command.remote.key} can follow."
        raise Refused("detached", message)
    return [LinkEstablished(command.remote, command.version, command.base)]


def _agree(state: Link, command: Agree, _origin: Origin) -> list[Fact]:
    _established(state)
    new = {
        name: value
        for name, value in command.fields.items()
        if name not in state.base or state.base[name] != value or name in state.not_accepted
    }
    if not new:
        return []
    agreed = FieldsAgreed(new, command.version, command.request_id, command.raw_body)
    return [agreed]


def _find_conflict(state: Link, command: FindConflict, _origin: Origin) -> list[Fact]:
    _established(state)
    found = Conflict(command.field, command.base, command.ours, command.theirs)
    if state.conflicts.get(command.field) == found:
        return []
    return [ConflictFound(command.field, command.base, command.ours, command.theirs)]


def _settle_conflict(state: Link, command: SettleConflict, origin: Origin) -> list[Fact]:
    text.refuse(text.one_of("choice", command.choice, get_args(Choice)))
    conflict = state.conflicts.get(command.field)
    if conflict is None:
        is_open = tuple(sorted(state.conflicts))
        message = f"There is no open conflict on {command.field}."
        wrong = FieldError("field", "conflict-closed", message, command.field, is_open)
        raise Refused("conflict-closed", message, wrong)
    if command.choice != "converged":
        require_reason(origin, "Settling a conflict by hand")
    value = {"ours": conflict.ours, "theirs": conflict.theirs}.get(command.choice, command.value)
    return [ConflictSettled(command.field, command.choice, value)]


def _guard(state: Link, command: Guard, _origin: Origin) -> list[Fact]:
    if state.guarded.get(command.field) == command.why:
        return []
    return [FieldGuarded(command.field, command.why)]


def _lift_guard(state: Link, command: LiftGuard, _origin: Origin) -> list[Fact]:
    return [GuardLifted(command.field)] if command.field in state.guarded else []


def _note_refusal(state: Link, command: NoteRefusal, _origin: Origin) -> list[Fact]:
    _established(state)
    if state.not_accepted.get(command.field) == Kept(command.sent, command.kept, command.why):
        return []
    return [FieldNotAccepted(command.field, command.sent, command.kept, command.why)]


def _follow(state: Link, command: Follow, _origin: Origin) -> list[Fact]:
    _established(state)
    return [] if state.remote == command.remote else [RemoteMoved(command.remote)]


def _lose(state: Link, _command: Lose, _origin: Origin) -> list[Fact]:
    return [RemoteVanished()] if state.phase == "active" else []


def _park(state: Link, command: Park, _origin: Origin) -> list[Fact]:
    is_so = state.parked == Parked(command.reason, command.request_id)
    if is_so or state.phase == "detached":
        return []
    return [LinkParked(command.reason, command.request_id)]


def _rearm(state: Link, _command: Rearm, _origin: Origin) -> list[Fact]:
    return [LinkRearmed()] if state.parked else []


def _detach(state: Link, command: Detach, _origin: Origin) -> list[Fact]:
    return [] if state.phase == "detached" else [LinkDetached(command.reason)]


def _relink(state: Link, command: Relink, _origin: Origin) -> list[Fact]:
    is_followed = state.phase in ("active", "creating")
    return [] if is_followed else [LinkRelinked(command.remote)]


def _pair_comment(state: Link, command: PairComment, _origin: Origin) -> list[Fact]:
    _established(state)
    pair = Pair(command.remote_id, command.body, command.ours)
    if state.comments.get(command.comment) == pair:
        return []
    return [CommentPaired(command.comment, pair.remote_id, pair.body, pair.ours)]


def _drop_comment(state: Link, command: DropComment, _origin: Origin) -> list[Fact]:
    return [CommentDropped(command.comment)] if command.comment in state.comments else []


def _established(state: Link) -> None:
    if state.remote is None:
        message = "The issue does not exist at the tracker yet."
        raise Refused("not-established", message)


_RULES: dict[type, Callable[[Link, Any, Origin], list[Fact]]] = {
    Establish: _establish,
    Agree: _agree,
    FindConflict: _find_conflict,
    SettleConflict: _settle_conflict,
    Guard: _guard,
    LiftGuard: _lift_guard,
    NoteRefusal: _note_refusal,
    Follow: _follow,
    Lose: _lose,
    Park: _park,
    Rearm: _rearm,
    Detach: _detach,
    Relink: _relink,
    PairComment: _pair_comment,
    DropComment: _drop_comment,
}
