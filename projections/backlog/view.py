"""Keeps the backlog's rows."""

from domain.backlog_item.rules import ITEM
from domain.backlog_item.state import BacklogItem
from ledger.entry import Entry
from projections.backlog.tables import BACKLOG_ITEM, UNRANKED
from projections.bulk import Row
from projections.folded import Folded, FoldedView
from projections.sendable import sendable


class BacklogView(FoldedView):
    """The backlog as a projection."""

    def __init__(self) -> None:
        """Know nothing yet."""
        super().__init__("backlog", ITEM, BACKLOG_ITEM)

    def rows(self, folded: Folded) -> list[Row]:
        """The row of each item."""
        return [_row(*each) for each in folded]


def _row(id_: str, item: BacklogItem, last: Entry) -> Row:
    product_key, _, number = item.key.rpartition("-")
    return (
        id_,
        product_key,
        int(number),
        item.key,
        item.kind,
        item.status,
        item.priority,
        item.moscow,
        item.assignee,
        f" {' '.join(item.labels)} ",
        item.rank or UNRANKED,
        item.release,
        f"{item.key} {item.title}".casefold(),
        item.blocked is not None,
        item.archived,
        last.stream_version,
        last.position,
        sendable(item, last),
    )
