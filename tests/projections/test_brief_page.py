"""A brief as a page of Markdown: always the same bytes, and none of its words is markup."""

from pathlib import Path

from domain.brief.words import Objection, Text, Told
from projections.briefs.page import Head, page_of

PAGES = Path(__file__).parents[1] / "golden" / "pages"
BARE = Text("Notes for sales", "Notes", "It is on its way.")
WHOLE = Text(
    "Notes *anywhere* for sales",
    "Notes <b>anywhere</b>",
    "For teams who travel.\n\nEven in a train\nor a tunnel.",
    ("Field teams work offline", "- no more gaps"),
    (Objection("Is it safe?", "Yes: see [the audit](http://evil.test)."),),
    ("ACME-E88", "ACME-X1"),
    "quarter",
    {"SSO": "one password for all", "API": "a door for programs"},
    ("ACME-R1",),
    (Told("ACME-REL1", "Autumn 2.0", "2026-Q3"), Told("ACME-R1", "# Offline | mode")),
)


def golden(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


def test_a_page_of_little_is_short():
    assert page_of(Head("Acme Notes", "sales", 1), BARE) == golden("brief_bare.md")


def test_a_page_of_everything_is_the_same_byte_for_byte():
    head = Head("Acme Notes", "sales", 2, "2026-01-02")
    assert page_of(head, WHOLE) == golden("brief_whole.md")
