"""What the page is made of."""

from msgspec import Struct

from domain.brief.words import Audience
from domain.objective.facts import Status as ObjectiveStatus
from domain.release.facts import Status as ReleaseStatus
from domain.risk.facts import Status as RiskStatus
from domain.risk.levels import Band
from domain.roadmap_item.words import HealthValue, Horizon
from domain.values import Window
from domain.vision.facts import Status as VisionStatus
from projections.decisions.due import Due
from projections.meetings.actions import OpenAction


class VisionLine(Struct, frozen=True):
    """The vision in a line: the published text where there is one, else the draft."""

    key: str
    status: VisionStatus
    company_goal: str
    future_statement: str


class NorthStar(Struct, frozen=True):
    """The metric that says whether all this is worth it, and its newest value of all together.

    Attributes:
        period: The first day of the period that the value is of.
    """

    key: str
    name: str
    unit: str
    value: str | None
    period: str | None


class ObjectiveLine(Struct, frozen=True):
    """An active objective; 1 is its target."""

    key: str
    title: str
    owner: str
    period: Window
    progress: float | None
    confidence: float | None
    off_track: bool


class Objectives(Struct, frozen=True):
    """How many objectives there are by status, and the active ones."""

    counts: dict[ObjectiveStatus, int]
    off_track: int
    active: list[ObjectiveLine]


class Roadmap(Struct, frozen=True):
    """How many open items there are: by column, and by the health that was last reported."""

    horizons: dict[Horizon, int]
    health: dict[HealthValue, int]
    unreported: int
    committed: int


class NextRelease(Struct, frozen=True):
    """The release that comes out first.

    Attributes:
        days_left: Until its target ends; negative when that is over.
        slip_days: Since it was promised; None when nobody was told.
        done_percent: Of its scope; None while there is none.
        p50, p85: By when it is done, one time in two and six times in seven; None where that
            cannot be told (``/v1/forecast`` says why).
    """

    key: str
    name: str
    version_name: str
    status: ReleaseStatus
    target: Window
    days_left: int
    slip_days: int | None
    scope: int
    done: int
    done_percent: int | None
    p50: str | None
    p85: str | None


class RiskLine(Struct, frozen=True):
    """A risk, with the level that counts now."""

    key: str
    title: str
    status: RiskStatus
    owner: str | None
    exposure: int
    band: Band | None
    fired: bool


class BriefLine(Struct, frozen=True):
    """A brief that tells of what has changed since.

    Attributes:
        changed: The keys of what did.
        late: The keys of what it promised and does not hold.
        untold: Who holds such a promise and was given nothing newer.
    """

    key: str
    title: str
    audience: Audience
    owner: str
    changed: tuple[str, ...]
    late: tuple[str, ...]
    untold: tuple[str, ...]


class Briefs(Struct, frozen=True):
    """How many briefs are published, how many of them are stale, and the first of those."""

    published: int
    stale: int
    lines: list[BriefLine]


class Sync(Struct, frozen=True):
    """How the trackers are kept true.

    Attributes:
        waiting: Links whose tracker has to hear something that it has not heard yet.
        lag_s: How long the first of them has been due, in seconds.
        stuck: Links that are broken, or parked for a person.
        trouble: Connections that do not work.
    """

    connections: int
    trouble: int
    waiting: int
    lag_s: float
    conflicts: int
    stuck: int


class Overview(Struct, frozen=True):
    """A product on one page.

    Attributes:
        risks: The gravest ones; ``open_risks`` counts all that threaten.
        decisions: To be looked at again within two weeks, the longest overdue first.
        actions: The longest overdue, of meetings and risks.
    """

    product: str
    name: str
    today: str
    vision: VisionLine | None
    north_star: NorthStar | None
    objectives: Objectives
    roadmap: Roadmap
    release: NextRelease | None
    risks: list[RiskLine]
    open_risks: int
    decisions: list[Due]
    actions: list[OpenAction]
    briefs: Briefs
    sync: Sync
