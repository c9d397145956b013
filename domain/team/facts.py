"""What can happen to a team."""

from domain.capacity import Weekday
from domain.fact import Fact
from domain.team.words import MON_TO_FRI, Holiday, Member, Outcome, Unit
from domain.values import Window


class TeamFormed(Fact, frozen=True, tag="team.formed"):
    """People work together from now on."""

    key: str
    name: str
    members: tuple[Member, ...] = ()
    working_days: tuple[Weekday, ...] = MON_TO_FRI
    estimate_unit: Unit = "points"


class TeamMemberAdded(Fact, frozen=True, tag="team.member_added"):
    """Somebody is in it, for a part and a time."""

    member: Member


class TeamMemberRevised(Fact, frozen=True, tag="team.member_revised"):
    """A member is there for another part, time or role."""

    member: Member


class TeamMemberRemoved(Fact, frozen=True, tag="team.member_removed"):
    """Somebody is in it until a last day."""

    person: str
    until: str


class TeamHolidayAdded(Fact, frozen=True, tag="team.holiday_added"):
    """Nobody of it works on a day."""

    holiday: Holiday


class TeamIterationBooked(Fact, frozen=True, tag="team.iteration_booked"):
    """An iteration takes its days; the iteration's own stream says so in the same save."""

    iteration: str
    window: Window


class TeamIterationBegun(Fact, frozen=True, tag="team.iteration_begun"):
    """It works on an iteration; the iteration's own stream says so in the same save."""

    iteration: str


class TeamIterationConcluded(Fact, frozen=True, tag="team.iteration_concluded"):
    """An iteration ended, and what came of it counts for the team's pace."""

    iteration: str
    outcome: Outcome


class TeamIterationFreed(Fact, frozen=True, tag="team.iteration_freed"):
    """An iteration was cancelled: its days are free again."""

    iteration: str
