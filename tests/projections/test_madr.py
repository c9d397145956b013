"""A decision as a page of MADR 4: always the same bytes."""

from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.decision.facts import Actual, Option, Prediction
from domain.decision.state import Consequences, Decision, Outcome, Review, View
from projections.decisions.madr import page_of

PAGES = Path(__file__).parents[1] / "golden" / "pages"
BARE = Decision("ACME-D1", "Use SQLite", "architecture", "2026-01-02")
WHOLE = Decision(
    key="ACME-D7",
    title='Review "offline" first: yes or no?',
    kind="roadmap",
    proposed_on="2026-01-02",
    door="one_way",
    status="superseded",
    decision_makers=("Ana", "Bob: CTO"),
    consulted=(View("Eve", "Ask the\nauditors."), View("Eve", "Twice.")),
    informed=("Sales",),
    context="Two clients wait.\r\n\r\n* Globex  \r\n* Initech",
    drivers=("Trust", "Speed"),
    options=(
        Option("1", "Review first", "A month.\n", ("it is safer",), ("it costs",), ("it is late",)),
        Option("2", "Ship first"),
    ),
    outcome=Outcome("1", "trust is what we sell.\n"),
    decided_on="2026-01-09",
    consequences=Consequences(("clients stay",), ("the launch moves",)),
    confirmation="The audit passes.",
    more_information="See the minutes.",
    meeting="ACME-M31",
    evidence=("ACME-E88", "ACME-E91"),
    affects=("ACME-R12",),
    expected_outcomes=(
        Prediction("NPS", "+5", 0.8, "2026-06-30"),
        Prediction("churn", "-1 %", 0.625),
    ),
    review_on="2026-06-30",
    reviews=(
        Review("2026-07-01", "confirmed", (Actual("NPS", "hit", "+7"),), "Well\ndone."),
        Review("2026-08-01", "inconclusive", (Actual("churn", "miss"),)),
    ),
    notes=("Globex signed.",),
    supersedes=("ACME-D3",),
    superseded_by="ACME-D9",
)


def test_a_whole_decision_is_these_bytes():
    assert page_of(WHOLE).encode() == (PAGES / "decision_whole.md").read_bytes()


def test_a_bare_decision_is_these_bytes():
    assert page_of(BARE).encode() == (PAGES / "decision_bare.md").read_bytes()


def test_a_rejected_decision_says_so():
    assert "None: it was rejected." in page_of(replace(BARE, status="rejected"))


def test_the_page_does_not_depend_on_how_the_decision_was_stored():
    again = msgspec.json.decode(msgspec.json.encode(WHOLE), type=Decision)
    assert page_of(again) == page_of(WHOLE)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_leaves_the_front_matter(name, context):
    page = page_of(replace(BARE, decision_makers=(name,), context=context))
    assert page.startswith("---\n")
    front = page.split("\n---\n\n# ")[0].split("\n")
    assert len(front) == 4  # the mark, status, date and makers


def test_every_page_ends_with_one_line_break():
    for decision in (BARE, WHOLE):
        assert page_of(decision).endswith("\n")
        assert not page_of(decision).endswith("\n\n")
