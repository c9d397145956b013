"""Decides which items are mirrored: a connection's selection by itself, single items by hand."""

from collections.abc import Sequence
from uuid import UUID

from domain import identity
from domain.backlog_item.rules import ITEM
from domain.link.commands import PlanLink
from domain.link.rules import LINK
from domain.refusal import Refused, Unknown
from ledger.transaction import Transaction
from projections.backlog.query import unlinked
from workers.context import Context
from workers.numbering import product_key_of
from workers.origins import of_engine
from workers.outcome import Done, Nothing, Outcome
from workers.site import AtRest, Site, site_of

BATCH = 100


def project(context: Context, connection_id: UUID) -> Outcome:
    """Plan the links that a connection's selection asks for and that do not exist yet."""
    try:
        site = site_of(context, connection_id)
    except AtRest as rest:
        return Nothing(rest.reason)
    selection = site.connection.selection
    if not site.lets("out") or not (selection.all or selection.label):
        return Nothing("items are chosen by hand")
    label = None if selection.all else selection.label
    planned = mirror_selected(context, site, label)
    return Done(facts=len(planned)) if planned else Nothing("every chosen item has its link")


def mirror_selected(context: Context, site: Site, label: str | None) -> list[UUID]:
    """Plan a link for each item that has none there: all items, or those with ``label``."""
    product = product_key_of(context.ledger, site.connection.product)
    planned: list[UUID] = []
    while True:
        with context.database.read() as connection:
            items = unlinked(connection, product, site.id, label, BATCH)
        new = _plan(context, site, items)
        planned += new
        if len(items) < BATCH or not new:
            return planned


def mirror(
    context: Context,
    connection_id: UUID,
    *,
    keys: Sequence[str] = (),
    label: str | None = None,
) -> list[UUID]:
    """Plan links by hand, for the items with these keys or with this label.

    Returns:
        The new links; an item that has its link already is left out.

    Raises:
        Unknown: There is no such connection, or no such item.
        Refused: ``connection-at-rest``, or ``only-receives``.
    """
    try:
        site = site_of(context, connection_id)
    except AtRest as rest:
        raise Refused("connection-at-rest", f"Nothing can be mirrored: {rest.reason}.") from rest
    if not site.lets("out"):
        raise Refused("only-receives", f"{site.connection.remote_name} only sends changes here.")
    planned = mirror_selected(context, site, label) if label else []
    items = [identity.item_id(key) for key in keys]
    for key, item in zip(keys, items, strict=True):
        if context.ledger.load(ITEM, item).state is None:
            raise Unknown("item", key)
    return planned + _plan(context, site, items)


def _plan(context: Context, site: Site, items: Sequence[UUID]) -> list[UUID]:
    """Plan links in one save; the id of a link follows from its ends, so none is planned twice."""
    planned: list[UUID] = []

    def work(transaction: Transaction) -> None:
        planned.clear()
        for item in items:
            link_id = identity.link_id(item, site.id)
            if transaction.execute(LINK, link_id, PlanLink(item, site.id, intent=link_id)):
                planned.append(link_id)

    if items:
        context.ledger.transact(work, of_engine(site.connection, context.clock()))
    return planned
