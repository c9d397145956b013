"""Everything that waits for a person is told, with the command that deals with it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from asking import Asking
from clock import FakeClock
from delivered import a_delivery
from plan import Plan

from domain.brief.commands import Draft as DraftBrief
from domain.brief.commands import Publish, Refresh, Share
from domain.connection.commands import ReportTrouble, ReportUnauthorised
from domain.decision.commands import Propose as Decide
from domain.evidence.commands import Answer, Link, Triage
from domain.link.commands import FindConflict, Lose, Park, SettleConflict
from domain.meeting.commands import AssignAction, CompleteAction
from domain.meeting.commands import Schedule as Meet
from domain.metric.commands import Define, NoteBreach, ReviewBreach, SetAlert
from domain.risk.commands import (
    Accept,
    AddAction,
    ArmTrigger,
    Assess,
    Close,
    FireTrigger,
    Identify,
)
from domain.roadmap_item.commands import (
    Describe,
    Expect,
    Propose,
    ReviewOutcome,
    Schedule,
    Ship,
    Start,
)
from domain.values import Window
from ledger.database import Database
from ledger.ledger import Ledger
from projections.all import all_projections
from projections.notices.notice import Kind, Notice, Wanted
from projections.runner import Runner
from workers import inbox
from workers.notices import SOURCES, Notices, notices
from workers.policies import place

RISK, ITEM, MEETING, DECISION = "ACME-K1", "ACME-R1", "ACME-M1", "ACME-D1"
BRIEF = "ACME-B1"


class Desk:
    """A plan, and what somebody sees who asks what waits."""

    def __init__(self, database: Database, ledger: Ledger, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.ask, self.plan = Asking(ledger, clock), Plan(ledger)
        self.runner = Runner(database, ledger, all_projections(), clock=clock)

    def waits(
        self, *kinds: Kind, owners: tuple[str, ...] = (), product: str | None = None, **more: int
    ) -> list[Notice]:
        return self.found(kinds, owners, product, **more).rows

    def found(
        self,
        kinds: tuple[Kind, ...] = (),
        owners: tuple[str, ...] = (),
        product: str | None = None,
        limit: int = 200,
    ) -> Notices:
        self.runner.catch_up()
        today = self.clock().date()
        by = (today + timedelta(days=14)).isoformat()
        with self.database.read() as connection:
            wanted = Wanted(today.isoformat(), by, product, limit)
            return notices(connection, wanted, kinds, owners)

    def pass_days(self, days: int) -> None:
        self.clock.advance(days * 86_400)

    def risk(self, key: str = RISK) -> None:
        self.ask(key, Identify(key, "they are late", "we are late", "Late vendor", owner="ana"))
        self.ask(key, Assess(likelihood=2, impact=2))

    def meeting(self) -> None:
        self.ask(MEETING, Meet(MEETING, "Call", starts="2026-03-02T10:00:00+00:00", held=True))


@pytest.fixture
def desk(database: Database, ledger: Ledger, clock: FakeClock) -> Desk:
    clock.now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    made = Desk(database, ledger, clock)
    made.plan.create()
    return made


def test_nothing_waits_in_a_new_plan(desk: Desk) -> None:
    desk.risk()
    assert desk.found() == Notices([], {}, more=False)


def test_a_sign_that_was_seen_waits_until_it_is_armed_again(desk: Desk) -> None:
    desk.risk()
    desk.ask(RISK, ArmTrigger("load_ratio", "gt", "1"))
    desk.ask(RISK, FireTrigger("load_ratio", "1.2"))
    [told] = desk.waits()
    assert (told.kind, told.key, told.who) == ("risk_trigger", RISK, "ana")
    assert told.text == "load_ratio is 1.2 (watched: gt 1): Late vendor"
    assert told.next == "trueline risk show ACME-K1"
    desk.ask(RISK, ArmTrigger("load_ratio", "gt", "1"))
    assert desk.waits() == []


def test_a_risk_that_is_over_says_nothing_of_its_signs(desk: Desk) -> None:
    desk.risk()
    desk.ask(RISK, ArmTrigger("load_ratio", "gt", "1"))
    desk.ask(RISK, FireTrigger("load_ratio", "1.2"))
    desk.ask(RISK, Close("avoided"), "We changed the vendor.")
    assert desk.waits() == []


def test_a_review_waits_from_its_day_on(desk: Desk) -> None:
    desk.risk()
    due = desk.ask.state(RISK).review_due
    desk.clock.now = datetime.fromisoformat(due).replace(tzinfo=UTC) - timedelta(days=1)
    assert desk.waits() == []
    desk.pass_days(1)
    [told] = desk.waits()
    assert (told.kind, told.since, told.who) == ("risk_review", due, "ana")
    assert told.next == "trueline risk review ACME-K1 NOTE NEXT_DUE"


def test_an_acceptance_is_told_of_before_it_ends(desk: Desk) -> None:
    desk.risk()
    desk.plan.hear()
    desk.ask(RISK, Accept("2026-03-20", by="cto"), "We can live with it.", ["ACME-E1"])
    assert desk.waits("risk_acceptance") == []
    desk.pass_days(7)
    [told] = desk.waits("risk_acceptance")
    assert (told.since, told.who) == ("2026-03-20", "cto")


def test_an_action_is_overdue_the_day_after(desk: Desk) -> None:
    desk.risk()
    desk.ask(RISK, AddAction("Call them", "bob", "2026-03-05"))
    desk.pass_days(3)
    assert desk.waits("risk_action") == []
    desk.pass_days(1)
    [told] = desk.waits("risk_action")
    assert (told.text, told.who, told.since) == ("Call them", "bob", "2026-03-05")
    assert told.next == "trueline risk complete-action ACME-K1 1"


def test_an_action_of_a_meeting_waits_until_it_is_done(desk: Desk) -> None:
    desk.meeting()
    desk.ask(MEETING, AssignAction("Send the minutes", "bob", "2026-03-03"))
    desk.pass_days(2)
    [told] = desk.waits()
    assert (told.kind, told.key) == ("meeting_action", MEETING)
    assert told.next == "trueline meeting complete-action ACME-M1 1"
    desk.ask(MEETING, CompleteAction("1"))
    assert desk.waits() == []


def test_a_decision_waits_for_its_review(desk: Desk) -> None:
    taken = Decide(
        DECISION,
        "When",
        options=("Now", "Later"),
        accept="Now",
        justification="They wait.",
        decision_makers=("ana", "cto"),
        review_on="2026-03-09",
    )
    desk.ask(DECISION, taken)
    assert desk.waits() == []
    desk.pass_days(7)
    [told] = desk.waits()
    assert (told.kind, told.who, told.since) == ("decision_review", "ana, cto", "2026-03-09")
    assert told.next == "trueline decision review ACME-D1 VERDICT"


def test_an_outcome_is_asked_for_at_each_day_once_it_is_shipped(desk: Desk) -> None:
    desk.ask(ITEM, Propose(key=ITEM, title="Offline mode", owner="ana"))
    desk.ask(ITEM, Schedule(Window.read("2026-Q1")))
    for metric, day in (("weekly users", "2026-03-10"), ("churn", "2026-03-20")):
        desk.ask(ITEM, Expect(metric, "10", "20", day))
    desk.ask(ITEM, Start())
    desk.pass_days(10)
    assert desk.waits() == []
    desk.ask(ITEM, Ship())
    [told] = desk.waits()
    assert (told.kind, told.since, told.who) == ("outcome_review", "2026-03-10", "ana")
    assert told.text == "weekly users: 10 -> 20? Offline mode"
    words = "ACME-R1 'weekly users' ACTUAL VERDICT LEARNING"
    assert told.next == f"trueline roadmap review-outcome {words}"
    desk.ask(ITEM, ReviewOutcome("weekly users", "19", "confirmed", "They came."))
    assert desk.waits() == []
    desk.pass_days(10)
    assert [each.text for each in desk.waits()] == ["churn: 10 -> 20? Offline mode"]


def test_a_breach_waits_until_somebody_has_looked(desk: Desk) -> None:
    key, words = "ACME-X1", ("Failed", "Failed syncs", "%")
    desk.ask(key, Define(key, *words, cadence="month", owner="ana"))
    desk.ask(key, SetAlert("gt", "10"))
    assert desk.waits() == []
    desk.ask(key, NoteBreach("2026-02-01", "12"))
    [told] = desk.waits()
    assert (told.kind, told.key, told.who) == ("metric_breach", key, "ana")
    assert told.text == "12 % for 2026-02-01: Failed"
    assert told.next == "trueline metric review-breach ACME-X1 NOTE"
    desk.ask(key, ReviewBreach("The vendor was down"))
    assert desk.waits() == []


def test_feedback_waits_for_its_answer_once_what_it_wanted_is_out(desk: Desk) -> None:
    desk.ask(ITEM, Propose(key=ITEM, title="Offline mode", owner="ana"))
    desk.plan.hear(account="Globex")
    desk.ask("ACME-E1", Triage(owner="bob"))
    desk.ask("ACME-E1", Link(ITEM))
    desk.ask(ITEM, Schedule(Window.read("2026-Q1")))
    desk.ask(ITEM, Start())
    assert desk.waits() == []
    desk.ask(ITEM, Ship())
    [told] = desk.waits()
    assert (told.kind, told.key, told.who) == ("feedback_answer", "ACME-E1", "bob")
    assert told.text == "ACME-R1 is out: tell Globex."
    assert told.next == "trueline feedback answer ACME-E1 TEXT"
    desk.ask("ACME-E1", Answer(f"sealed:{'0' * 32}:{'x' * 22}"))
    assert desk.waits() == []


def linked(desk: Desk) -> UUID:
    link = desk.plan.link(desk.plan.add(1, assignee="bob"), desk.plan.connect())
    desk.plan.establish(link, 7, title="A")
    return link


def test_a_conflict_waits_until_it_is_settled(desk: Desk) -> None:
    link = linked(desk)
    desk.plan.settle(link, FindConflict("title", "A", "Ours", "Theirs"))
    [told] = desk.waits()
    assert (told.kind, told.key, told.who) == ("conflict", "ACME-1", "bob")
    assert told.next == f"trueline sync resolve {link} title --choose ours --reason WHY"
    desk.plan.settle(link, SettleConflict("title", "ours"), "Ours is newer.")
    assert desk.waits() == []


def test_a_link_whose_issue_is_gone_waits(desk: Desk) -> None:
    desk.plan.settle(linked(desk), Lose())
    [told] = desk.waits()
    assert (told.kind, told.key) == ("broken_link", "ACME-1")
    assert told.text == "#7 at ada/repo1 is gone."


def test_a_parked_link_waits_with_its_reason(desk: Desk) -> None:
    link = linked(desk)
    desk.plan.settle(link, Park("not allowed"))
    [told] = desk.waits()
    assert (told.kind, told.text) == ("parked_link", "#7 at ada/repo1: not allowed")
    assert told.next == f"trueline sync rearm {link}"


@pytest.mark.parametrize("trouble", [ReportTrouble("it answers 503"), ReportUnauthorised("no")])
def test_a_connection_that_does_not_work_waits(desk: Desk, trouble: object) -> None:
    desk.plan.tell(desk.plan.connect(), trouble)
    [told] = desk.waits()
    assert (told.kind, told.key) == ("connection", "ada/repo1")
    assert told.next == "trueline connections resume ada/repo1"
    assert told.since.startswith("2026-03-02T12:00")


def test_a_parked_delivery_waits(desk: Desk) -> None:
    connection_id = desk.plan.connect()
    desk.runner.catch_up()
    with desk.database.begin() as connection:
        inbox.keep(connection, a_delivery(connection_id), desk.clock())
        park(connection)
    [told] = desk.waits(product="ACME")
    assert (told.kind, told.text) == ("parked_delivery", "A delivery about 1: not understood")
    assert told.next == "trueline sync replay ada/repo1 d-1"
    assert desk.waits(product="OTHER") == []


def test_what_a_policy_left_out_waits_for_a_month(desk: Desk) -> None:
    at = desk.clock().timestamp()
    with desk.database.begin() as connection:
        place.skip(connection, place.Skipped("roadmap-slip", RISK, 7, "ValueError: no", at))
    [told] = desk.waits(product="ACME")
    assert (told.kind, told.text) == ("policy", "roadmap-slip left fact 7 out: ValueError: no")
    desk.pass_days(31)
    assert desk.waits() == []


def test_the_oldest_come_first_and_each_kind_is_counted(desk: Desk) -> None:
    desk.risk()
    for day in ("2026-03-05", "2026-03-04"):
        desk.ask(RISK, AddAction(f"By {day}", "bob", day))
    desk.meeting()
    desk.ask(MEETING, AssignAction("Minutes", "ana", "2026-03-03"))
    desk.pass_days(9)
    found = desk.found()
    assert [each.since for each in found.rows] == ["2026-03-03", "2026-03-04", "2026-03-05"]
    assert found.counts == {"risk_action": 2, "meeting_action": 1}


def test_one_may_ask_for_what_somebody_has_to_do(desk: Desk) -> None:
    desk.risk()
    desk.ask(RISK, AddAction("Call them", "bob", "2026-03-05"))
    desk.ask(RISK, AddAction("Write to them", "ana", "2026-03-05"))
    desk.pass_days(9)
    assert [each.text for each in desk.waits(owners=("bob",))] == ["Call them"]


def test_one_may_ask_for_one_product(desk: Desk) -> None:
    desk.plan.settle(linked(desk), Lose())
    assert desk.waits(product="OTHER") == []
    assert len(desk.waits(product="ACME")) == 1


def tell(desk: Desk, *accounts: str) -> None:
    """A brief about an item, published and given to some."""
    desk.ask(ITEM, Propose(ITEM, "Offline mode"))
    desk.ask(ITEM, Schedule(Window.read("2026-Q3")))
    desk.ask(BRIEF, DraftBrief(BRIEF, "sales", "News", items=(ITEM,), owner="ana"))
    desk.ask(BRIEF, Publish())
    for each in accounts:
        desk.ask(BRIEF, Share(each))


def test_a_stale_brief_waits_for_its_owner_until_a_newer_one_is_published(desk: Desk) -> None:
    tell(desk)
    assert desk.waits() == []
    desk.pass_days(1)
    desk.ask(ITEM, Describe(title="Work offline"))
    [told] = desk.waits()
    assert (told.kind, told.who, told.since) == ("stale_brief", "ana", "2026-03-03")
    assert told.text == "Version 1 is stale (ACME-R1 changed): News"
    assert told.next == "trueline brief refresh ACME-B1"
    desk.ask(BRIEF, Refresh())
    [told] = desk.waits()
    assert told.next == "trueline brief publish ACME-B1"
    desk.ask(BRIEF, Publish())
    assert desk.waits() == []


def test_a_broken_promise_waits_until_all_who_have_it_have_a_newer_one(desk: Desk) -> None:
    tell(desk, "Globex", "Initech")
    desk.ask(ITEM, Schedule(Window.read("2026-Q4")))
    [told] = desk.waits("broken_promise")
    assert told.text == "A promise is broken; nothing newer went to Globex, Initech: News"
    assert (told.since, told.next) == ("2026-03-02", "trueline brief refresh ACME-B1")
    for command in (Refresh(), Publish(), Share("Globex")):
        desk.ask(BRIEF, command)
    [told] = desk.waits()
    assert (told.kind, told.next) == ("broken_promise", "trueline brief share ACME-B1 Initech")
    desk.ask(BRIEF, Share("Initech"))
    assert desk.waits() == []


def test_a_draft_that_was_never_published_waits_for_nobody(desk: Desk) -> None:
    desk.ask(ITEM, Propose(ITEM, "Offline mode"))
    desk.ask(BRIEF, DraftBrief(BRIEF, "executive", items=(ITEM,)))
    desk.ask(ITEM, Describe(title="Work offline"))
    assert desk.waits() == []


def test_a_kind_that_has_more_than_is_looked_at_says_so(desk: Desk) -> None:
    for number in (1, 2):
        desk.risk(f"ACME-K{number}")
    desk.pass_days(365)
    assert desk.found(limit=2).more
    assert not desk.found(limit=3).more


@pytest.mark.parametrize("kind", SOURCES)
def test_every_kind_can_be_asked_for_alone(desk: Desk, kind: Kind) -> None:
    assert desk.waits(kind, product="ACME") == []


def park(connection: sa.Connection) -> None:
    statement = "update inbox set state = 'parked', reason = 'not understood'"
    connection.execute(sa.text(statement))
