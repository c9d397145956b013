"""Rebuilding from the first fact gives the rows that live running gave, whatever happened."""

import itertools
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from plan import Plan, origin

from domain.backlog_item import commands as item
from domain.catalogue import DECIDERS
from domain.connection import commands as connection
from domain.connection.facts import Mapping
from domain.evidence import commands as evidence
from domain.evidence.rules import EVIDENCE
from domain.identity import item_id, link_id
from domain.iteration import commands as iteration
from domain.keys import kind_of, stream_of
from domain.link import commands as link
from domain.link.facts import Remote
from domain.refusal import DomainError
from domain.team import commands as team
from domain.team.words import Member
from domain.values import Window
from ledger.database import Database
from projections.all import all_projections
from projections.outbox_table import OUTBOX
from projections.rebuild import rebuild_all
from projections.runner import Runner

NUMBERS = st.integers(1, 3)
REMOTES = st.sampled_from(["1", "2"])
REFS: Any = NUMBERS  # of items, or of other evidence
SEALED = f"sealed:{'0' * 32}:{'x' * 22}"
WORDS = st.sampled_from(["Notes get lost", "Über", "a", ""])
FIELDS = st.sampled_from(["title", "body"])
REMOTE = Remote("7", "#7", "https://github.test/ada/repo/issues/7")

ITEM_COMMANDS = st.one_of(
    st.builds(item.Edit, title=WORDS, priority=st.sampled_from(["high", "none"])),
    st.builds(item.Edit, labels=st.sampled_from([(), ("a",), ("a", "b")])),
    st.builds(item.AddAcceptance, text=WORDS),
    st.builds(item.Rank, rank=st.sampled_from(["a0", "a1", "Zz"])),
    st.builds(item.Assign, assignee=st.sampled_from(["ada", "grace"])),
    st.builds(item.Comment, comment=st.uuids(), body=WORDS),
    st.just(item.Block()),
    st.builds(item.Estimate, points=st.sampled_from(["1", "8"])),
    st.sampled_from(
        [
            item.Unassign(),
            item.MarkReady(),
            item.Start(),
            item.SendToReview(),
            item.Complete(),
            item.Reopen(),
            item.Unblock(),
            item.Drop(),
            item.Archive(),
            item.Restore(),
        ]
    ),
)
CONNECTION_COMMANDS = st.sampled_from(
    [
        connection.Pause(),
        connection.Resume(),
        connection.ReportTrouble("it answers 503"),
        connection.Restore(),
        connection.Remap(mapping=Mapping(labels={"a": "A"})),
        connection.Disconnect(),
    ]
)
LINK_COMMANDS = st.one_of(
    st.builds(link.Agree, fields=st.dictionaries(FIELDS, WORDS), version=st.just("v2")),
    st.builds(link.FindConflict, field=FIELDS, base=WORDS, ours=WORDS, theirs=WORDS),
    st.builds(link.SettleConflict, field=FIELDS, choice=st.sampled_from(["ours", "converged"])),
    st.builds(link.Park, reason=WORDS),
    st.sampled_from(
        [
            link.Establish(REMOTE, "v1", {"title": "Notes get lost"}),
            link.Guard("body", "a table"),
            link.LiftGuard("body"),
            link.Lose(),
            link.Rearm(),
            link.Detach(),
            link.Relink(),
        ]
    ),
)
EVIDENCE_COMMANDS = st.one_of(
    st.builds(evidence.Link, ref=REFS, weight=NUMBERS, quote=st.sampled_from([None, SEALED])),
    st.builds(evidence.Unlink, ref=REFS),
    st.builds(evidence.Merge, into=REFS),
    st.builds(evidence.Answer, text=st.just(SEALED)),
    st.sampled_from([evidence.Triage(owner="ada"), evidence.Dismiss(), evidence.Redact()]),
)
CREW = (Member("ana"), Member("ben", "0.5"))
WEEK, DAY = Window.read("2026-01-05..2026-01-09"), Window.read("2026-01-06")
TEAM_COMMANDS = st.sampled_from(
    [
        team.AddMember("cleo", "0.2"),
        team.ChangeMember("ana", "0.8"),
        team.RemoveMember("ben", "2026-01-07"),
        team.AddHoliday("2026-01-06", "Three Kings"),
    ]
)
ITERATION_COMMANDS = st.sampled_from(
    [
        iteration.PlanAbsence("ana", DAY),
        iteration.CancelAbsence("1"),
        iteration.OverrideCapacity("1.5"),
        iteration.VoteConfidence(3, "ben"),
        iteration.Start(),
        iteration.Close(),
        iteration.Cancel(),
    ]
)
COMMITMENTS = st.tuples(
    NUMBERS,
    st.sampled_from(
        [
            lambda key: iteration.Commit(key, "20", "ana", waive=True),
            lambda key: iteration.Commit(key, "9", waive=True),
            iteration.Withdraw,
            lambda key: iteration.Reallocate(key, "ben"),
            lambda key: iteration.Close((key,)),
        ]
    ),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), NUMBERS, WORDS),
        st.tuples(st.just("connect"), REMOTES),
        st.tuples(st.just("link"), NUMBERS, REMOTES),
        st.tuples(st.just("ask"), NUMBERS, ITEM_COMMANDS),
        st.tuples(st.just("tell"), REMOTES, CONNECTION_COMMANDS),
        st.tuples(st.just("settle"), NUMBERS, REMOTES, LINK_COMMANDS),
        st.tuples(st.just("settle"), NUMBERS, REMOTES, LINK_COMMANDS),
        st.tuples(st.just("hear"), NUMBERS, EVIDENCE_COMMANDS),
        st.tuples(st.just("at"), st.just("T1"), TEAM_COMMANDS),
        st.tuples(st.just("at"), st.just("I1"), ITERATION_COMMANDS),
        st.tuples(st.just("commit"), COMMITMENTS),
        st.tuples(st.just("look")),
    ),
    max_size=25,
)
OPENING = [("add", 1, "Notes get lost"), ("connect", "1"), ("link", 1, "1")]


class Story:
    """Steps on short names; what the rules refuse does not happen."""

    def __init__(self, plan: Plan, runner: Runner) -> None:
        self.plan, self.runner = plan, runner
        plan.create()
        self._at("T1", team.Form(self._key("T1"), "Notes", CREW, estimate_unit="hours"))
        self._at("I1", iteration.Plan(self._key("I1"), self._key("T1"), "First", WEEK))
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


def rows(database: Database) -> dict[str, list[sa.Row[*tuple[Any, ...]]]]:
    """Everything that the projections keep."""
    with database.read() as connection:
        return {
            table.name: sorted(connection.execute(sa.select(table)).all())
            for projection in all_projections()
            for table in projection.tables
        }


def check_rebuild(story: Story, database: Database) -> None:
    story.runner.catch_up()
    live = rows(database)
    with database.begin() as connection:
        connection.execute(sa.delete(OUTBOX))  # the one table that a rebuild does not clear
    for projection in all_projections():
        story.runner.rebuild(projection.name)
    assert {status.lag for status in story.runner.status()} == {0}
    assert rows(database) == live


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
    return runner, rows(database)


def test_two_processes_give_the_rows_that_one_gives(database, ledger, lived):
    runner, live = lived
    runner.stop()
    assert rebuild_all(database, ledger)
    assert {status.lag for status in runner.status()} == {0}
    assert rows(database) == live


def test_a_running_projector_replays_by_itself(database, ledger, lived):
    runner, live = lived
    assert not rebuild_all(database, ledger)
    assert {status.position for status in runner.status()} == {0}
    runner.catch_up()
    assert rows(database) == live
