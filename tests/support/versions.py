"""A few releases, and what a tracker calls them, without a ledger."""

from collections.abc import Mapping

from domain.release.state import Release
from domain.values import Window
from workers.release_names import ReleaseNames

WHEN = Window.read("2026-Q3")
RELEASES = {
    f"ACME-REL{number}": Release(f"ACME-REL{number}", f"No. {number}", version, "minor", WHEN)
    for number, version in ((1, "1.0"), (2, "2.0"))
}


def names(mapping: Mapping[str, str] | None = None) -> ReleaseNames:
    """The releases 1.0 and 2.0 at a connection with this mapping."""
    versions = {each.version_name: each for each in RELEASES.values()}
    return ReleaseNames(mapping or {}, RELEASES.get, lambda name: versions.get(name.strip()))
