"""The daily work: items of the backlog from new to done, as people and both trackers moved them.

Who does what is thrown with dice of one seed: the same for every reader.
"""

from random import Random

from fractional_indexing import generate_key_between

from domain.backlog_item import commands as item
from domain.backlog_item import facts
from domain.command import Command
from domain.fact import Actor, Source
from trueline.story.people import ANA, ENGINEERS, MARIA, TOM
from trueline.story.telling import DAYS, Course, Story

SEED = 7
EVERY = 2.1
"""Days between two new items."""
THEMES = {
    "R1": (
        "Keep notes in the offline store",
        "Show what is not sent yet",
        "Survive a dead battery",
    ),
    "R2": ("Merge two edits of one line", "Tell who wrote what", "Retry when the network is back"),
    "R3": ("Invite somebody to a page", "Read-only pages", "Permissions by team"),
    "R4": ("Export a page as PDF", "Print a whole notebook"),
    "R6": ("Sign on with the company's account",),
}
BUGS = (
    "Notes are gone after a restart",
    "Photos are shown sideways",
    "The clock of a phone makes notes jump",
    "Search misses umlauts",
    "A shared page shows old text",
)
ESTIMATES = ("1", "2", "3", "5", "8")


def work(story: Story) -> None:
    """Tell of the backlog."""
    dice = Random(SEED)  # noqa: S311  # a story, not a secret
    number, day, rank = 1, 6.0, generate_key_between(None, None)
    while day < DAYS - 3:
        _Life(story, dice, number, int(day)).tell(rank)
        rank = generate_key_between(rank, None)
        number, day = number + 1, day + EVERY


class _Life:
    """One item's life, from its first day on."""

    def __init__(self, story: Story, dice: Random, number: int, day: int) -> None:
        self._story = story
        self._dice = dice
        self._key = str(number)
        self._day = day
        self._hour = 9
        self._points = "0"
        self._ready = 0

    def tell(self, rank: str) -> None:
        who = self._dice.choice(ENGINEERS)
        self._begin(rank)
        if self._falls(8):
            self._do(ANA, item.Drop("obsolete"), why="It came with another item")
            return
        self._refine(who)
        if not self._goes_on():
            return
        self._build(who)

    def _begin(self, rank: str) -> None:
        kind: facts.Kind = "bug" if self._falls(30) else "user_story"
        theme = self._dice.choice(sorted(THEMES))
        title = self._dice.choice(BUGS if kind == "bug" else THEMES[theme])
        opening = item.AddItem(
            self._story.key(self._key),
            kind,
            f"{title} ({self._key})",
            description="See the notes of the last planning.",
            priority=self._dice.choice(("high", "medium", "low")),
            severity=3 if kind == "bug" else None,
            rank=rank,
            labels=(self._dice.choice(("mobile", "server", "web")),),
        )
        self._do(ANA, opening, days=0)
        if kind != "bug":
            self._do(ANA, item.Link("implements", self._story.key(theme)), days=0)

    def _refine(self, who: Actor) -> None:
        self._do(ANA, item.AddAcceptance("It works without a network"))
        self._points = self._dice.choice(ESTIMATES)
        self._do(who, item.Estimate(self._points, method="poker"))
        self._seen(MARIA, item.Edit(priority=self._dice.choice(("urgent", "high"))), "jira")
        self._do(who, item.MarkReady(confirmed=("estimate",)))
        self._ready = self._day
        self._do(who, item.Assign(who.id), days=0)

    def _build(self, who: Actor) -> None:
        self._do(who, item.Start(), days=self._dice.randint(1, 9))
        if self._falls(25):
            self._do(who, item.Block(), why="Waits for the vendor")
            self._do(who, item.Unblock(), days=self._dice.randint(2, 6))
        self._seen(TOM, item.Comment("I have a branch for this."), "github")
        self._do(who, item.SendToReview(), days=self._dice.randint(1, 5))
        self._do(who, item.JudgeAcceptance("1", met=True))
        if self._falls(10):
            self._do(ANA, item.Reopen(), why="It fails on old phones")
            self._do(who, item.Start(), days=1)
            self._do(who, item.SendToReview(), days=2)
        self._do(who, item.Complete(confirmed=("reviewed",)), days=self._dice.randint(1, 3))
        course = Course(self._key, self._ready, self._day, int(self._points), who.id)
        self._story.courses.append(course)

    def _goes_on(self) -> bool:
        return self._day < DAYS - 12 and self._falls(95)

    def _seen(self, who: Actor, command: Command, source: Source) -> None:
        """Something that was done at a tracker, now and then."""
        if self._falls(50):
            self._do(who, command, at=(source, f"changelog {10_000 + 7 * int(self._key)}"))

    def _falls(self, percent: int) -> bool:
        return self._dice.randrange(100) < percent

    def _do(
        self,
        who: Actor,
        command: Command,
        *,
        days: int = 1,
        why: str | None = None,
        at: tuple[Source, str] | None = None,
    ) -> None:
        self._hour = 9 if days else self._hour + 1
        self._day += days
        if self._day < DAYS:
            self._story.tell(self._day, who, self._key, command, hour=self._hour, why=why, at=at)
