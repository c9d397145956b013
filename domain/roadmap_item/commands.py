"""What can be asked of a roadmap item; each class is a verb, its fields are what it takes."""

from typing import ClassVar, Literal

from msgspec import UNSET, UnsetType

from domain.command import Asked, Command, Opening
from domain.roadmap_item.words import (
    Audience,
    Behind,
    Direction,
    HealthValue,
    Horizon,
    Kind,
    Moscow,
    Rice,
    Verdict,
    Wsjf,
)
from domain.values import (
    AnyKey,
    Chance,
    Day,
    Label,
    Line,
    Money,
    Name,
    Number,
    Person,
    Prose,
    ReleaseKey,
    RoadmapKey,
    Said,
    Window,
)

OwnRel = Literal["supports", "blocks", "duplicates", "relates", "measured_by", "campaigns_for"]


class Propose(Opening, frozen=True):
    """Want something on the roadmap; a campaign needs channel, audience and what it is for."""

    title: Line
    kind: Kind = "feature"
    problem: Prose = ""
    hypothesis: Prose = ""
    description: Prose = ""
    owner: Person | None = None
    parent: RoadmapKey | None = None
    horizon: Horizon = "later"
    labels: tuple[Label, ...] = ()
    channel: Line | None = None
    audience: Line | None = None
    campaigns_for: AnyKey | None = None


class Describe(Command, frozen=True):
    """Say it in other words; other problem, hypothesis or description of a promise need a cause."""

    title: Line | UnsetType = UNSET
    problem: Prose | UnsetType = UNSET
    hypothesis: Prose | UnsetType = UNSET
    description: Prose | UnsetType = UNSET
    owner: Person | UnsetType = UNSET
    labels: tuple[Label, ...] | UnsetType = UNSET
    audience_text: dict[Audience, Prose] | UnsetType = UNSET
    channel: Line | UnsetType = UNSET
    audience: Line | UnsetType = UNSET


class Nest(Command, frozen=True):
    """Make it part of another one, at most four deep; of none when no parent is given."""

    parent: RoadmapKey | None = None


class Score(Command, frozen=True):
    """Say what its score is made of: RICE, WSJF or MoSCoW; the score is computed."""

    rice: Rice | UnsetType = UNSET
    wsjf: Wsjf | UnsetType = UNSET
    moscow: Moscow | UnsetType = UNSET

    computed: ClassVar[tuple[str, ...]] = ("score",)


class Move(Command, frozen=True):
    """Put it into another column of the board; a promise moves later only with a cause."""

    horizon: Horizon


class Schedule(Command, frozen=True):
    """Give it a window, as exact as is known: 2026, 2026-H2, 2026-Q3, 2026-09 or days."""

    window: Window


class Reschedule(Command, frozen=True):
    """Give it another window; a promise moves later only with a reason and a cause."""

    window: Window


class Commit(Command, frozen=True):
    """Promise it: it has an owner, a window and an expected outcome."""


class Uncommit(Command, frozen=True):
    """Take the promise back; needs a reason."""


class Announce(Command, frozen=True):
    """Note that an audience was told of it."""

    audience: Audience


class ReportHealth(Command, frozen=True):
    """Say how it stands; anything but on_track needs a note."""

    value: HealthValue
    note: Prose = ""


class Start(Command, frozen=True):
    """Begin work on it."""


class Pause(Command, frozen=True):
    """Let it wait."""


class Resume(Command, frozen=True):
    """Go on from where it was paused."""


class Ship(Command, frozen=True):
    """Its users have it, since today or the day ``on``."""

    on: Day | None = None


class Drop(Command, frozen=True):
    """Decide not to do it; needs a reason, and a cause once it is promised."""


class Revive(Command, frozen=True):
    """Propose it again after it was dropped."""


class Expect(Command, frozen=True):
    """Say what it is to bring about: a metric from ``baseline`` to ``expected`` by a day."""

    metric: Line
    baseline: Number
    expected: Number
    by: Day
    probability: Chance = 0.5
    direction: Direction | None = None


class WithdrawOutcome(Command, frozen=True):
    """Expect nothing of a metric any more."""

    metric: Line


class ReviewOutcome(Command, frozen=True):
    """Say what it brought about once it is shipped; before its day only with a reason."""

    metric: Line
    actual: Number
    verdict: Verdict
    learning: Said


class SetBudget(Command, frozen=True):
    """Say what it may cost; more than before needs a cause."""

    budget: Money


class RecordCost(Command, frozen=True):
    """Note what was spent; a negative amount corrects the cost it names."""

    amount: Money
    on: Day | None = None
    note: Prose = ""
    correction_of: Name | None = None


class Link(Command, frozen=True):
    """Tie it to another thing of the plan."""

    rel: OwnRel
    to: AnyKey


class Unlink(Command, frozen=True):
    """Undo a tie."""

    rel: OwnRel
    to: AnyKey


class JoinRelease(Asked, frozen=True):
    """Come out with a release; only one that is still open."""

    release: ReleaseKey


class LeaveRelease(Asked, frozen=True):
    """Come out with that release no longer."""

    release: ReleaseKey


class BePointedTo(Asked, frozen=True):
    """Know of the item that blocks it, or is part of it."""

    by: RoadmapKey
    rel: Behind


class BeLetGo(Asked, frozen=True):
    """Forget about the item that blocked it, or was part of it."""

    by: RoadmapKey
    rel: Behind
