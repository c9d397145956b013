"""A risk's trigger fires by itself once what it threatens slips too far."""

from policed import ITEM, RISK, Policed

from domain.release.commands import Announce, Plan
from domain.release.commands import Reschedule as Postpone
from domain.risk.facts import RiskTriggerFired
from domain.roadmap_item.commands import Reschedule
from domain.values import Window

RELEASE = "ACME-REL1"


def move(policed: Policed, day: str) -> None:
    policed.ask(ITEM, Reschedule(Window.read(day)))


def test_a_slip_beyond_the_threshold_fires(policed: Policed) -> None:
    policed.arm("slip_days", "5")
    move(policed, "2026-07-10")
    assert policed.look() == 1
    assert policed.fired() == ["10"]


def test_a_slip_up_to_the_threshold_does_not_fire(policed: Policed) -> None:
    policed.arm("slip_days", "5")
    move(policed, "2026-07-05")
    assert policed.look() == 0


def test_a_little_every_week_adds_up(policed: Policed) -> None:
    policed.arm("slip_days", "5")
    move(policed, "2026-07-04")
    move(policed, "2026-07-08")
    policed.look()
    assert policed.fired() == ["8"]


def test_moving_earlier_fires_nothing(policed: Policed) -> None:
    move(policed, "2026-07-31")
    policed.arm("slip_days", "5")
    policed.look()
    move(policed, "2026-07-30")
    assert policed.look() == 0


def test_a_trigger_fires_once_until_it_is_armed_again(policed: Policed) -> None:
    policed.arm("slip_days", "5")
    move(policed, "2026-07-10")
    policed.look()
    move(policed, "2026-07-20")
    assert policed.look() == 0
    policed.arm("slip_days", "5")
    move(policed, "2026-07-30")
    assert policed.look() == 1
    assert policed.fired() == ["10", "30"]


def test_what_happened_before_a_trigger_was_armed_does_not_fire_it(policed: Policed) -> None:
    move(policed, "2026-07-10")
    policed.arm("slip_days", "5")
    assert policed.look() == 0
    move(policed, "2026-07-11")
    assert policed.look() == 1


def test_an_item_that_no_risk_watches_fires_nothing(policed: Policed) -> None:
    policed.arm("slip_days", "5", ref="ACME-R1")
    policed.watch("ACME-K2")
    move(policed, "2026-07-10")
    assert policed.look() == 1
    assert policed.fired("ACME-K2") == []


def test_every_risk_that_watches_is_told(policed: Policed) -> None:
    policed.watch("ACME-K2")
    policed.arm("slip_days", "5")
    policed.arm("slip_days", "8", "ACME-K2")
    move(policed, "2026-07-10")
    assert policed.look() == 2


def test_the_firing_says_what_it_is_because_of(policed: Policed) -> None:
    policed.arm("slip_days", "5")
    move(policed, "2026-07-10")
    policed.look()
    fired = policed.ask.entries(RISK)[-1]
    moved = policed.ask.entries(ITEM)[-1]
    origin = fired.origin
    assert isinstance(fired.fact, RiskTriggerFired)
    assert (origin.actor.kind, origin.source) == ("system", "automation")
    assert origin.causation_id == moved.event_id
    assert origin.correlation_id == moved.origin.correlation_id
    assert [each.id for each in origin.because_of] == [ITEM]
    assert origin.reason == "ACME-R1 slipped 10 days, to 2026-07-10."


def test_the_plan_itself_is_left_alone(policed: Policed) -> None:
    policed.arm("slip_days", "5")
    move(policed, "2026-07-10")
    before = policed.ask.state(ITEM)
    policed.look()
    assert policed.ask.state(ITEM) == before


def test_a_release_slips_from_its_promise(policed: Policed) -> None:
    policed.ask(RELEASE, plan_release())
    policed.watch("ACME-K2", RELEASE)
    policed.arm("slip_days", "5", "ACME-K2")
    policed.ask(RELEASE, Postpone(may("5")))
    policed.ask(RELEASE, Announce(audience=("customer",)))
    policed.ask(RELEASE, Postpone(may("9")), "The vendor is late.", [RISK])
    assert policed.look() == 0
    policed.ask(RELEASE, Postpone(may("11")), "The vendor is late.", [RISK])
    policed.look()
    assert policed.fired("ACME-K2") == ["6"]


def may(day: str) -> Window:
    return Window.read(f"2026-05-{day:0>2}")


def plan_release() -> Plan:
    return Plan(key=RELEASE, name="Spring", version_name="2.0", kind="major", target=may("1"))
