"""Writes what is left at a tracker and reads it back: only what was read becomes the base."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from integrations.errors import Rejected
from integrations.issue import Fields, Patch, Value
from workers.context import Context
from workers.settle import Sent, Settled, settle
from workers.site import Site


class Written(Struct, frozen=True):
    """The state after a write, and when the look at it began."""

    settled: Settled
    read_at: datetime


def write_out(context: Context, site: Site, link_id: UUID, settled: Settled) -> Written:
    """Apply a patch, read the issue back and settle it with what was sent.

    A field the tracker refuses by name is left out and noted as not accepted; the others travel.

    Raises:
        Rejected: The tracker refuses the patch and names no field of it.
        TrackerError: It could not be written, or not be read back.
    """
    issue = settled.issue
    refused = _write(site, settled)
    read_at = context.clock()
    kept = site.tracker.fetch(issue.ref)
    after = settle(
        context.ledger,
        site,
        link_id,
        kept,
        sent=Sent(issue.fields, asked_of(issue.fields, settled.patch), refused),
    )
    return Written(after, read_at)


def asked_of(before: Fields, patch: Patch) -> dict[str, Value]:
    """The values a patch asks for, as whole values."""
    asked: dict[str, Value] = dict(patch.scalars)
    for name in patch.added.keys() | patch.removed.keys():
        kept = set(getattr(before, name)) - set(patch.removed.get(name, ()))
        asked[name] = tuple(sorted(kept | set(patch.added.get(name, ()))))
    return asked


def without(patch: Patch, names: Iterable[str]) -> Patch:
    """The patch without some fields."""
    left_out = set(names)
    return Patch(
        scalars={name: each for name, each in patch.scalars.items() if name not in left_out},
        added={name: each for name, each in patch.added.items() if name not in left_out},
        removed={name: each for name, each in patch.removed.items() if name not in left_out},
        instead=patch.instead,
    )


def _write(site: Site, settled: Settled) -> dict[str, str]:
    """Write what the tracker takes; answers its words to what it refused, by field."""
    issue, patch = settled.issue, settled.patch
    try:
        site.tracker.write(issue.ref, patch)
    except Rejected as rejected:
        named = rejected.fields.keys() & asked_of(issue.fields, patch).keys()
        if not named:
            raise
        rest = without(patch, named)
        if rest:
            site.tracker.write(issue.ref, rest)
        return rejected.fields
    return {}
