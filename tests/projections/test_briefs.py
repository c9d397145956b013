"""Briefs as people look for them: which are stale, and since when."""

from press import Q3, Q4

from domain.brief import commands as ask
from domain.release.commands import AddScope, Plan, Reschedule
from domain.roadmap_item.commands import (
    Announce,
)
from domain.values import Window


def test_a_new_brief_is_true(press):
    press.brief()
    [row] = press.rows()
    assert (row.stale, row.broken, row.owes_news) == ("no", "no", "no")
    assert (row.changed, row.late, row.untold, row.stale_since) == ((), (), (), None)


def test_whatever_changes_of_an_item_makes_its_briefs_stale_and_no_others(press):
    press.brief(1, "sales", "ACME-R1")
    press.brief(2, "customer", "ACME-R2")
    press.brief(3, "executive", "ACME-R1", "ACME-R2")
    press.pass_days(2)
    press.ask("ACME-R1", Announce("sales"))
    assert press.keys(stale="yes") == ["ACME-B1", "ACME-B3"]
    [row, _] = press.rows(stale="yes")
    assert (row.changed, row.stale_since, row.broken) == (("ACME-R1",), "2026-03-03", "no")


def test_what_changes_beside_them_leaves_them_true(press):
    press.brief()
    press.ask("ACME-R2", Announce("sales"))
    assert press.keys(stale="yes") == []


def test_a_later_window_breaks_the_promise(press):
    """Moving a window later: exactly the briefs with the item are stale, and name who has them."""
    press.brief(1, "sales", "ACME-R1", to=("Globex", "Initech"))
    press.brief(2, "customer", "ACME-R2", to=("Globex",))
    press.pass_days(1)
    press.move()
    [row] = press.rows(stale="yes")
    assert (row.key, row.late, row.broken) == ("ACME-B1", ("ACME-R1",), "yes")
    assert (row.untold, row.broken_since) == (("Globex", "Initech"), "2026-03-02")
    assert press.keys(broken="yes", account="Globex") == ["ACME-B1"]


def test_a_window_within_what_was_said_breaks_nothing(press):
    press.brief()
    press.move(window=Window.read("2026-09"))
    assert press.keys(broken="yes") == []


def test_a_brief_that_was_written_from_a_release_hangs_on_the_release_too(press):
    press.ask("ACME-REL1", Plan("ACME-REL1", "Autumn", "2.0", "major", Q3))
    press.ask("ACME-REL1", AddScope("ACME-R1"))
    press.ask("ACME-B1", ask.Draft("ACME-B1", "sales", release="ACME-REL1"))
    press.ask("ACME-B1", ask.Publish())
    press.ask("ACME-REL1", Reschedule(Q4))
    [row] = press.rows(release="ACME-REL1")
    assert (row.changed, row.late) == (("ACME-REL1",), ("ACME-REL1",))


def test_what_a_newer_version_says_is_not_stale_but_the_old_promise_stays_broken(press):
    press.brief(to=("Globex", "Initech"))
    press.move()
    press.anew("ACME-B1", "Globex")
    [row] = press.rows()
    assert (row.stale, row.broken) == ("no", "no")
    assert (row.owes_news, row.untold) == ("yes", ("Initech",))
    assert press.keys(untold="Initech") == ["ACME-B1"]
    press.ask("ACME-B1", ask.Share("Initech"))
    assert press.keys(owes_news="yes") == []


def test_a_draft_of_a_newer_version_does_not_hide_that_the_published_one_is_stale(press):
    press.brief()
    press.move()
    press.ask("ACME-B1", ask.Refresh())
    assert press.keys(stale="yes", status="draft") == ["ACME-B1"]


def test_a_refresh_without_another_word_makes_it_true_again(press):
    press.brief()
    press.ask("ACME-R1", Announce("sales"))
    press.ask("ACME-B1", ask.Refresh())
    assert press.keys(stale="yes") == []
    assert press.keys(status="published") == ["ACME-B1"]


def test_what_is_withdrawn_waits_for_nothing_but_its_promises_stay(press):
    press.brief(to=("Globex",))
    press.ask("ACME-B1", ask.Withdraw())
    press.move()
    assert press.keys(stale="no", status="withdrawn", owes_news="no") == ["ACME-B1"]
    assert [each.standing for each in press.promised()] == ["broken"]


def test_what_an_item_does_leaves_a_briefs_own_version_and_position(press):
    press.brief()
    [before] = press.rows()
    press.move()
    [after] = press.rows()
    assert (before.position, before.key) == (after.position, after.key)
