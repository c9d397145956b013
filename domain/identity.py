"""Where things live: stream ids that follow from what people call the thing.

The stream *is* the claim of the name, so two racers for one key write one stream and one of them
loses by version; no lookup table, no unique index on a read model.
"""

from uuid import UUID

from domain.claim import claim_id


def product_id(key: str) -> UUID:
    """The stream of the product with ``key``, such as ``ACME``."""
    return claim_id(f"product:{key}")


def item_id(key: str) -> UUID:
    """The stream of the backlog item with ``key``, such as ``ACME-12``."""
    return claim_id(f"item:{key}")


def connection_id(product: UUID, tracker: str, base_url: str, remote_id: str) -> UUID:
    """The stream of a product's connection to one repository or project."""
    address = base_url.rstrip("/").lower()
    return claim_id(f"connection:{product}:{tracker}:{address}:{remote_id}")


def link_id(item: UUID, connection: UUID) -> UUID:
    """The stream of the link between an item and its issue at ``connection``."""
    return claim_id(f"link:{item}:{connection}")


def remote_claim(connection: UUID, remote_id: str) -> str:
    """The claim (``domain.claim``) that one issue belongs to one link, its owner."""
    return f"remote:{connection}:{remote_id}"
