"""A link's state from its facts."""

from typing import TypeVar, assert_never

from msgspec.structs import replace

from domain.fact import Fact
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

K = TypeVar("K")
V = TypeVar("V")

AgreementFact = (
    LinkEstablished
    | FieldsAgreed
    | ConflictFound
    | ConflictSettled
    | FieldGuarded
    | GuardLifted
    | FieldNotAccepted
)
LifeFact = (
    RemoteMoved
    | RemoteVanished
    | LinkParked
    | LinkRearmed
    | LinkDetached
    | LinkRelinked
    | CommentPaired
    | CommentDropped
)


def evolve(state: Link | None, fact: Fact) -> Link:
    """Fold one fact of a link; raises ``TypeError`` for a fact of something else."""
    if isinstance(fact, LinkPlanned):
        return Link(item=fact.item, connection=fact.connection, intent=fact.intent)
    if state is not None and isinstance(fact, AgreementFact):
        return _agreement(state, fact)
    if state is not None and isinstance(fact, LifeFact):
        return _life(state, fact)
    msg = f"{type(fact).__name__} cannot follow on this link"
    raise TypeError(msg)


def _agreement(state: Link, fact: AgreementFact) -> Link:
    match fact:
        case LinkEstablished():
            return replace(
                state, phase="active", remote=fact.remote, version=fact.version, base=fact.base
            )
        case FieldsAgreed():
            return _agreed(state, fact)
        case ConflictFound():
            found = Conflict(fact.field, fact.base, fact.ours, fact.theirs)
            return replace(state, conflicts=state.conflicts | {fact.field: found})
        case ConflictSettled():
            return _settled(state, fact)
        case FieldGuarded():
            return replace(state, guarded=state.guarded | {fact.field: fact.why})
        case GuardLifted():
            return replace(state, guarded=_without(state.guarded, fact.field))
        case FieldNotAccepted():
            return replace(
                state,
                base=state.base | {fact.field: fact.kept},
                not_accepted=state.not_accepted
                | {fact.field: Kept(fact.sent, fact.kept, fact.why)},
            )
        case _:
            assert_never(fact)


def _agreed(state: Link, fact: FieldsAgreed) -> Link:
    refused = {k: v for k, v in state.not_accepted.items() if k not in fact.fields}
    raw = fact.raw_body if fact.raw_body is not None else state.raw_body
    return replace(
        state,
        base=state.base | fact.fields,
        version=fact.version,
        not_accepted=refused,
        raw_body=raw,
    )


def _settled(state: Link, fact: ConflictSettled) -> Link:
    """Move the base so that the chosen side is the one that changed since."""
    conflict = state.conflicts[fact.field]
    base, version = dict(state.base), state.version
    if fact.choice == "theirs":
        base[fact.field], version = conflict.ours, ""
    elif fact.choice in ("ours", "value"):
        base[fact.field] = conflict.theirs
    left = _without(state.conflicts, fact.field)
    return replace(state, conflicts=left, base=base, version=version)


def _life(state: Link, fact: LifeFact) -> Link:
    match fact:
        case RemoteMoved():
            return replace(state, remote=fact.remote)
        case RemoteVanished():
            return replace(state, phase="broken", parked=None)
        case LinkParked():
            return replace(state, parked=Parked(fact.reason, fact.request_id))
        case LinkRearmed():
            return replace(state, parked=None)
        case LinkDetached():
            return replace(state, phase="detached", parked=None)
        case LinkRelinked():
            return _relinked(state, fact)
        case CommentPaired():
            pair = Pair(fact.remote_id, fact.body, fact.ours)
            return replace(state, comments=state.comments | {fact.comment: pair})
        case CommentDropped():
            return replace(state, comments=_without(state.comments, fact.comment))
        case _:
            assert_never(fact)


def _relinked(state: Link, fact: LinkRelinked) -> Link:
    """With another issue nothing is agreed any more: what was belongs to the old one."""
    remote = fact.remote or state.remote
    if remote is None:
        return replace(state, phase="creating", parked=None)
    if state.remote is None or remote.id != state.remote.id:
        new = Link(item=state.item, connection=state.connection, intent=state.intent)
        return replace(new, phase="active", remote=remote)
    return replace(state, phase="active", remote=remote, parked=None)


def _without(mapping: dict[K, V], key: K) -> dict[K, V]:
    return {k: v for k, v in mapping.items() if k != key}
