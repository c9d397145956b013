"""What can happen to a release."""

from typing import Literal

from msgspec import Struct

from domain.fact import Fact
from domain.roadmap_item.words import Audience
from domain.values import Window

Kind = Literal["major", "minor", "patch", "beta"]
Status = Literal["planned", "announced", "released", "cancelled"]


class GoNoGo(Struct, frozen=True):
    """What somebody looked at before a release goes out, and whether it may for all of that."""

    check: str
    by: str
    ok: bool


class ReleasePlanned(Fact, frozen=True, tag="release.planned"):
    """A release is meant to come out in a window; its version is its own within the product."""

    key: str
    name: str
    version_name: str
    kind: Kind
    target: Window


class ReleaseScopeAdded(Fact, frozen=True, tag="release.scope_added"):
    """An item comes out with it; the item's own stream says so in the same save."""

    item: str


class ReleaseScopeRemoved(Fact, frozen=True, tag="release.scope_removed"):
    """An item comes out with it no longer; the item's own stream says so in the same save."""

    item: str


class ReleaseAnnounced(Fact, frozen=True, tag="release.announced"):
    """An audience was told when it comes out."""

    audience: tuple[Audience, ...]
    window: Window


class ReleaseRescheduled(Fact, frozen=True, tag="release.rescheduled"):
    """It is meant to come out at another time from now on."""

    target: Window


class ReleaseScopeFrozen(Fact, frozen=True, tag="release.scope_frozen"):
    """What comes out with it changes only for a reason from now on."""


class ReleaseScopeUnfrozen(Fact, frozen=True, tag="release.scope_unfrozen"):
    """What comes out with it may change again."""


class GoNoGoRecorded(Fact, frozen=True, tag="release.go_no_go_recorded"):
    """Somebody looked at something, and says whether the release may go out."""

    go_no_go: GoNoGo


class ReleaseNotesDrafted(Fact, frozen=True, tag="release.notes_drafted"):
    """What people will be told about it."""

    notes: str


class ReleaseShipped(Fact, frozen=True, tag="release.shipped"):
    """It came out; ``unfinished`` are the keys of what had to be in it and was not done."""

    released_on: str
    notes: str = ""
    unfinished: tuple[str, ...] = ()


class ReleaseCancelled(Fact, frozen=True, tag="release.cancelled"):
    """It will not come out, and its version can be another release's."""
