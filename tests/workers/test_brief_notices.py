"""What waits for a person in what others were told: stale briefs and broken promises."""

from desk import BRIEF, ITEM, Desk

from domain.brief.commands import Draft as DraftBrief
from domain.brief.commands import Publish, Refresh, Share
from domain.roadmap_item.commands import (
    Describe,
    Propose,
    Schedule,
)
from domain.values import Window


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
