"""Rules of a team's calendar, and what its open iterations are told when it gives more or less."""

from collections.abc import Iterator, Sequence

from domain.capacity import overlaps
from domain.decider import Ask, Outcome
from domain.fact import Fact
from domain.iteration.commands import TakeRoster
from domain.refusal import FieldError, Refused
from domain.scene import Scene
from domain.team.commands import Begin, Book, Conclude, Free
from domain.team.evolve import evolve
from domain.team.facts import (
    TeamIterationBegun,
    TeamIterationBooked,
    TeamIterationConcluded,
    TeamIterationFreed,
)
from domain.team.state import OPEN, Team, roster
from domain.team.words import Booking


def book(state: Team, command: Book, _scene: Scene) -> Sequence[Outcome]:
    """Take an iteration in; two that want the same days write this stream, and one is told."""
    if _booked(state, command.iteration) is not None:
        return []
    wanted = command.window
    for each in state.iterations:
        if each.status != "cancelled" and overlaps(wanted, each.window.start, each.window.end):
            message = f"{state.key} is in {each.key} from {each.window.start} to {each.window.end}."
            wrong = FieldError("window", "overlaps", message, str(wanted))
            raise Refused("overlaps", message, wrong)
    fact = TeamIterationBooked(command.iteration, wanted)
    after = evolve(state, fact)
    return [fact, Ask(command.iteration, TakeRoster(roster(after, wanted)))]


def begin(state: Team, command: Begin, _scene: Scene) -> list[Fact]:
    """Begin one that is planned, while no other one goes on."""
    booked = _booked(state, command.iteration)
    if booked is None or booked.status != "planned":
        return []
    active = next((each for each in state.iterations if each.status == "active"), None)
    if active is not None:
        message = f"{state.key} is in {active.key} until {active.window.end}: close it first."
        wrong = FieldError("status", "another-active", message, active.key)
        raise Refused("another-active", message, wrong)
    return [TeamIterationBegun(command.iteration)]


def conclude(state: Team, command: Conclude, _scene: Scene) -> Sequence[Outcome]:
    """Keep what came of one; those that are planned are told the new pace."""
    if not _is_open(state, command.iteration):
        return []
    return told(state, TeamIterationConcluded(command.iteration, command.outcome))


def free(state: Team, command: Free, _scene: Scene) -> list[Fact]:
    """Give the days back."""
    return [TeamIterationFreed(command.iteration)] if _is_open(state, command.iteration) else []


def told(state: Team, fact: Fact) -> list[Outcome]:
    """The fact, and what it makes each open iteration's roster."""
    return [fact, *_asks(evolve(state, fact))]


def _asks(team: Team) -> Iterator[Ask]:
    for each in team.iterations:
        if each.status in OPEN:
            yield Ask(each.key, TakeRoster(roster(team, each.window)))


def _booked(state: Team, iteration: str) -> Booking | None:
    return next((each for each in state.iterations if each.key == iteration), None)


def _is_open(state: Team, iteration: str) -> bool:
    booked = _booked(state, iteration)
    return booked is not None and booked.status in OPEN
