"""Whether an item meets a definition of ready or done."""

from collections.abc import Collection, Iterable

from domain.backlog_item.state import BacklogItem
from domain.product.facts import Check


def failed(
    item: BacklogItem, checks: Iterable[Check], confirmed: Collection[str]
) -> tuple[Check, ...]:
    """The checks that do not hold; a manual one holds when its id is ``confirmed``."""
    return tuple(each for each in checks if not _holds(item, each, confirmed))


def _holds(item: BacklogItem, check: Check, confirmed: Collection[str]) -> bool:
    match check.auto:
        case "has_acceptance_criteria":
            return bool(item.acceptance)
        case "has_estimate":
            return item.estimate is not None
        case "no_open_blocker":
            return item.blocked is None
        case "has_roadmap_link":
            return any(link.rel == "implements" for link in item.links)
        case "manual":
            return check.id in confirmed
