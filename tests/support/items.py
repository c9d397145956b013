"""A backlog item to begin with, and the facts that bring it to each status."""

from uuid import UUID

from domain.backlog_item.facts import (
    ItemAdded,
    ItemCompleted,
    ItemDropped,
    ItemReadied,
    ItemSentToReview,
    ItemStarted,
    Status,
)
from domain.fact import Fact
from domain.identity import product_id

PRODUCT_ID: UUID = product_id("ACME")
ADDED = ItemAdded(product=PRODUCT_ID, key="ACME-1", kind="bug", title="It creaks")
AT: dict[Status, tuple[Fact, ...]] = {
    "new": (ADDED,),
    "ready": (ADDED, ItemReadied()),
    "in_progress": (ADDED, ItemReadied(), ItemStarted()),
    "in_review": (ADDED, ItemReadied(), ItemStarted(), ItemSentToReview()),
    "done": (ADDED, ItemReadied(), ItemStarted(), ItemCompleted()),
    "dropped": (ADDED, ItemDropped("wont_do")),
}
