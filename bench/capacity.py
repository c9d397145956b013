"""Asks for capacity over HTTP: 10,000 items in 200 iterations of eight teams, at four clients."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from uuid import uuid4

from bench.served import CLIENTS, Question, ready, served
from bench.stores import both_databases, opened
from domain.backlog_item import facts as items
from domain.backlog_item.rules import ITEM
from domain.fact import Actor, Fact, Origin
from domain.iteration import facts as iterations
from domain.iteration.rules import ITERATION
from domain.keys import key_of, stream_of
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from domain.team import facts as teams
from domain.team.rules import TEAM
from domain.team.state import roster
from domain.team.words import Member, Outcome
from domain.values import Window, day_after
from ledger.ledger import Ledger
from ledger.transaction import Transaction

TEAMS, OF_A_TEAM, ITEMS_EACH, PEOPLE = 8, 25, 50, 6
OPEN = 4
"""Of each team's iterations: the last ones, the first of them active."""
SECONDS, LIMIT = 4.0, 50
PATHS = {
    "open": "/v1/capacity?product=ACME&limit=50",
    "closed": "/v1/capacity?product=ACME&state=closed&limit=50",
    "person": "/v1/capacity?state=closed,active,planned&team=ACME-T3&person=p3-1&limit=50",
    "list": "/v1/iterations?product=ACME&status=closed&limit=50",
    "one": "/v1/iterations/ACME-I21/capacity",
    "velocity": "/v1/teams/ACME-T1/velocity",
}


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Requests per second and p50, p95 and p99 in ms of each view, on both databases.

    Args:
        progress: Told one line before each part.
    """
    found: dict[str, dict[str, float]] = {}
    with both_databases() as databases:
        for name, url in databases:
            progress(f"capacity: {name}, {TEAMS * OF_A_TEAM * ITEMS_EACH:,} items")
            cases = _measure(url)
            found |= {f"{name}_{case}": each for case, each in cases.items()}
            found[f"{name}_slowest"] = {"p95_ms": max(each["p95_ms"] for each in cases.values())}
    return found


def _measure(url: str) -> dict[str, dict[str, float]]:
    with opened(url) as (database, ledger):
        _fill(ledger)
        token = ready(database, ledger)
    with served(url) as both:
        return {
            case: both.ask_ours(Question(path, [], 1), token, SECONDS, CLIENTS)
            for case, path in PATHS.items()
        }


def _fill(ledger: Ledger) -> None:
    """Eight teams that have worked for a year, a save for each of their iterations."""
    origin = Origin(Actor("u1", "Ada", "human"), "api", datetime.now(UTC), uuid4())
    ledger.execute(PRODUCT, stream_of("ACME"), CreateProduct("ACME", "Acme Notes"), origin)
    for at in range(TEAMS):
        key = key_of("ACME", "team", at + 1)
        people = tuple(Member(f"p{at + 1}-{each}") for each in range(PEOPLE))
        formed = teams.TeamFormed(key, f"Team {at + 1}", people)
        ledger.transact(_appending(key, [formed]), origin)
        for number in range(OF_A_TEAM):
            ledger.transact(_living(key, at, number), origin)


def _appending(key: str, facts: Sequence[Fact]) -> Callable[[Transaction], None]:
    return lambda transaction: transaction.append(TEAM, stream_of(key), facts)


def _living(team: str, at: int, number: int) -> Callable[[Transaction], None]:
    """One iteration of a team with its items, to its end or as far as it is."""
    key = key_of("ACME", "iteration", at * OF_A_TEAM + number + 1)
    start = day_after("2026-01-05", 14 * number)
    window = Window(start, day_after(start, 11))
    is_closed, is_active = number < OF_A_TEAM - OPEN, number == OF_A_TEAM - OPEN

    def work(transaction: Transaction) -> None:
        booked: list[Fact] = [teams.TeamIterationBooked(key, window)]
        if is_closed:
            outcome = Outcome("100", "90", "60", carried=5)
            booked.append(teams.TeamIterationConcluded(key, outcome))
        transaction.append(TEAM, stream_of(team), booked)
        state = transaction.load(TEAM, stream_of(team))
        assert state is not None  # it was formed before
        opening = (
            iterations.IterationPlanned(key, team, f"Sprint {number}", window),
            iterations.IterationStaffed(roster(state, window)),
        )
        names = list(_items(transaction, key, at * OF_A_TEAM + number))
        facts = [*opening, *_committed(names, at), *_course(names, is_closed, is_active)]
        transaction.append(ITERATION, stream_of(key), facts)

    return work


def _items(transaction: Transaction, iteration: str, at: int) -> Iterator[str]:
    for each in range(at * ITEMS_EACH + 1, (at + 1) * ITEMS_EACH + 1):
        key = key_of("ACME", "item", each)
        added = items.ItemAdded(
            product=stream_of("ACME"), key=key, kind="bug", title=f"Page {each} is lost"
        )
        joined = items.ItemJoinedIteration(iteration)
        transaction.append(ITEM, stream_of(key), [added, items.ItemEstimated("2"), joined])
        yield key


def _committed(names: Sequence[str], at: int) -> Iterator[Fact]:
    for place, item in enumerate(names):
        yield iterations.ItemCommitted(item, "2", f"p{at + 1}-{place % PEOPLE}")
    for each in range(PEOPLE):
        yield iterations.ConfidenceVoted(f"p{at + 1}-{each}", 4)


def _course(names: Sequence[str], is_closed: bool, is_active: bool) -> Iterator[Fact]:  # noqa: FBT001  # two of one table
    if is_closed or is_active:
        yield iterations.IterationStarted(iterations.Snapshot(tuple(names), "100", "90", "60"))
    if is_closed:
        done, left = tuple(names[:-5]), tuple(names[-5:])
        yield iterations.IterationClosed(done, left, "90", "60", left)
