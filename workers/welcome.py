"""Takes an issue nobody knows yet into the backlog: item, link and claim in one save."""

from collections.abc import Callable, Sequence
from uuid import UUID

from msgspec import Struct

from domain import identity
from domain.backlog_item.facts import ItemAdded
from domain.backlog_item.observe import imported
from domain.backlog_item.rules import ITEM
from domain.claim import CLAIM, Claim, claim_id
from domain.fact import Origin
from domain.link.commands import Establish, Guard, PlanLink
from domain.link.facts import Remote
from domain.link.rules import LINK
from integrations.issue import Issue
from ledger.ledger import Ledger
from ledger.transaction import Transaction
from workers.bridge import Space, as_ours, as_values, item_words, release_of
from workers.context import Context
from workers.numbering import Numbering, Place, place_of, product_key_of
from workers.settle import space_of
from workers.site import Site
from workers.take_in import take_in

OriginOf = Callable[[Issue], Origin]


class Welcomed(Struct, frozen=True):
    """What became of a batch: the links of new items, and how many issues were here already.

    ``place`` is where the next batch goes on.
    """

    links: tuple[UUID, ...]
    known: int
    place: Place


def owner_of(ledger: Ledger, connection_id: UUID, remote_id: str) -> UUID | None:
    """The link that an issue belongs to, if it belongs to one."""
    name = identity.remote_claim(connection_id, remote_id)
    held = ledger.load(CLAIM, claim_id(name)).state
    return held.owner if held else None


def own_create(ledger: Ledger, connection_id: UUID, issue: Issue) -> UUID | None:
    """The link whose create made this issue and has not seen it yet, told by the mark in it."""
    if issue.marker is None:
        return None
    link = ledger.load(LINK, issue.marker).state
    is_ours = link is not None and link.connection == connection_id and link.remote is None
    return issue.marker if is_ours else None


def welcome(
    context: Context,
    site: Site,
    issues: Sequence[Issue],
    origin_of: OriginOf,
    place: Place | None = None,
) -> Welcomed:
    """Add an item for each issue that no link holds; the same issue again changes nothing.

    Raises:
        Malformed: An issue has no words we could keep.
        Contended: Others added items at the same moment, every time.
    """
    begin = place or next_place(context, site)
    links: list[UUID | None] = []
    numbering = Numbering(begin)

    def work(transaction: Transaction) -> None:
        nonlocal links, numbering
        numbering = Numbering(begin)
        _look_ahead(context.ledger, transaction, site, issues, numbering)
        links = [
            _take_in(transaction, site, issue, origin_of(issue), numbering) for issue in issues
        ]

    if issues:
        context.ledger.transact(work, origin_of(issues[0]))
    new = tuple(each for each in links if each is not None)
    return Welcomed(new, len(links) - len(new), numbering.place)


def next_place(context: Context, site: Site) -> Place:
    """Where the product's next item goes."""
    key = product_key_of(context.ledger, site.connection.product)
    with context.database.read() as connection:
        return place_of(connection, key)


def establish(
    transaction: Transaction,
    site: Site,
    link_id: UUID,
    issue: Issue,
    open_fields: frozenset[str] = frozenset(),
) -> None:
    """Note that a planned link's issue exists, and that it belongs to this link only.

    ``open_fields`` are not agreed on yet: what the tracker put there by itself is new to us.
    """
    name = identity.remote_claim(site.id, issue.ref.id)
    transaction.execute(CLAIM, claim_id(name), Claim(name, link_id, code="already-linked"))
    base = {
        field: value
        for field, value in as_values(issue.fields).items()
        if field in site.tracker.holds - open_fields
    }
    remote = Remote(issue.ref.id, issue.ref.key, issue.ref.url)
    transaction.execute(LINK, link_id, Establish(remote, issue.version, base))
    if issue.lossy is not None:
        transaction.execute(LINK, link_id, Guard("body", issue.lossy))


def _look_ahead(
    ledger: Ledger,
    transaction: Transaction,
    site: Site,
    issues: Sequence[Issue],
    numbering: Numbering,
) -> None:
    """Read what all the issues ask about in two looks, not in two for each of them."""
    names = [identity.remote_claim(site.id, issue.ref.id) for issue in issues]
    transaction.know(ledger.load_all(CLAIM, map(claim_id, names)))
    transaction.know(ledger.load_all(ITEM, numbering.expected(len(issues))))


def _take_in(
    transaction: Transaction, site: Site, issue: Issue, origin: Origin, numbering: Numbering
) -> UUID | None:
    name = identity.remote_claim(site.id, issue.ref.id)
    held = transaction.load(CLAIM, claim_id(name))
    if held is not None and held.owner is not None:
        return None
    transaction.act_as(origin)
    key, rank = numbering.next(transaction)
    item = identity.item_id(key)
    space = space_of(site.connection, site.tracker, transaction.load)
    issue = as_ours(issue, None, {}, space)
    release = release_of(issue.fields, space)
    seen = imported(_added(site, issue, space, key, rank), origin, release)
    take_in(transaction, item, key, seen)
    link_id = identity.link_id(item, site.id)
    transaction.execute(LINK, link_id, PlanLink(item, site.id, intent=link_id))
    establish(transaction, site, link_id, issue)
    return link_id


def _added(site: Site, issue: Issue, space: Space, key: str, rank: str) -> ItemAdded:
    """The issue as a new item."""
    words = item_words(issue.fields, space)
    return ItemAdded(product=site.connection.product, key=key, rank=rank, **words)
