"""What customers and the market say: voices that changed the vision, and signals behind a risk."""

from domain.evidence import commands as evidence
from domain.evidence.facts import Channel, Importance, Sentiment
from domain.values import Money
from trueline.story.people import CLEO, DAN
from trueline.story.telling import Story

VOICES: tuple[tuple[int, str, Channel, str, Sentiment, Importance, str, str], ...] = (
    (
        2,
        "Crews write on paper and type it in at night",
        "interview",
        "Northgrid",
        -2,
        "critical",
        "R1",
        "48000",
    ),
    (
        4,
        "A whole shift was gone after the tunnel",
        "support",
        "Fjordnet",
        -2,
        "critical",
        "R2",
        "31000",
    ),
    (
        21,
        "Two people edit one page and one of them loses",
        "support",
        "Waterworks",
        -1,
        "critical",
        "R2",
        "12000",
    ),
    (
        34,
        "Can the report go out as a PDF?",
        "sales_call",
        "Hafen AG",
        0,
        "nice_to_have",
        "R4",
        "9000",
    ),
    (
        55,
        "We sign in with the company account, or not at all",
        "sales_call",
        "Landkreis",
        -1,
        "critical",
        "R6",
        "64000",
    ),
    (
        93,
        "I sign the order, and I never see a page",
        "interview",
        "Northgrid",
        -1,
        "important",
        "R3",
        "48000",
    ),
    (
        94,
        "My team writes, and I ask them what they wrote",
        "interview",
        "Hafen AG",
        0,
        "important",
        "R3",
        "9000",
    ),
    (
        94,
        "I would pay for what I can read myself",
        "interview",
        "Fjordnet",
        1,
        "critical",
        "R3",
        "31000",
    ),
    (126, "Nothing was lost for a month", "nps", "Waterworks", 2, "important", "R1", "12000"),
    (154, "Too dear for the five of us", "email", "Kleinbau", -2, "critical", "R8", "1200"),
)
"""Day, what was said, where, by whom, how they felt, how much it matters, of what, and the deal."""


def voices(story: Story) -> None:
    """Tell of the feedback and of the market."""
    for number, (day, said, channel, account, mood, weight, item, deal) in enumerate(VOICES, 1):
        key = f"E{number}"
        opening = evidence.CaptureFeedback(
            story.key(key),
            said,
            channel=channel,
            account=account,
            segment="utilities" if account not in {"Kleinbau", "Hafen AG"} else "small firms",
            sentiment=mood,
            importance=weight,
            deal_value=Money(deal, "EUR"),
        )
        story.tell(day, CLEO, key, opening, hour=9)
        story.tell(day + 2, CLEO, key, evidence.Triage(owner="cleo"), hour=9)
        story.tell(max(day + 3, 6), CLEO, key, evidence.Link(story.key(item), 4), hour=9)
    _market(story)


def _market(story: Story) -> None:
    free = evidence.RecordMarketSignal(
        story.key("E11"),
        "A big vendor adds notes to its office suite",
        "competitor",
        "https://example.com/notes-for-all",
        strength=4,
        confidence=0.7,
        trend="rising",
    )
    story.tell(74, DAN, "E11", free)
    story.tell(76, DAN, "E11", evidence.Link(story.key("K5"), 4))
    law = evidence.RecordMarketSignal(
        story.key("E12"),
        "A draft asks utilities for an audit trail of field notes",
        "regulation",
        "https://example.com/draft-regulation",
        strength=5,
        confidence=0.8,
        trend="rising",
    )
    story.tell(107, DAN, "E12", law)
    story.tell(110, DAN, "E12", evidence.Link(story.key("R7"), 5))
