"""Who was told what: a promise to two customers that did not hold, and a brief gone stale."""

from domain.brief import commands as brief
from domain.brief.words import Objection
from domain.product.commands import AllowDates, DefineTerm
from trueline.story.people import ANA, CLEO, DAN, GUS
from trueline.story.telling import Story


def told(story: Story) -> None:
    """Tell of the briefs."""
    story.tell(47, ANA, "", DefineTerm("offline", "without a network"))
    story.tell(47, ANA, "", AllowDates("sales", "exact"), hour=11)
    _spring(story)
    _harbour(story)
    _board(story)


def _spring(story: Story) -> None:
    """Two customers were promised a month; it moved, and only one of them was told."""
    opening = brief.Draft(
        story.key("B1"),
        "sales",
        title="Notes for crews without a network",
        release=story.key("REL2"),
        owner="cleo",
        objections=(Objection("Who reviewed the store?", "We did, before anything was shipped."),),
        glossary={"offline": "without a network"},
    )
    story.tell(51, CLEO, "B1", opening)
    story.tell(51, CLEO, "B1", brief.Publish(), hour=11)
    story.tell(52, CLEO, "B1", brief.Share("Northgrid", "mail"))
    story.tell(53, CLEO, "B1", brief.Share("Fjordnet", "call"))
    story.tell(74, CLEO, "B1", brief.Refresh())
    story.tell(74, CLEO, "B1", brief.Publish(), hour=11)
    story.tell(75, CLEO, "B1", brief.Share("Northgrid", "mail"))


def _harbour(story: Story) -> None:
    """What customers hear of the next release; since then it is at risk, and the brief is stale."""
    opening = brief.Draft(story.key("B2"), "customer", release=story.key("REL3"), owner="dan")
    story.tell(128, DAN, "B2", opening)
    story.tell(129, DAN, "B2", brief.Edit(headline="Write on one page, together"))
    story.tell(129, DAN, "B2", brief.Publish(), hour=11)
    story.tell(130, CLEO, "B2", brief.Share("Northgrid", "meeting"))


def _board(story: Story) -> None:
    """What the board hears, and what marketing is still writing."""
    items = tuple(story.key(each) for each in ("R3", "R6", "R8"))
    opening = brief.Draft(story.key("B3"), "executive", items=items, owner="gus")
    story.tell(152, GUS, "B3", opening)
    story.tell(152, GUS, "B3", brief.Publish(), hour=11)
    story.tell(153, GUS, "B3", brief.Share("Board"))
    campaign = brief.Draft(story.key("B4"), "marketing", items=(story.key("R6"),), owner="dan")
    story.tell(178, DAN, "B4", campaign)
