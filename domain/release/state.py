"""What is known about a release."""

from msgspec import Struct

from domain.release.facts import GoNoGo, Kind, Status
from domain.roadmap_item.words import Audience
from domain.values import Window, days_between


class Release(Struct, frozen=True):
    """A release as its facts leave it (domain model §2.6).

    Attributes:
        version_name: The version that people know it by, such as 2.0.
        target: When it is meant to come out.
        announced: When the audience was told that it comes out; the promise, wherever the target
            moved since.
        scope: The keys of the roadmap and backlog items that come out with it.
        unfinished: What had to be in it, and was not done when it came out.
    """

    key: str
    name: str
    version_name: str
    kind: Kind
    target: Window
    status: Status = "planned"
    frozen: bool = False
    audience: tuple[Audience, ...] = ()
    announced: Window | None = None
    scope: tuple[str, ...] = ()
    go_no_go: tuple[GoNoGo, ...] = ()
    notes: str = ""
    released_on: str | None = None
    unfinished: tuple[str, ...] = ()


def is_open(release: Release) -> bool:
    """Whether it is still to come out."""
    return release.status in ("planned", "announced")


def slip(release: Release) -> int | None:
    """Days from the promise to the target, or to when it came out; None without a promise."""
    if release.announced is None:
        return None
    return days_between(release.announced.end, release.released_on or release.target.end)
