"""Rebuilding from the first fact gives the rows that live running gave, whatever happened."""

import itertools
from contextlib import suppress
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from kept import kept
from msgspec.structs import replace
from plan import Plan, origin
from steps import CREW, SEALED, STEPS, WEEK

from domain.backlog_item import commands as item
from domain.brief import commands as brief
from domain.catalogue import DECIDERS
from domain.evidence import commands as evidence
from domain.evidence.rules import EVIDENCE
from domain.identity import item_id, link_id
from domain.iteration import commands as iteration
from domain.keys import kind_of, stream_of
from domain.metric import commands as metric
from domain.refusal import DomainError
from domain.roadmap_item import commands as roadmap
from domain.team import commands as team
from ledger.database import Database
from projections.all import all_projections
from projections.outbox_table import OUTBOX
from projections.rebuild import rebuild_all
from projections.runner import Runner

OPENING = [("add", 1, "Notes get lost"), ("connect", "1"), ("link", 1, "1")]


class Story:
    """Steps on short names; what the rules refuse does not happen."""

    def __init__(self, plan: Plan, runner: Runner) -> None:
        self.plan, self.runner = plan, runner
        plan.create()
        self._at("T1", team.Form(self._key("T1"), "Notes", CREW, estimate_unit="hours"))
        self._at("I1", iteration.Plan(self._key("I1"), self._key("T1"), "First", WEEK))
        self._at("X1", metric.Define(self._key("X1"), "Lost notes", "Notes that are gone", "notes"))
        self._at("R1", roadmap.Propose(self._key("R1"), "Offline mode", horizon="next"))
        self._at("B1", brief.Draft(self._key("B1"), "executive", items=(self._key("R1"),)))
        self.places = {"1": UUID(int=1), "2": UUID(int=2)}

    def tell(self, steps):
        for name, *arguments in steps:
            with suppress(DomainError):
                getattr(self, f"_{name}")(*arguments)

    def _add(self, number, title):
        self.plan.add(number, title)

    def _connect(self, remote):
        self.places[remote] = self.plan.connect(remote)

    def _link(self, number, remote):
        self.plan.link(self._item(number), self.places[remote])

    def _ask(self, number, command):
        self.plan.ask(self._item(number), command, "because")

    def _tell(self, remote, command):
        self.plan.tell(self.places[remote], command)

    def _settle(self, number, remote, command):
        self.plan.settle(link_id(self._item(number), self.places[remote]), command, "because")

    def _hear(self, number, command):
        key = self.plan.hear(number, account="Globex", verbatim=SEALED)
        if isinstance(command, evidence.Merge):
            command = evidence.Merge(self.plan.hear(int(command.into)))
        elif isinstance(command, evidence.Link | evidence.Unlink):
            command = replace(command, ref=f"{self.plan.product}-{command.ref}")
        self.plan.ledger.execute(EVIDENCE, stream_of(key), command, origin("because"))

    def _at(self, short, command):
        key = self._key(short)
        decider = DECIDERS[kind_of(key) or ""]
        self.plan.ledger.execute(decider, stream_of(key), command, origin("because"))

    def _commit(self, chosen):
        number, command = chosen
        self._at("I1", command(self._key(number)))

    def _key(self, short):
        return f"{self.plan.product}-{short}"

    def _look(self):
        self.runner.catch_up()

    def _item(self, number):
        return item_id(self._key(number))


def check_rebuild(story: Story, database: Database) -> None:
    story.runner.catch_up()
    live = kept(database)
    with database.begin() as connection:
        connection.execute(sa.delete(OUTBOX))  # the one table that a rebuild does not clear
    for projection in all_projections():
        story.runner.rebuild(projection.name)
    assert {status.lag for status in story.runner.status()} == {0}
    assert kept(database) == live


@pytest.fixture
def stories(ledger, runner):
    """Stories of one ledger, each about a product of its own."""
    numbers = itertools.count()
    return lambda: Story(Plan(ledger, f"P{next(numbers)}"), runner)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@given(steps=STEPS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_rebuild_equals_live_on_sqlite(stories, database, steps):
    story = stories()
    story.tell(OPENING + steps)
    check_rebuild(story, database)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@given(steps=STEPS)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_rebuild_equals_live_on_postgresql(stories, database, steps):
    story = stories()
    story.tell(OPENING + steps)
    check_rebuild(story, database)


@pytest.fixture
def lived(database, ledger, plan):
    """A runner that has caught up, and all that it keeps."""
    runner = Runner(database, ledger, all_projections())
    plan.ask(plan.add(1), item.Edit(title="Notes get lost"))
    runner.catch_up()
    return runner, kept(database)


def test_two_processes_give_the_rows_that_one_gives(database, ledger, lived):
    runner, live = lived
    runner.stop()
    assert rebuild_all(database, ledger)
    assert {status.lag for status in runner.status()} == {0}
    assert kept(database) == live


def test_a_running_projector_replays_by_itself(database, ledger, lived):
    runner, live = lived
    assert not rebuild_all(database, ledger)
    assert {status.position for status in runner.status()} == {0}
    runner.catch_up()
    assert kept(database) == live
