"""The list of releases: what state they are in, when they come out, and how that was promised."""

from typing import Literal

from msgspec import Struct

from domain.release.facts import Kind, Status
from domain.release.rules import RELEASE
from domain.release.state import Release, slip
from domain.roadmap_item.words import Audience
from projections.listing import Column, Listing

Go = Literal["go", "no_go", "open"]


class Shown(Struct, frozen=True):
    """What is computed of a release.

    Attributes:
        go: Whether it may go out for all that was looked at; open when nothing was.
        slip_days: From the promise to the target, or to when it came out; None without a promise.
    """

    go: Go
    slip_days: int | None


def go(state: Release) -> Go:
    """What those who looked say together."""
    if not state.go_no_go:
        return "open"
    return "go" if all(each.ok for each in state.go_no_go) else "no_go"


def shown(state: Release) -> Shown:
    """What is shown besides the state."""
    return Shown(go(state), slip(state))


RELEASES = Listing(
    RELEASE,
    (
        Column("status", Status, lambda each: each.status),
        Column("kind", Kind, lambda each: each.kind),
        Column("frozen", bool, lambda each: each.frozen),
        Column("version_name", str, lambda each: each.version_name),
        Column("go", Go, go),
        Column("starts", str, lambda each: each.target.start, ranges=True),
        Column("ends", str, lambda each: each.target.end, ranges=True),
        Column("item", tuple[str, ...], lambda each: each.scope),
        Column("audience", tuple[Audience, ...], lambda each: each.audience),
    ),
    title=lambda each: f"{each.name} {each.version_name}",
    shown=shown,
    shape=Shown,
    order=("ends",),
)
"""``starts`` and ``ends`` are the target's; ``item`` is a key in its scope."""
