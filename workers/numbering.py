"""The next keys and ranks of a product: a hint from the read model, and the streams decide.

An item's stream id follows from its key, so a number that is taken shows as a stream that exists.
"""

from uuid import UUID

import sqlalchemy as sa
from fractional_indexing import generate_key_between
from msgspec import Struct

from domain import identity
from domain.backlog_item.rules import ITEM
from domain.product.rules import PRODUCT
from domain.refusal import Unknown
from ledger.ledger import Ledger
from ledger.numbers import first_free
from ledger.transaction import Transaction
from projections.backlog import query


class Place(Struct, frozen=True):
    """Where the next item most likely goes: its number, and the rank it goes behind."""

    product_key: str
    number: int
    rank: str | None


class Numbering:
    """Hands out keys and ranks within one transaction."""

    def __init__(self, place: Place) -> None:
        """Begin at ``place``."""
        self._key = place.product_key
        self._number = place.number
        self._rank = place.rank

    def next(self, transaction: Transaction) -> tuple[str, str]:
        """A key that is free, and a rank behind all others that were handed out."""
        number = first_free(lambda each: self._is_taken(transaction, each), self._number)
        for _ in range(number - self._number):
            self._rank = generate_key_between(self._rank, None)
        self._number = number + 1
        self._rank = generate_key_between(self._rank, None)
        return f"{self._key}-{number}", str(self._rank)

    def expected(self, count: int) -> list[UUID]:
        """The streams of the next ``count`` items, as long as no number is taken."""
        numbers = range(self._number, self._number + count)
        return [identity.item_id(f"{self._key}-{number}") for number in numbers]

    @property
    def place(self) -> Place:
        """Where to go on."""
        return Place(self._key, self._number, self._rank)

    def _is_taken(self, transaction: Transaction, number: int) -> bool:
        return transaction.load(ITEM, identity.item_id(f"{self._key}-{number}")) is not None


def place_of(connection: sa.Connection, product_key: str) -> Place:
    """Where the read model says that a product's items end."""
    number = query.next_number(connection, product_key)
    return Place(product_key, number, query.last_rank(connection, product_key))


def product_key_of(ledger: Ledger, product: UUID) -> str:
    """A product's key; raises ``Unknown``."""
    state = ledger.load(PRODUCT, product).state
    if state is None:
        raise Unknown("product", str(product))
    return state.key
