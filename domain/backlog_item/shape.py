"""What an item of each kind must say, whoever reports it."""

from domain.backlog_item.facts import ItemAdded
from domain.backlog_item.state import BacklogItem
from domain.refusal import FieldError, Refused

MISSING = {
    "story-missing": ("story", "A user story needs a story or a description."),
    "verification-missing": ("requirement", "A requirement says how it is verified."),
}


def gaps(item: BacklogItem | ItemAdded) -> list[str]:
    """Codes of what an item of its kind lacks."""
    found = []
    if item.kind == "user_story" and item.story is None and not item.description.strip():
        found.append("story-missing")
    if item.kind == "requirement" and item.requirement is None:
        found.append("verification-missing")
    return found


def refuse_gaps(item: BacklogItem | ItemAdded) -> None:
    """Raise ``Refused`` for the first thing that an item of its kind lacks, naming them all."""
    found = gaps(item)
    if not found:
        return
    wrong = [FieldError(MISSING[code][0], code, MISSING[code][1]) for code in found]
    raise Refused(found[0], " ".join(each.message for each in wrong), *wrong)
