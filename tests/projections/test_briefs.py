"""Briefs as people look for them: what is stale, what was promised, and what notice was given."""

from datetime import UTC, datetime

import msgspec
import pytest
from asking import Asking
from msgspec import Struct

from domain.brief import commands as ask
from domain.release.commands import AddScope, Plan, Reschedule
from domain.roadmap_item.commands import (
    Announce,
    Drop,
    Move,
    Propose,
    ReportHealth,
    Schedule,
    Ship,
    Start,
)
from domain.values import Window
from projections.briefs.listing import BRIEFS
from projections.briefs.promises import Holder, Which, promises
from projections.cursor import CursorMismatch
from projections.page import page

Q3, Q4 = Window.read("2026-Q3"), Window.read("2026-Q4")
CAUSE = ("It is late.", ["ACME-E1"])


class Row(Struct):
    """What is looked at of a listed brief."""

    key: str
    position: int
    stale: str
    changed: tuple[str, ...]
    stale_since: str | None
    late: tuple[str, ...]
    broken: str
    owes_news: str
    untold: tuple[str, ...]
    broken_since: str | None


class Press:
    """Writes briefs about a small roadmap through their rules."""

    def __init__(self, plan, clock, show):
        clock.now = datetime(2026, 3, 1, 12, tzinfo=UTC)
        plan.create()
        plan.hear()
        self.ask, self.clock, self.show = Asking(plan.ledger, clock), clock, show
        for number, title in ((1, "Offline mode"), (2, "Search")):
            key = f"ACME-R{number}"
            self.ask(key, Propose(key, title, horizon="next"))
            self.ask(key, Schedule(Q3))

    def pass_days(self, days):
        self.clock.advance(days * 86_400)

    def brief(self, number=1, audience="sales", *items, to=(), **said):
        key = f"ACME-B{number}"
        named = tuple(items) or ("ACME-R1",)
        self.ask(key, ask.Draft(key, audience, items=named, **said))
        self.ask(key, ask.Publish())
        for account in to:
            self.ask(key, ask.Share(account))
        return key

    def anew(self, key="ACME-B1", *to):
        """The next version, given to some."""
        self.ask(key, ask.Refresh())
        self.ask(key, ask.Publish())
        for account in to:
            self.ask(key, ask.Share(account))

    def move(self, key="ACME-R1", window=Q4):
        self.ask(key, Schedule(window), *CAUSE)

    def rows(self, **wanted):
        found = self.show(page, BRIEFS, wanted)
        return [msgspec.json.decode(each, type=Row) for each in found.items]

    def keys(self, **wanted):
        return [each.key for each in self.rows(**wanted)]

    def promised(self, which=None, **wanted):
        today = self.clock().date().isoformat()
        return self.show(promises, wanted, which or Which(), today).rows


@pytest.fixture
def press(plan, clock, show):
    return Press(plan, clock, show)


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


def test_a_promise_is_open_while_it_may_still_be_kept(press):
    press.brief(to=("Globex",))
    [found] = press.promised()
    assert (found.standing, found.window, found.now, found.days_late) == ("open", Q3, Q3, 0)
    assert (found.broken_on, found.told) == (None, (Holder("Globex", "2026-03-01"),))


def test_a_promise_about_what_is_in_trouble_is_at_risk(press):
    press.brief()
    press.ask("ACME-R1", ReportHealth("at_risk", "They are late."))
    assert [each.standing for each in press.promised()] == ["at_risk"]


def test_a_promise_of_what_came_in_time_is_kept(press):
    press.brief()
    press.ask("ACME-R1", Start())
    press.ask("ACME-R1", Ship("2026-02-27"))
    assert [each.standing for each in press.promised()] == ["kept"]


def test_a_promise_of_what_came_late_is_broken(press):
    press.brief()
    press.ask("ACME-R1", Start())
    press.pass_days(250)
    press.ask("ACME-R1", Ship("2026-10-10"))
    [found] = press.promised()
    assert (found.standing, found.days_late, found.broken_on) == ("broken", 10, "2026-09-30")


def test_a_promise_whose_day_is_over_is_broken_although_nobody_moved_it(press):
    press.brief()
    press.pass_days(250)
    [found] = press.promised()
    assert (found.standing, found.broken_on, found.notice_days) == ("broken", "2026-09-30", 0)


def test_a_promise_of_what_will_not_come_is_broken(press):
    press.brief()
    press.ask("ACME-R1", Drop(), "Nobody wants it.")
    [found] = press.promised()
    assert (found.standing, found.broken_on, found.notice_days) == ("broken", "2026-03-01", 213)


def test_a_promise_that_is_kept_again_is_open(press):
    press.brief()
    press.move()
    press.move(window=Q3)
    assert [each.standing for each in press.promised()] == ["open"]


def test_a_promise_of_a_column_is_broken_by_a_later_one(press):
    press.brief(dates="horizon")
    press.move()
    assert [each.standing for each in press.promised()] == ["open"]
    press.ask("ACME-R1", Move("later"), *CAUSE)
    [found] = press.promised()
    assert (found.horizon, found.now_horizon, found.standing) == ("next", "later", "broken")
    assert (found.window, found.days_late, found.notice_days) == (None, None, None)


def test_the_notice_is_from_when_they_were_told_to_the_end_of_what_was_promised(press):
    press.brief(to=("Globex", "Initech"))
    press.pass_days(10)
    press.move()
    press.pass_days(20)
    press.anew("ACME-B1", "Globex")
    new, old = press.promised()
    assert (new.edition, new.standing, old.edition, old.standing) == (2, "open", 1, "broken")
    assert (old.days_late, old.broken_on, old.notice_days) == (92, "2026-03-11", 203)
    assert old.told == (
        Holder("Globex", "2026-03-01", None, "2026-03-31", 183),
        Holder("Initech", "2026-03-01"),
    )


def test_who_was_given_a_version_twice_holds_it_once(press):
    press.brief(to=("Globex",))
    press.ask("ACME-B1", ask.Share("Globex", "mail"))
    assert [each.told for each in press.promised()] == [(Holder("Globex", "2026-03-01"),)]


@pytest.mark.parametrize(
    ("which", "found"),
    [
        (Which(), ["ACME-R1", "ACME-R2"]),
        (Which(brief=("ACME-B2",)), ["ACME-R2"]),
        (Which(item=("ACME-R1",)), ["ACME-R1"]),
        (Which(account=("Globex",)), ["ACME-R1"]),
        (Which(standing=("broken",)), ["ACME-R1"]),
        (Which(standing=("open", "kept")), ["ACME-R2"]),
        (Which(item=("ACME-R2",), account=("Globex",)), []),
    ],
)
def test_promises_are_narrowed(press, which, found):
    press.brief(1, "sales", "ACME-R1", to=("Globex",))
    press.brief(2, "customer", "ACME-R2")
    press.move()
    assert [each.item for each in press.promised(which)] == found


def test_promises_are_narrowed_by_audience_and_product(press):
    press.brief(1, "sales")
    press.brief(2, "customer")
    assert [each.brief for each in press.promised(audience=("customer",))] == ["ACME-B2"]
    assert press.promised(product="OTHER") == []


def test_promises_come_page_by_page(press):
    press.brief(1)
    press.brief(2)
    first = press.show(promises, {}, Which(), "2026-03-01", limit=1)
    rest = press.show(promises, {}, Which(), "2026-03-01", limit=1, cursor=first.next)
    assert [each.brief for each in (*first.rows, *rest.rows)] == ["ACME-B1", "ACME-B2"]
    assert rest.next is None
    with pytest.raises(CursorMismatch):
        press.show(promises, {}, Which(item=("x",)), "2026-03-01", cursor=first.next)


def test_of_a_draft_nothing_is_promised(press):
    press.ask("ACME-B1", ask.Draft("ACME-B1", "sales", items=("ACME-R1",)))
    assert press.promised() == []
