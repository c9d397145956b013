"""What was said and decided: meetings, what came out of them, and decisions that were replaced."""

from typing import NamedTuple

from domain.decision import commands as decision
from domain.decision.facts import Actual, Prediction
from domain.meeting import commands as meeting
from domain.meeting.facts import Invited, Kind
from domain.meeting.outcomes import NewOutcome
from domain.values import NewAction
from trueline.story.people import ANA, BEN, CLEO, EVA, GUS
from trueline.story.telling import Story

KEPT = 4
"""Months in which the vendor was asked in time."""
US = ("ana", "ben", "cleo", "dan")


def talk(story: Story) -> None:
    """Tell of the meetings and the decisions."""
    _meetings(story)
    _weekly(story)
    _security(story)
    _vendor(story)
    _audience(story)
    _prices(story)
    _sign_on(story)


class Talk(NamedTuple):
    """A meeting in one line: when, what about, what was asked, and what came out of it."""

    key: str
    day: int
    title: str
    kind: Kind
    topic: str
    said: str


TALKS = (
    Talk("M1", 3, "Board and first pilot", "vision", "Is it worth it?", "Crews lose notes weekly"),
    Talk("M2", 29, "Northgrid: first month", "client", "What got lost?", "Sync lost a shift"),
    Talk("M3", 43, "Security of the offline store", "planning", "Who reviews it?", "We do"),
    Talk("M4", 87, "Go or no go for 1.0", "team", "Is it good enough?", "It is"),
    Talk("M5", 94, "Six team leads", "client", "Who signs the order?", "Four of six do"),
    Talk("M6", 103, "Tenders of the quarter", "sales", "What do we miss?", "Sign-on, twice"),
    Talk("M7", 118, "Northgrid: pilot review", "client", "Would you buy?", "Yes, 40 seats"),
    Talk("M8", 149, "Regulator's draft", "roadmap_review", "What will it ask?", "A trail"),
)


def _meetings(story: Story) -> None:
    for talk in TALKS:
        guests = (Invited("piet", "external", "Northgrid"),) if talk.kind == "client" else ()
        task = f"Write to everybody: {talk.said.lower()}"
        opening = meeting.Schedule(
            story.key(talk.key),
            talk.title,
            talk.kind,
            starts=story.moment(talk.day, 7).isoformat(),
            attendees=(*(Invited(each) for each in US), *guests),
            agenda=(talk.topic,),
            held=True,
            notes=f"{talk.topic} {talk.said}.",
            outcomes=(NewOutcome(talk.said),),
            actions=(NewAction(task, "ana", story.day(talk.day + 5)),),
        )
        story.tell(talk.day, ANA, talk.key, opening, hour=8)
        story.tell(talk.day + 2, ANA, talk.key, meeting.CompleteAction("1"), hour=15)


def _weekly(story: Story) -> None:
    """A planning every fourth week; some of what was agreed was not done in time."""
    for number in range(6):
        key, day = f"M{9 + number}", 13 + 28 * number
        opening = meeting.Schedule(
            story.key(key),
            f"Planning, month {number + 1}",
            "planning",
            starts=story.moment(day, 9).isoformat(),
            attendees=tuple(Invited(each) for each in ("ana", "ben", "eva", "finn")),
            agenda=("What comes next?", "What holds us up?"),
        )
        story.tell(day - 3, ANA, key, opening, hour=9)
        actions = (
            NewAction("Cut the list to what fits", "ben", story.day(day + 3)),
            NewAction("Ask the vendor for a date", "cleo", story.day(day + 10)),
        )
        story.tell(day, BEN, key, meeting.Hold(notes="See the board.", actions=actions))
        story.tell(day + 1, BEN, key, meeting.CompleteAction("1"))
        if number < KEPT:
            story.tell(day + 12, CLEO, key, meeting.CompleteAction("2"))


def _security(story: Story) -> None:
    """The decision that moved the offline mode."""
    opening = decision.Propose(
        story.key("D1"),
        "Review the offline store before it ships",
        kind="risk",
        decision_makers=("ana", "ben"),
        context="Notes of utilities lie unencrypted on lost phones.",
        options=("Review first", "Ship first"),
        meeting=story.key("M3"),
    )
    story.tell(43, BEN, "D1", opening, hour=12)
    story.tell(43, EVA, "D1", decision.Argue("1", good=("No leak",), bad=("A month",)), hour=13)
    story.tell(43, CLEO, "D1", decision.Argue("2", good=("In time",), bad=("A leak",)), hour=14)
    said = "Trust is what we sell"
    accepted = decision.Accept("1", said, ("ana",), review_on=story.day(130))
    story.tell(44, ANA, "D1", accepted, hour=9, why=said, because=["M3"])
    verdict = decision.Review("confirmed", note="The review found two holes")
    story.tell(131, ANA, "D1", verdict)


def _vendor(story: Story) -> None:
    """A decision that was replaced when its ground gave way."""
    bought = decision.Propose(
        story.key("D2"),
        "Buy the store from a vendor",
        kind="architecture",
        door="two_way",
        options=("Buy", "Build"),
        expected_outcomes=(Prediction("weeks-to-ship", "8", 0.7, story.day(68)),),
        accept="Buy",
        decision_makers=("ben",),
        justification="Eight weeks instead of sixteen",
    )
    story.tell(18, BEN, "D2", bought, why="Eight weeks instead of sixteen", because=["M1"])
    built = decision.Propose(
        story.key("D3"),
        "Build our own store",
        kind="architecture",
        options=("Build", "Wait for the vendor"),
        accept="Build",
        decision_makers=("ben", "ana"),
        justification="The vendor slipped twice",
    )
    story.tell(72, BEN, "D3", built, why="The vendor slipped twice", because=["K1"])
    why = "Four weeks late, and no date"
    story.tell(72, BEN, "D2", decision.Supersede(story.key("D3")), hour=12, why=why, because=["K1"])


def _audience(story: Story) -> None:
    opening = decision.Propose(
        story.key("D4"),
        "Sell to team leads as well",
        kind="vision",
        options=("Crews and their leads", "Crews only"),
        accept="Crews and their leads",
        decision_makers=("ana", "gus"),
        justification="Who signs decides",
        meeting=story.key("M5"),
    )
    story.tell(95, ANA, "D4", opening, why="Four of six leads sign", because=["M5", "E6", "E8"])


def _prices(story: Story) -> None:
    """A bet on a price that was lost, and said so."""
    opening = decision.Propose(
        story.key("D5"),
        "Raise the price per seat by a tenth",
        kind="go_to_market",
        options=("Raise", "Keep"),
        expected_outcomes=(Prediction("churn", "under 2 %", 0.8, story.day(150)),),
        review_on=story.day(152),
        accept="Raise",
        decision_makers=("gus",),
        justification="We are the cheapest by far",
    )
    story.tell(106, GUS, "D5", opening, why="We are the cheapest by far", because=["M6"])
    lost = decision.Review("refuted", (Actual("churn", "miss", "3.4 %"),), "Small firms left")
    story.tell(153, GUS, "D5", lost)


def _sign_on(story: Story) -> None:
    """A question that is still open."""
    opening = decision.Propose(
        story.key("D6"),
        "Sign-on: build, or buy",
        kind="architecture",
        options=("Build", "Buy"),
        decision_makers=("ben",),
        context="Two tenders want it by spring.",
    )
    story.tell(176, ANA, "D6", opening)
