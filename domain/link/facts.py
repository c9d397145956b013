"""What can happen to a link."""

from uuid import UUID

from msgspec import Struct

from domain.fact import Fact

Value = str | None | tuple[str, ...]


class Remote(Struct, frozen=True):
    """An issue at a tracker: ``id`` survives renames, ``key`` and ``url`` are for people."""

    id: str
    key: str
    url: str


class LinkPlanned(Fact, frozen=True, tag="link.planned"):
    """``item`` is to exist at ``connection``; ``intent`` marks its creation there."""

    item: UUID
    connection: UUID
    intent: UUID


class LinkEstablished(Fact, frozen=True, tag="link.established"):
    """The issue exists; ``base`` is what both sides hold, read back from the tracker."""

    remote: Remote
    version: str
    base: dict[str, Value]


class FieldsAgreed(Fact, frozen=True, tag="link.fields_agreed"):
    """Both sides hold these values now; ``raw_body`` is the tracker's own, guarded text."""

    fields: dict[str, Value]
    version: str
    request_id: str | None = None
    raw_body: str | None = None


class ConflictFound(Fact, frozen=True, tag="link.conflict_found"):
    """Both sides changed ``field`` since they agreed on ``base``."""

    field: str
    base: Value
    ours: Value
    theirs: Value


class ConflictSettled(Fact, frozen=True, tag="link.conflict_settled"):
    """A conflict is over: ``choice`` is ours, theirs, value or converged."""

    field: str
    choice: str
    value: Value = None


class FieldGuarded(Fact, frozen=True, tag="link.field_guarded"):
    """Writing ``field`` back would lose something: it is only replaced as a whole."""

    field: str
    why: str


class GuardLifted(Fact, frozen=True, tag="link.guard_lifted"):
    """``field`` can be written again without loss."""

    field: str


class FieldNotAccepted(Fact, frozen=True, tag="link.field_not_accepted"):
    """The tracker kept ``kept`` where ``sent`` was sent; it is not sent again."""

    field: str
    sent: Value
    kept: Value
    why: str | None = None


class RemoteMoved(Fact, frozen=True, tag="link.remote_moved"):
    """The issue has another key or address now."""

    remote: Remote


class RemoteVanished(Fact, frozen=True, tag="link.remote_vanished"):
    """The issue is gone at the tracker; the item stays."""


class LinkParked(Fact, frozen=True, tag="link.parked"):
    """Nothing is tried any more until a person has looked at ``reason``."""

    reason: str
    request_id: str | None = None


class LinkRearmed(Fact, frozen=True, tag="link.rearmed"):
    """A parked link is tried again."""


class LinkDetached(Fact, frozen=True, tag="link.detached"):
    """The two sides no longer follow each other."""

    reason: str | None = None


class LinkRelinked(Fact, frozen=True, tag="link.relinked"):
    """A detached or broken link follows again."""

    remote: Remote | None = None


class CommentPaired(Fact, frozen=True, tag="link.comment_paired"):
    """Our ``comment`` is the tracker's ``remote_id``; ``body`` is the text as it reads there.

    ``ours`` is the text as it reads here, when the tracker keeps it differently.
    """

    comment: UUID
    remote_id: str
    body: str
    ours: str | None = None


class CommentDropped(Fact, frozen=True, tag="link.comment_dropped"):
    """The pair is over: the comment is gone on one side."""

    comment: UUID
