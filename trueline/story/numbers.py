"""What was measured: retention, notes that got lost, seats, and a count that was corrected."""

from domain.metric import commands as metric
from domain.metric.commands import Observation
from domain.product.commands import SetNorthStar
from trueline.story.people import ANA, BEN, GUS
from trueline.story.telling import Story

LOST = (31, 29, 33, 27, 30, 26, 24, 22, 23, 18, 12, 7, 5, 4, 3, 3, 2, 3, 2, 1, 2, 2, 1)
"""Notes that got lost in a week."""
KEPT = ("0.61", "0.62", "0.62", "0.66", "0.71", "0.75", "0.77")
"""The share of crews that stay, by month."""
LEFT = ("1.4", "1.6", "2.1", "2.2", "3.4", "2.6")
"""Accounts that leave, in percent by month."""


def numbers(story: Story) -> None:
    """Tell of the metrics."""
    _lost_notes(story)
    _retention(story)
    _churn(story)


def _lost_notes(story: Story) -> None:
    lost = metric.Define(
        story.key("X1"),
        "Lost notes",
        "Notes that a crew wrote and nobody can find",
        "notes",
        "guardrail",
        "down",
        owner="ben",
    )
    story.tell(3, BEN, "X1", lost, hour=11)
    story.tell(6, ANA, "X1", metric.SetTarget(story.day(130), "5"), hour=8)
    story.tell(7, ANA, "X1", metric.SetAlert("gt", "30"), hour=8)
    for week, value in enumerate(LOST):
        monday = story.monday(7 * week)
        seen = (Observation(monday, str(value)),)
        story.tell(7 * week + 8, ANA, "X1", metric.RecordObservations(seen), hour=18)
    correct = metric.CorrectObservation(story.monday(28), "28")
    story.tell(41, ANA, "X1", correct, why="Two were found in an old export")


def _retention(story: Story) -> None:
    stay = metric.Define(
        story.key("X2"),
        "Retention",
        "Crews that write in the fourth week after their first",
        "share",
        "north_star",
        cadence="month",
        owner="ana",
    )
    story.tell(3, ANA, "X2", stay, hour=12)
    story.tell(6, ANA, "", SetNorthStar(story.key("X2")), hour=9)
    story.tell(7, ANA, "X2", metric.SetTarget(story.day(170), "0.75"), hour=8)
    for (month, day), value in zip(story.months(), KEPT, strict=False):
        seen = (Observation(month, value),)
        story.tell(max(day, 8), ANA, "X2", metric.RecordObservations(seen), hour=17)
    other = metric.Redefine("Crews and leads that write in the fourth week after their first")
    story.tell(99, ANA, "X2", other, why="Leads are users too", because=["D4"])


def _churn(story: Story) -> None:
    leave = metric.Define(
        story.key("X3"),
        "Churn",
        "Paying accounts that leave in a month",
        "%",
        "guardrail",
        "down",
        cadence="month",
        owner="gus",
    )
    story.tell(60, GUS, "X3", leave, hour=8)
    story.tell(61, GUS, "X3", metric.SetAlert("gt", "3"), hour=8)
    for (month, day), value in zip(story.months(), LEFT, strict=False):
        seen = (Observation(month, value),)
        story.tell(max(day, 62), GUS, "X3", metric.RecordObservations(seen), hour=17)
