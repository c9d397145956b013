"""A brief: drafted, published for good, shared, held against the plan, and withdrawn."""

from deciding import facts_of, fold, given
from msgspec.structs import replace
from roadmap import Q3
from told import DRAFTED, LATER, OFFLINE, OUT, PLAN, PROMISED, PUBLISHED, RELEASE, SHARED, TOLD

from domain.brief.commands import Draft, Edit, Publish, Refresh, Share, Withdraw
from domain.brief.facts import (
    BriefEdited,
    BriefPublished,
    BriefRefreshed,
    BriefShared,
    BriefWithdrawn,
)
from domain.brief.rules import BRIEF
from domain.brief.words import Promise, Told
from domain.product.state import Product

WITHDRAWN = (*OUT, BriefWithdrawn())
RENAMED = PLAN | {"ACME-R1": replace(OFFLINE, title="Work offline")}


def on(*facts, plan=PLAN):
    return given(BRIEF, *facts, around=plan)


def test_a_second_brief_under_its_key_is_refused():
    on(DRAFTED).when(Draft("ACME-B1", "sales", items=("ACME-R1",))).then_refused("key-taken")


def test_a_draft_says_something_else():
    on(DRAFTED).when(Edit(headline="Anywhere")).then(BriefEdited(1, headline="Anywhere"))


def test_what_is_said_already_is_no_edit():
    on(DRAFTED).when(Edit(headline=DRAFTED.headline, dates="quarter")).then_nothing()


def test_other_dates_are_told_at_once():
    told = (replace(TOLD[0], when="next"),)
    on(DRAFTED).when(Edit(dates="horizon")).then(BriefEdited(1, dates="horizon", told=told))


def test_finer_dates_than_allowed_are_refused():
    on(DRAFTED).when(Edit(dates="exact")).then_refused("dates-too-exact", "dates")


def test_other_items_are_told_at_once():
    plan = PLAN | {"ACME-R2": replace(OFFLINE, key="ACME-R2", title="Search")}
    both = ("ACME-R1", "ACME-R2")
    [fact] = facts_of(on(DRAFTED, plan=plan).when(Edit(items=both)).facts)
    state = fold(BRIEF, (DRAFTED, fact))
    assert state.told == (*TOLD, Told("ACME-R2", "Search", "2026-Q3"))
    assert state.summary == "Acme Notes brings Offline mode and Search."


def test_an_item_that_is_only_explored_is_refused_later_too():
    on(DRAFTED).when(Edit(items=("ACME-R2",))).then_refused("exploratory-item", "items")


def test_no_written_word_keeps_a_date_that_is_told_no_longer():
    draft = Draft("ACME-B1", "executive", release="ACME-REL1", dates="exact")
    drafted = facts_of(given(BRIEF, around=PLAN).when(draft).facts)
    [fact] = facts_of(on(*drafted).when(Edit(dates="none")).facts)
    state = fold(BRIEF, (*drafted, fact))
    assert "2026" in fold(BRIEF, drafted).summary
    assert "2026" not in state.summary + str(state.told)


def test_the_last_item_stays():
    on(DRAFTED).when(Edit(items=())).then_refused("required", "items")


def test_what_is_published_stands_with_its_promises():
    on(DRAFTED).when(Publish()).then(PUBLISHED)
    state = fold(BRIEF, OUT)
    assert (state.status, state.published, state.edition) == ("published", 1, 1)
    assert state.pinned[0].promises == (PROMISED,)


def test_publishing_twice_is_quiet():
    on(*OUT).when(Publish()).then_nothing()


def promises_of(dates, plan=PLAN, **said):
    """What a brief of ACME-R1 and its release promises an executive."""
    draft = Draft("ACME-B1", "executive", "A", ("ACME-R1",), "ACME-REL1", dates=dates, **said)
    drafted = facts_of(given(BRIEF, around=plan).when(draft).facts)
    [published] = given(BRIEF, *drafted, around=plan).when(Publish()).facts
    assert isinstance(published, BriefPublished)
    return published.promises


def test_a_promise_is_what_was_said_and_no_more():
    exact = (Promise("ACME-REL1", Q3), Promise("ACME-R1", OFFLINE.window))
    assert promises_of("exact") == exact
    assert promises_of("quarter") == (Promise("ACME-REL1", Q3), Promise("ACME-R1", Q3))
    assert promises_of("horizon") == (Promise("ACME-R1", horizon="next"),)
    assert promises_of("none") == ()


def test_what_is_out_already_is_promised_no_more():
    plan = PLAN | {
        "ACME-R1": replace(OFFLINE, status="shipped"),
        "ACME-REL1": replace(RELEASE, status="released"),
    }
    assert promises_of("exact", plan) == ()


def test_what_the_plan_says_otherwise_by_now_is_not_published():
    refused = on(DRAFTED, plan=RENAMED).when(Publish()).then_refused("outdated", "told")
    assert "Refresh ACME-B1" in refused.message


def test_an_item_that_became_exploratory_is_not_published():
    plan = PLAN | {"ACME-R1": replace(OFFLINE, commitment="exploratory")}
    on(DRAFTED, plan=plan).when(Publish()).then_refused("exploratory-item", "items")


def test_dates_that_are_allowed_no_longer_are_not_published():
    product = Product("ACME", "Acme Notes", finest_dates={"sales": "horizon"})
    on(DRAFTED, plan=PLAN | {"ACME": product}).when(Publish()).then_refused("dates-too-exact")


def test_editing_what_is_published_opens_the_next_version():
    edited = BriefEdited(2, headline="Anywhere")
    on(*OUT).when(Edit(headline="Anywhere")).then(edited)
    state = fold(BRIEF, (*OUT, edited))
    assert (state.status, state.edition, state.published) == ("draft", 2, 1)


def test_the_next_version_is_published_beside_the_first():
    edited = BriefEdited(2, headline="Anywhere")
    text = replace(PUBLISHED.text, headline="Anywhere")
    second = BriefPublished(2, "2026-01-02", 7, text, (PROMISED,))
    on(*OUT, edited).when(Publish()).then(second)
    assert [each.edition for each in fold(BRIEF, (*OUT, edited, second)).pinned] == [1, 2]


def test_a_refresh_writes_anew_what_was_written_from_the_plan():
    [fact] = on(*OUT, plan=RENAMED).when(Refresh()).facts
    assert isinstance(fact, BriefRefreshed)
    assert (fact.edition, fact.headline) == (2, "Acme Notes: Work offline")
    assert fact.told == (Told("ACME-R1", "Work offline", "2026-Q3"),)
    assert fold(BRIEF, (*OUT, fact)).status == "draft"


def test_a_refresh_leaves_what_people_wrote():
    edited = BriefEdited(1, headline="Anywhere")
    [fact] = facts_of(on(DRAFTED, edited, plan=RENAMED).when(Refresh()).facts)
    state = fold(BRIEF, (DRAFTED, edited, fact))
    assert (state.headline, state.summary) == ("Anywhere", "Acme Notes brings Work offline.")


def test_a_refresh_without_another_word_opens_no_version():
    given_ = given(BRIEF, *OUT, around=PLAN)
    given_.around.position = 20
    given_.when(Refresh()).then(BriefRefreshed(1, 20))
    state = fold(BRIEF, (*OUT, BriefRefreshed(1, 20)))
    assert (state.status, state.as_of, state.published_as_of) == ("published", 20, 20)


def test_a_refresh_is_quiet_while_nothing_happened():
    on(*OUT).when(Refresh()).then_nothing()


def test_a_refresh_follows_what_comes_out_with_a_release():
    plan = PLAN | {"ACME-R2": replace(OFFLINE, key="ACME-R2", title="Search")}
    draft = Draft("ACME-B1", "sales", release="ACME-REL1")
    drafted = facts_of(given(BRIEF, around=PLAN).when(draft).facts)
    refreshed = facts_of(on(*drafted, plan=plan).when(Refresh()).facts)
    state = fold(BRIEF, (*drafted, *refreshed))
    assert (state.items, state.left_out) == (("ACME-R1", "ACME-R2"), ())


def test_a_refresh_leaves_the_items_that_people_named():
    plan = PLAN | {"ACME-R2": replace(OFFLINE, key="ACME-R2", title="Search")}
    draft = Draft("ACME-B1", "sales", items=("ACME-R1",), release="ACME-REL1")
    drafted = facts_of(given(BRIEF, around=PLAN).when(draft).facts)
    on(*drafted, plan=plan).when(Refresh()).then_nothing()


def test_a_refresh_of_what_is_only_explored_by_now_is_refused():
    plan = LATER
    on(*OUT, plan=plan).when(Refresh()).then_refused("exploratory-item", "items")


def test_who_was_given_it_is_noted_with_the_version():
    on(*OUT).when(Share("Globex", "mail")).then(SHARED)


def test_giving_it_again_is_quiet():
    on(*OUT, SHARED).when(Share("Globex", "mail")).then_nothing()


def test_a_newer_version_is_given_anew():
    second = BriefPublished(2, "2026-01-02", 7, PUBLISHED.text)
    asked = on(*OUT, SHARED, BriefEdited(2, headline="Anywhere"), second).when(Share("Globex"))
    asked.then(BriefShared("Globex", 2, "2026-01-02"))


def test_a_draft_is_given_to_nobody():
    on(DRAFTED).when(Share("Globex")).then_refused("not-published", "status")


def test_it_is_withdrawn():
    on(*OUT).when(Withdraw()).then(BriefWithdrawn())


def test_withdrawing_twice_is_quiet():
    on(*WITHDRAWN).when(Withdraw()).then_nothing()


def test_what_is_withdrawn_does_not_change():
    for command in (Edit(headline="x"), Refresh(), Publish(), Share("Globex")):
        on(*WITHDRAWN).when(command).then_refused("illegal-transition")


def test_what_was_promised_stays_after_it_is_withdrawn():
    assert fold(BRIEF, WITHDRAWN).pinned[0].promises == (Promise("ACME-R1", Q3),)
