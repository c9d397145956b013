"""What a connection's tracker calls our releases, and which release a milestone there means.

A release is called by its version there, unless the connection's mapping has another name for its
key or version. A version belongs to one release of a product, which its claim says.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from msgspec import Struct

from domain import keys
from domain.claim import CLAIM, claim_id
from domain.connection.state import Connection
from domain.decider import Decider
from domain.product.rules import PRODUCT
from domain.release.rules import RELEASE, version_claim
from domain.release.state import Release
from ledger.ledger import Ledger

Load = Callable[[Decider[Any, Any], UUID], Any]
"""Answers a stream's state; a transaction's own ``load`` sees its own facts."""


class ReleaseNames(Struct, frozen=True):
    """Releases by what a tracker calls them.

    Attributes:
        mapping: The tracker's names by our keys or versions.
        by_key: Finds a release by its key.
        by_version: Finds the release of the product that has a version.
    """

    mapping: Mapping[str, str]
    by_key: Callable[[str], Release | None]
    by_version: Callable[[str], Release | None]

    def spoken(self, key: str) -> str | None:
        """What the tracker calls the release with ``key``; None when there is none."""
        release = self.by_key(key)
        return None if release is None else self._mapped(release) or release.version_name

    def meant(self, name: str) -> str | None:
        """The key of the release that the tracker calls ``name``; None when it means none."""
        for ours, theirs in self.mapping.items():
            release = self._ours(ours) if _same(theirs, name) else None
            if release is not None and self._mapped(release) == theirs:
                return release.key
        release = self.by_version(name)
        return release.key if release is not None and self._mapped(release) is None else None

    def _mapped(self, release: Release) -> str | None:
        return self.mapping.get(release.key) or self.mapping.get(release.version_name)

    def _ours(self, word: str) -> Release | None:
        is_key = keys.kind_of(word) == RELEASE.kind
        return (self.by_key(word) if is_key else None) or self.by_version(word)


NO_RELEASES = ReleaseNames({}, lambda _key: None, lambda _version: None)


def release_names(connection: Connection, load: Load) -> ReleaseNames:
    """The names at ``connection``; releases are looked up when they are asked for."""

    def by_key(key: str) -> Release | None:
        found: Release | None = load(RELEASE, keys.stream_of(key))
        return found

    def by_version(version: str) -> Release | None:
        product = load(PRODUCT, connection.product)
        if product is None:
            return None
        held = load(CLAIM, claim_id(version_claim(product.key, version)))
        return load(RELEASE, held.owner) if held is not None and held.owner is not None else None

    return ReleaseNames(connection.mapping.releases, by_key, by_version)


def states_of(ledger: Ledger) -> Load:
    """Looks streams up as they are stored."""
    return lambda decider, stream_id: ledger.load(decider, stream_id).state


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
