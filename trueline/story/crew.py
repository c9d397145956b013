"""Who had how much time for what: a team, its fortnights, and one that took on too much."""

from domain.iteration import commands as iteration
from domain.team import commands as team
from domain.team.words import Member
from domain.values import Window
from trueline.story.people import ANA, BEN, EVA, FINN
from trueline.story.telling import DAYS, Course, Story

FORTNIGHTS = range(12)
"""The last of them is not over when the story ends: it is what the team works on now."""
FIRST, LENGTH = 20, 14
CAPACITY = "20"
"""Points that a fortnight takes."""
USUAL = {"ben": 4, "eva": 6, "finn": 6}
EAGER = 10
"""The fortnight that took on more than it could."""
TIGHT = "10"
TOO_MUCH = {"ben": 4, "eva": 5, "finn": 6}


def crew(story: Story) -> None:
    """Tell of the team and its iterations; the items are known by now."""
    members = (Member("ben", "0.6"), Member("eva"), Member("finn", "0.8"))
    story.tell(1, BEN, "T1", team.Form(story.key("T1"), "Tidemark crew", members), hour=12)
    story.tell(88, BEN, "T1", team.ChangeMember("ben", "0.5"), why="He hires")
    story.tell(70, BEN, "T1", team.AddHoliday(story.day(79), "Assumption of Mary"))
    taken: set[str] = set()
    for number in FORTNIGHTS:
        _fortnight(story, number, taken)


def _fortnight(story: Story, number: int, taken: set[str]) -> None:
    key, start = f"I{number + 1}", FIRST + LENGTH * number
    window = Window.read(f"{story.day(start)}..{story.day(start + LENGTH - 3)}")
    opening = iteration.Plan(story.key(key), story.key("T1"), f"Fortnight {number + 1}", window)
    story.tell(start - 2, BEN, key, opening)
    if number % 3 == 1:
        days = Window.read(f"{story.day(start + 2)}..{story.day(start + 4)}")
        story.tell(start - 2, EVA, key, iteration.PlanAbsence("eva", days), hour=11)
    points = TIGHT if number == EAGER else CAPACITY
    story.tell(start - 1, BEN, key, iteration.EstimateCapacity(points), hour=9)
    chosen = _chosen(story, start, TOO_MUCH if number == EAGER else USUAL, taken)
    if number == EAGER:
        reason = "The board sees the shared pages in three weeks: we work late"
        story.tell(start - 1, ANA, key, iteration.OverrideCapacity("1.7"), hour=10, why=reason)
    for each in chosen:
        commit = iteration.Commit(story.key(each.key), str(each.points), waive=True)
        story.tell(start - 1, BEN, key, commit, hour=11, why="Agreed in the planning")
    _votes(story, key, start, 2 if number == EAGER else 4)
    if not chosen:
        return
    story.tell(start, BEN, key, iteration.Start(), hour=8)
    _end(story, key, start + LENGTH - 3, chosen, taken)


def _chosen(story: Story, start: int, most: dict[str, int], taken: set[str]) -> list[Course]:
    """Items that are ready and not yet done when it begins, the oldest first."""
    chosen: list[Course] = []
    left = dict(most)
    for each in story.courses:
        is_open = each.ready < start - 1 and each.done > start + 1 and each.key not in taken
        if is_open and each.points <= left[each.who]:
            left[each.who] -= each.points
            chosen.append(each)
    return chosen


def _votes(story: Story, key: str, start: int, confidence: int) -> None:
    for who, more in ((BEN, 0), (EVA, 1), (FINN, 0)):
        vote = iteration.VoteConfidence(confidence + more, who.id)
        story.tell(start - 1, who, key, vote, hour=12)


def _end(story: Story, key: str, last: int, chosen: list[Course], taken: set[str]) -> None:
    """Close it; what is not done is carried over, and may be taken again."""
    if last >= DAYS:
        taken.update(each.key for each in chosen)
        return
    left = tuple(story.key(each.key) for each in chosen if each.done > last)
    taken.update(each.key for each in chosen if each.done <= last)
    story.tell(last, BEN, key, iteration.Close(left), hour=20)
