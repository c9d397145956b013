"""What waits for a person in the plan: signs, reviews, actions, outcomes, breaches, answers."""

from datetime import UTC, datetime, timedelta

from desk import DECISION, ITEM, MEETING, RISK, Desk

from domain.decision.commands import Propose as Decide
from domain.evidence.commands import Answer, Link, Triage
from domain.meeting.commands import AssignAction, CompleteAction
from domain.metric.commands import Define, NoteBreach, ReviewBreach, SetAlert
from domain.risk.commands import (
    Accept,
    AddAction,
    ArmTrigger,
    Close,
    FireTrigger,
)
from domain.roadmap_item.commands import (
    Expect,
    Propose,
    ReviewOutcome,
    Schedule,
    Ship,
    Start,
)
from domain.values import Window


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
