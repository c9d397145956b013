"""Adds an item under the product's next free key, behind all others."""

from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from domain import identity, keys
from domain.backlog_item.commands import AddItem
from domain.backlog_item.rules import ITEM
from domain.fact import Origin
from domain.refusal import Unknown
from ledger.database import Database
from ledger.entry import Receipt
from ledger.ledger import Ledger
from ledger.transaction import Transaction
from workers.numbering import Numbering, place_of


class Added(Struct, frozen=True):
    """The new item's key and stream, and the receipt of its facts."""

    key: str
    id: UUID
    receipt: Receipt


def add_item(  # noqa: PLR0913  # the command, and what makes it safe to repeat
    database: Database,
    ledger: Ledger,
    product: str,
    command: AddItem,
    origin: Origin,
    *,
    command_id: UUID | None = None,
    fingerprint: str | None = None,
) -> Added:
    """Add an item to the product with the key ``product``.

    Its ``key`` and ``rank`` are given here, whatever ``command`` says of them.

    Raises:
        Unknown: There is no such product.
        Malformed, Refused: The item is not acceptable.
        Contended: Others added items at the same moment, every time.
    """
    if keys.kind_of(product) != "product":
        raise Unknown("product", product)
    key = ""

    def work(transaction: Transaction) -> None:
        nonlocal key
        with database.read() as connection:
            place = place_of(connection, product)
        key, rank = Numbering(place).next(transaction)
        item = identity.item_id(key)
        transaction.execute(ITEM, item, replace(command, key=key, rank=rank))

    receipt = ledger.transact(work, origin, command_id=command_id, fingerprint=fingerprint)
    if receipt.replayed:
        key = next((fact.key for fact in receipt.facts if hasattr(fact, "key")), key)
    return Added(key, identity.item_id(key), receipt)
