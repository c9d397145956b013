"""A plan, and a runner by hand over every projection, on each kind of database."""

import pytest
from clock import FakeClock
from plan import Plan
from press import Press
from register import Register

from domain.backlog_item.commands import Edit
from ledger.database import Database
from ledger.ledger import Ledger
from projections.all import all_projections
from projections.runner import Runner


@pytest.fixture
def plan(ledger: Ledger) -> Plan:
    return Plan(ledger)


@pytest.fixture
def register(plan: Plan) -> Register:
    return Register(plan)


@pytest.fixture
def runner(database: Database, ledger: Ledger, clock: FakeClock) -> Runner:
    return Runner(database, ledger, all_projections(), clock=clock)


@pytest.fixture
def show(database: Database, runner: Runner):
    """Ask after catching up."""

    def ask(question, *arguments, **named):
        runner.catch_up()
        with database.read() as connection:
            return question(connection, *arguments, **named)

    return ask


@pytest.fixture
def running(database: Database, ledger: Ledger, clock: FakeClock):
    """A runner by hand over the given projections."""
    return lambda *projections: Runner(database, ledger, projections, clock=clock)


@pytest.fixture
def five(plan: Plan) -> list[int]:
    """Five facts of one item; their positions."""
    item = plan.add(1, "0")
    for number in range(1, 5):
        plan.ask(item, Edit(title=str(number)))
    return [entry.position for entry in plan.ledger.entries(0, 99)]


@pytest.fixture
def press(plan: Plan, clock: FakeClock, show) -> Press:
    return Press(plan, clock, show)
