"""How far an item is: every step from where it may be taken, and from nowhere else."""

import pytest
from deciding import fold, given
from roadmap import (
    CAMPAIGN,
    COMMITTED,
    DROPPED,
    PAUSED,
    PROPOSED,
    SCHEDULED,
    SHIPPED,
    STARTED,
    item,
)

from domain.roadmap_item.commands import Drop, Pause, ReportHealth, Resume, Revive, Ship, Start
from domain.roadmap_item.facts import (
    RoadmapItemDropped,
    RoadmapItemHealthReported,
    RoadmapItemPaused,
    RoadmapItemResumed,
    RoadmapItemRevived,
    RoadmapItemScheduled,
    RoadmapItemShipped,
    RoadmapItemStarted,
)
from domain.roadmap_item.rules import ROADMAP_ITEM
from domain.roadmap_item.state import RoadmapItem
from domain.roadmap_item.words import Health
from domain.values import Window

TODAY = "2026-01-02"
LIVES = {
    "proposed": (PROPOSED,),
    "planned": SCHEDULED,
    "in_progress": STARTED,
    "paused": PAUSED,
    "shipped": SHIPPED,
    "dropped": DROPPED,
}
STEPS = {
    Start(): ("in_progress", RoadmapItemStarted(), {"planned"}),
    Pause(): ("paused", RoadmapItemPaused(), {"planned", "in_progress"}),
    Ship(): ("shipped", RoadmapItemShipped(TODAY), {"in_progress"}),
    Drop(): ("dropped", RoadmapItemDropped(), {"proposed", "planned", "in_progress", "paused"}),
    Revive(): ("proposed", RoadmapItemRevived(), {"dropped"}),
}
EVERY = [(command, status) for command in STEPS for status in LIVES]


@pytest.mark.parametrize(("command", "status"), EVERY)
def test_every_step_is_taken_from_where_it_may_be(command, status):
    becomes, fact, allowed = STEPS[command]
    asked = given(ROADMAP_ITEM, *LIVES[status]).when(command, reason="Because.")
    if status == becomes:
        asked.then_nothing()
    elif status in allowed:
        asked.then(fact)
        assert fold(ROADMAP_ITEM, (*LIVES[status], fact)).status == becomes
    else:
        asked.then_refused("illegal-transition", "status")


@pytest.mark.parametrize("status", LIVES)
def test_the_steps_lead_where_the_model_says(status):
    told = {becomes for becomes, _, allowed in STEPS.values() if status in allowed}
    told |= {"proposed": {"planned"}, "paused": {"planned", "in_progress"}}.get(status, set())
    assert ROADMAP_ITEM.transitions is not None
    assert told == set(ROADMAP_ITEM.transitions[status])


@pytest.mark.parametrize("status", ["planned", "in_progress"])
def test_what_was_paused_goes_on_as_it_was(status):
    facts = (*LIVES[status], RoadmapItemPaused())
    given(ROADMAP_ITEM, *facts).when(Resume()).then(RoadmapItemResumed())
    assert fold(ROADMAP_ITEM, (*facts, RoadmapItemResumed())).status == status


def test_what_is_not_paused_goes_on_anyway():
    given(ROADMAP_ITEM, *STARTED).when(Resume()).then_nothing()
    given(ROADMAP_ITEM, PROPOSED).when(Resume()).then_refused("illegal-transition")


def test_an_item_is_shipped_on_a_day_that_has_come():
    asked = given(ROADMAP_ITEM, *STARTED)
    asked.when(Ship("2026-01-01")).then(RoadmapItemShipped("2026-01-01"))
    asked.when(Ship("2026-01-03")).then_refused("in-the-future", "on")
    asked.when(Ship("soon")).then_refused("bad-date", "on")


def test_an_item_is_dropped_with_a_reason():
    given(ROADMAP_ITEM, PROPOSED).when(Drop()).then_refused("reason-required", "reason")


def test_a_promise_is_dropped_only_with_a_cause():
    asked = given(ROADMAP_ITEM, *COMMITTED, around=item(2))
    asked.when(Drop(), reason="No.").then_refused("cause-required", "because_of")
    asked.when(Drop(), reason="No.", because=["ACME-R2"]).then(RoadmapItemDropped())


def test_what_is_revived_is_neither_scheduled_nor_promised():
    state = fold(ROADMAP_ITEM, (*COMMITTED, RoadmapItemDropped(), RoadmapItemRevived()))
    assert (state.status, state.commitment, state.window) == ("proposed", "exploratory", None)


def running(facts=CAMPAIGN):
    window = RoadmapItemScheduled(Window.read("2026-01"))
    return (*facts, window, RoadmapItemStarted())


def around(status):
    # a release is asked for its status and nothing else
    return {"ACME-REL1": RoadmapItem("ACME-REL1", "2.0", status=status)}


@pytest.mark.parametrize("status", ["planned", "announced", "frozen", "cancelled"])
def test_a_campaign_does_not_ship_before_its_release(status):
    asked = given(ROADMAP_ITEM, *running(), around=around(status))
    asked.when(Ship()).then_refused("before-release", "ties")


def test_a_campaign_ships_once_its_release_is_out():
    asked = given(ROADMAP_ITEM, *running(), around=around("released"))
    asked.when(Ship()).then(RoadmapItemShipped(TODAY))


def test_health_is_reported():
    well = RoadmapItemHealthReported(Health("on_track", "", TODAY))
    given(ROADMAP_ITEM, *STARTED).when(ReportHealth("on_track")).then(well)
    given(ROADMAP_ITEM, *STARTED, well).when(ReportHealth("on_track")).then_nothing()


@pytest.mark.parametrize("value", ["at_risk", "off_track"])
def test_trouble_is_explained(value):
    asked = given(ROADMAP_ITEM, *STARTED)
    asked.when(ReportHealth(value, " ")).then_refused("note-required", "note")
    health = Health(value, "The vendor slips.", TODAY)
    asked.when(ReportHealth(value, health.note)).then(RoadmapItemHealthReported(health))


def test_of_what_is_over_no_health_is_reported():
    asked = given(ROADMAP_ITEM, *SHIPPED).when(ReportHealth("on_track"))
    asked.then_refused("illegal-transition")
