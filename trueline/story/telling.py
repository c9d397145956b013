"""How a story is told: what happened on which day, in any order, through the rules of the plan.

Days count from the first one, half a year before the last, so that the plan is always a present
one. Everything else is the same every time.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from domain import keys
from domain.catalogue import DECIDERS
from domain.command import Command
from domain.fact import Actor, Origin, Ref, Source
from domain.refusal import DomainError
from domain.values import Window
from ledger.entry import Receipt
from ledger.ledger import Ledger
from ledger.transaction import Transaction

PRODUCT = "TIDE"
"""The key of the product that the story is about."""
DAYS = 182
"""From the first day of the story to the last, which is yesterday."""
MADE_UP = "trueline.story"
"""Where the product says it comes from: what says so may be removed."""
STORY = uuid5(NAMESPACE_URL, "urn:trueline:story")


class Beat(NamedTuple):
    """Something that somebody did, and why."""

    at: datetime
    who: Actor
    key: str
    command: Command
    why: str | None
    because: tuple[str, ...]
    source: Source
    source_ref: str | None


class Course(NamedTuple):
    """When an item of the backlog was ready and done, and its size; ``done`` may be yet to come."""

    key: str
    ready: int
    done: int
    points: int
    who: str


class StoryError(Exception):
    """A beat of the story that the rules turned down: the story has to be mended."""


class Story:
    """Collects beats; a short key such as ``R1`` is one of the story's product."""

    def __init__(self, today: date) -> None:
        """Begin half a year before ``today``."""
        self._first = today - timedelta(days=DAYS)
        self.beats: list[Beat] = []
        self.courses: list[Course] = []

    def key(self, short: str) -> str:
        """The whole key: ``R1`` is ``TIDE-R1``, and the empty one the product itself."""
        return f"{PRODUCT}-{short}" if short else PRODUCT

    def day(self, number: int) -> str:
        """A day of the story, or after it, as it is written."""
        return (self._first + timedelta(days=number)).isoformat()

    def moment(self, number: int, hour: int) -> datetime:
        """An hour of a day of the story, UTC."""
        return datetime.combine(self._first + timedelta(days=number), time(hour), UTC)

    def monday(self, number: int) -> str:
        """The first day of the week in which a day of the story lies."""
        day = self._first + timedelta(days=number)
        return (day - timedelta(days=day.weekday())).isoformat()

    def months(self) -> list[tuple[str, int]]:
        """Each whole month of the story: its first day, and the number of the day after its end."""
        days = [self._first + timedelta(days=number) for number in range(DAYS)]
        firsts = [number for number, day in enumerate(days) if day.day == 1]
        return [(days[begin].isoformat(), end) for begin, end in pairwise(firsts)]

    def month(self, number: int) -> Window:
        """The month in which a day of the story lies."""
        return Window.read(self.day(number)[:7])

    def quarter(self, number: int) -> Window:
        """The quarter in which a day of the story lies."""
        day = self._first + timedelta(days=number)
        return Window.read(f"{day.year}-Q{(day.month + 2) // 3}")

    def tell(  # noqa: PLR0913  # when, who and what, and three ways to say why
        self,
        day: int,
        who: Actor,
        key: str,
        command: Command,
        *,
        hour: int = 10,
        why: str | None = None,
        because: Sequence[str] = (),
        at: tuple[Source, str] | None = None,
    ) -> None:
        """Add a beat.

        Args:
            day: The day of the story.
            who: Whoever did it.
            key: Short key of the thing that it was done to.
            command: What was done.
            hour: The hour of that day, UTC.
            why: The reason that was given.
            because: Short keys of what explains it.
            at: The tracker it was seen at, and that tracker's own number for it.
        """
        source, ref = at or ("human", None)
        causes = tuple(self.key(each) for each in because)
        moment = self.moment(day, hour)
        beat = Beat(moment, who, self.key(key), command, why, causes, source, ref)
        self.beats.append(beat)


def tell(story: Story, ledger: Ledger, progress: Callable[[int, int], None]) -> int:
    """Let all of it happen, day by day; answers how many facts it took.

    Raises:
        StoryError: The rules turned a beat down.
        LedgerError: The database is in trouble; what was told of it until then stays.
    """
    told, facts = 0, 0
    beats = sorted(story.beats, key=lambda beat: beat.at)
    for _, day in groupby(beats, lambda beat: beat.at.date()):
        several = list(day)
        receipt = _happen(ledger, several)
        told, facts = told + len(several), facts + len(receipt.facts)
        progress(told, len(beats))
    return facts


def _happen(ledger: Ledger, beats: Sequence[Beat]) -> Receipt:
    """What happened on one day, in one save."""
    at = beats[0]

    def work(transaction: Transaction) -> None:
        nonlocal at
        for at in beats:
            transaction.act_as(_origin(at))
            kind = keys.kind_of(at.key) or ""
            transaction.execute(DECIDERS[kind], keys.stream_of(at.key), at.command)

    try:
        return ledger.transact(work, _origin(at))
    except DomainError as error:
        message = f"{at.at:%d %b}, {at.key}, {at.command}: {error}"
        raise StoryError(message) from error


def _origin(beat: Beat) -> Origin:
    return Origin(
        actor=beat.who,
        source=beat.source,
        occurred_at=beat.at,
        correlation_id=_intent(beat),
        source_ref=beat.source_ref,
        reason=beat.why,
        because_of=tuple(Ref(keys.kind_of(each) or "", each) for each in beat.because),
    )


def _intent(beat: Beat) -> UUID:
    return uuid5(STORY, f"{beat.at:%j%H} {beat.key} {type(beat.command).__name__}")
