"""Settles one link against the issue as its tracker holds it now: the heart of the sync.

Level-triggered: it loads both sides and the base, merges, and writes what follows here as facts, in
one save over the item and the link. What follows there comes back as a patch for ``deliver``. Run
twice, late or out of order, it ends in the same state.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from domain.backlog_item.observe import observe
from domain.backlog_item.rules import ITEM
from domain.backlog_item.state import BacklogItem
from domain.connection.state import Connection
from domain.fact import Origin
from domain.link.commands import (
    Agree,
    FindConflict,
    Follow,
    Guard,
    LiftGuard,
    LinkCommand,
    NoteRefusal,
    SettleConflict,
)
from domain.link.facts import Remote
from domain.link.rules import LINK
from domain.link.state import Kept, Link
from integrations.equivalence import equivalent, member_key, members
from integrations.issue import FIELDS, SETS, Fields, Issue, Patch, RemoteRef, Value
from integrations.merge import Merge, Rules, merge
from integrations.tracker import Tracker
from ledger.ledger import Ledger
from ledger.transaction import Transaction
from workers.bridge import (
    Space,
    as_ours,
    as_values,
    fields_of,
    observation_of,
    release_of,
    understood,
)
from workers.origins import of_tracker
from workers.release_names import Load, release_names
from workers.site import Site
from workers.take_in import take_in


class Sent(Struct, frozen=True):
    """What was just written: ``before`` it the issue held this, and ``fields`` were asked for.

    Attributes:
        refused: By field, the tracker's own words to what it refused.
    """

    before: Fields
    fields: dict[str, Value]
    refused: dict[str, str] = {}


class Settled(Struct, frozen=True):
    """What is left to do at the tracker, and what the issue held when that was decided."""

    patch: Patch
    facts: int
    issue: Issue


def space_of(connection: Connection, tracker: Tracker, load: Load) -> Space:
    """What the tracker behind ``connection`` can say; releases are looked up with ``load``."""
    releases = release_names(connection, load)
    return Space(mapping=connection.mapping, statuses=tracker.statuses, releases=releases)


def settle(
    ledger: Ledger,
    site: Site,
    link_id: UUID,
    issue: Issue,
    *,
    origin: Origin | None = None,
    sent: Sent | None = None,
) -> Settled:
    """Merge one link with its issue.

    Args:
        ledger: Where both are written down.
        site: The connection that the link belongs to.
        link_id: The link's id.
        issue: As it was read just now.
        origin: Who is behind what is found; the connection, if not said.
        sent: What was written to the issue before it was read.

    Raises:
        DomainError: A value is malformed.
    """
    connection, tracker = site.connection, site.tracker
    if origin is None:
        origin = of_tracker(connection, issue, person=None, source_ref=issue.ref.url)
    outcome: list[tuple[Patch, Issue]] = []

    def work(transaction: Transaction) -> None:
        outcome.clear()
        link = transaction.load(LINK, link_id)
        if link is None or link.phase != "active" or is_stale(issue, link):
            return
        item = transaction.load(ITEM, link.item)
        if item is None:
            return
        space = space_of(connection, tracker, transaction.load)
        seen = as_ours(issue, item, link.base, space)
        if sent is not None:
            link = _note_delivery(transaction, link_id, link, seen, sent, tracker.spelled)
        side = _Side(connection, tracker, space, link, item, seen)
        outcome.append((_apply(transaction, link_id, side, origin), seen))

    receipt = ledger.transact(work, origin)
    patch, seen = outcome[0] if outcome else (Patch(), issue)
    return Settled(patch, len(receipt.facts), seen)


def is_stale(issue: Issue, link: Link) -> bool:
    """Whether the issue was read before the version the link agreed on (``sync.md`` F18)."""
    if not link.version or link.version == issue.version:
        return False
    return issue.updated_at < datetime.fromisoformat(link.version)


def ours_of(link: Link, item: BacklogItem, known: Mapping[str, Value], space: Space) -> Fields:
    """Our side in the tracker's space; what the tracker once made of it counts as agreed."""
    ours = fields_of(item, known, space)
    return replace(ours, **{name: each.kept for name, each in _refused(link, ours).items()})


def _refused(link: Link, ours: Fields) -> dict[str, Kept]:
    """By field, what of our side the tracker did not accept, as long as we hold to it."""
    return {
        name: each
        for name, each in link.not_accepted.items()
        if equivalent(name, getattr(ours, name), each.sent)
    }


def rules_of(connection: Connection, tracker: Tracker, link: Link) -> Rules:
    """How each field of this link travels."""
    whole = dict.fromkeys(FIELDS, connection.direction)
    return Rules(
        holds=tracker.holds,
        direction=whole | {name: rule.direction for name, rule in connection.policies.items()},
        on_conflict={name: rule.on_conflict for name, rule in connection.policies.items()},
        guarded=frozenset(link.guarded),
        open_conflicts={name: (each.ours, each.theirs) for name, each in link.conflicts.items()},
    )


class _Side(Struct, frozen=True):
    connection: Connection
    tracker: Tracker
    space: Space
    link: Link
    item: BacklogItem
    issue: Issue


def _apply(transaction: Transaction, link_id: UUID, side: _Side, origin: Origin) -> Patch:
    base = side.link.base
    theirs = side.issue.fields
    ours = ours_of(side.link, side.item, base or as_values(theirs), side.space)
    rules = rules_of(side.connection, side.tracker, side.link)
    merged = merge(understood(base, side.item, side.space) or None, ours, theirs, rules)
    observation = observation_of(_heard(side, merged.here), side.item, side.space)
    if observation is not None:
        seen = observe(side.item, observation, origin)
        take_in(transaction, side.link.item, side.item.key, seen)
    for command in _commands(side, merged):
        transaction.execute(LINK, link_id, command)
    return _instead(merged.there, theirs, side.space)


def _heard(side: _Side, here: dict[str, Value]) -> dict[str, Value]:
    """What follows here; a label that the tracker did not accept stays here all the same."""
    if "labels" not in here or "labels" not in side.link.not_accepted:
        return here
    ours = fields_of(side.item, side.link.base, side.space)
    refused = _refused(side.link, ours).get("labels", Kept((), ()))
    left = set(members(refused.sent)) - set(members(refused.kept))
    return here | {"labels": tuple(sorted({*members(here["labels"]), *left}))}


def _instead(patch: Patch, theirs: Fields, space: Space) -> Patch:
    """Another release takes the place of the one that is there, not of what is none of ours."""
    if "milestone" not in patch.scalars:
        return patch
    is_ours = release_of(theirs, space) is not None
    return replace(patch, instead=theirs.milestone if is_ours else "")


def _commands(side: _Side, merged: Merge) -> list[LinkCommand]:
    issue, link = side.issue, side.link
    commands: list[LinkCommand] = []
    if _remote(issue.ref) != link.remote:
        commands.append(Follow(_remote(issue.ref)))
    commands += _guards(issue, link)
    commands += [SettleConflict(name, "converged") for name in merged.converged]
    commands += [FindConflict(c.field, c.base, c.ours, c.theirs) for c in merged.conflicts]
    pushed = set(merged.there.scalars) | set(merged.there.added) | set(merged.there.removed)
    theirs = as_values(issue.fields)
    agreed = {name: theirs[name] for name in merged.here if name not in pushed}
    agreed |= merged.agreed
    if agreed:
        raw = issue.raw_body if issue.lossy and "body" in agreed else None
        commands.append(Agree(agreed, issue.version, raw_body=raw))
    return commands


def _guards(issue: Issue, link: Link) -> list[LinkCommand]:
    if issue.lossy is not None:
        return [Guard("body", issue.lossy)]
    return [LiftGuard("body")] if "body" in link.guarded else []


def _note_delivery(
    transaction: Transaction,
    link_id: UUID,
    link: Link,
    issue: Issue,
    sent: Sent,
    spelled: Callable[[str], str],
) -> Link:
    """Compare what the tracker kept with what was sent, field by field, and move the base."""
    for name, asked in sent.fields.items():
        kept: Value = getattr(issue.fields, name)
        foreseen = [getattr(sent.before, name)]
        if name == "body":
            foreseen.append(spelled(str(asked or "")))
        command = judge(name, asked, kept, foreseen, issue.version)
        if isinstance(command, NoteRefusal):
            command = replace(command, why=sent.refused.get(name))
        transaction.execute(LINK, link_id, command)
    return transaction.load(LINK, link_id) or link


def judge(
    name: str, asked: Value, kept: Value, foreseen: Sequence[Value], version: str
) -> LinkCommand:
    """What follows when ``asked`` was sent and the tracker holds ``kept``.

    ``foreseen`` is what it may hold of its own accord: what it held before, and its own spelling.
    Anything else was written by somebody in between, and is theirs to be pulled.
    """
    if equivalent(name, asked, kept):
        return Agree({name: kept}, version)
    if name in SETS:
        return _judge_set(name, asked, kept, foreseen[0], version)
    if any(equivalent(name, kept, each) for each in foreseen):
        return NoteRefusal(name, asked, kept)
    return Agree({name: asked}, version)


def _judge_set(name: str, asked: Value, kept: Value, before: Value, version: str) -> LinkCommand:
    """Only what we added can have been refused: what else is missing, somebody took away."""
    there = {member_key(name, each) for each in (*members(before), *members(kept))}
    taken = tuple(each for each in members(asked) if member_key(name, each) in there)
    is_whole = equivalent(name, taken, asked)
    return Agree({name: asked}, version) if is_whole else NoteRefusal(name, asked, taken)


def _remote(ref: RemoteRef) -> Remote:
    return Remote(id=ref.id, key=ref.key, url=ref.url)
