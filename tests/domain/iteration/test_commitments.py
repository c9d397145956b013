"""What is committed to: ready, sized, in one iteration, and no more than there is."""

from decimal import Decimal

import pytest
from crew import ITERATION, TEAM, Crew

from domain.backlog_item.commands import Archive, Assign, Drop, MergeInto
from domain.backlog_item.facts import (
    ItemDropped,
    ItemJoinedIteration,
    ItemLeftIteration,
    ItemMerged,
)
from domain.iteration.commands import (
    Commit,
    OverrideCapacity,
    Plan,
    PlanAbsence,
    Reallocate,
    Start,
    Withdraw,
)
from domain.iteration.facts import (
    CapacityOverridden,
    CommitmentReallocated,
    ItemCommitted,
    ItemWithdrawn,
)
from domain.iteration.standing import standing
from domain.values import Window


@pytest.fixture
def active(crew: Crew) -> Crew:
    crew.commit("10", "ana")
    crew.ask(ITERATION, Start())
    return crew


def test_a_ready_item_is_committed_to_and_knows_it(crew: Crew) -> None:
    item = crew.item("8")
    committed = ItemCommitted(item, "8", "ana")
    crew.when(Commit(item, assignee="ana")).then(committed, ItemJoinedIteration(ITERATION))
    assert crew.state(item).iteration == ITERATION


def test_committing_again_is_quiet(crew: Crew) -> None:
    item = crew.commit("8", "ana")
    crew.when(Commit(item)).then_nothing()
    crew.when(Commit(item, "8.0", "ana")).then_nothing()


def test_committing_otherwise_is_refused(crew: Crew) -> None:
    item = crew.commit("8", "ana")
    crew.when(Commit(item, "5")).then_refused("already-committed", "item")


def test_an_item_is_in_one_open_iteration(crew: Crew) -> None:
    item = crew.commit("8")
    crew.ask("ACME-I2", Plan("ACME-I2", TEAM, "Second", Window.read("2026-02")))
    crew.when(Commit(item), key="ACME-I2").then_refused("already-committed", "item")


def test_who_is_assigned_to_it_does_it_if_in_the_team(crew: Crew) -> None:
    one, other = crew.item("1"), crew.item("1")
    crew.ask(one, Assign("ben"))
    crew.ask(other, Assign("zoe"))
    assert crew.ask(ITERATION, Commit(one))[0].assignee == "ben"
    assert crew.ask(ITERATION, Commit(other))[0].assignee is None


def test_another_size_than_the_estimate_can_be_said(crew: Crew) -> None:
    item = crew.item(None)
    assert crew.ask(ITERATION, Commit(item, "2.50"))[0].points == "2.5"


def test_an_item_without_an_estimate_is_refused(crew: Crew) -> None:
    crew.when(Commit(crew.item(None))).then_refused("no-estimate", "points")


def test_an_item_that_is_not_ready_is_refused_unless_that_is_waived(crew: Crew) -> None:
    item = crew.item("8", ready=False)
    crew.when(Commit(item)).then_refused("not-ready", "item")
    crew.when(Commit(item, waive=True)).then_refused("reason-required", "reason")
    committed = ItemCommitted(item, "8", waived=True)
    asked = crew.when(Commit(item, waive=True), "We know it well.")
    asked.then(committed, ItemJoinedIteration(ITERATION))


def test_an_item_that_is_over_is_refused(crew: Crew) -> None:
    done, dropped, archived = crew.item(), crew.item(), crew.item()
    crew.finish(done)
    crew.ask(dropped, Drop())
    crew.ask(archived, Archive())
    crew.when(Commit(done)).then_refused("illegal-transition", "status")
    crew.when(Commit(dropped)).then_refused("illegal-transition", "status")
    crew.when(Commit(archived)).then_refused("archived")
    crew.when(Commit("ACME-99")).then_refused("unknown-reference", "item")


def test_the_hundred_and_first_percent_is_refused_with_names_and_numbers(crew: Crew) -> None:
    crew.commit("30", "ana")
    crew.commit("20", "ben")
    crew.commit("14.4")
    item = crew.item("1")
    error = crew.when(Commit(item)).then_refused("over-capacity", "points")
    assert str(error) == (
        "ACME-I1 would carry 65.4 of 64.4 (101.6 %) hours: 1 too much; ana 30 of 39.2 (76.5 %), "
        "ben 20 of 25.2 (79.4 %), nobody yet 15.4. "
        "Withdraw something, or override the capacity of ACME-I1 with a reason."
    )
    assert crew.state(item).iteration is None


def test_too_much_for_one_of_them_is_refused_too(crew: Crew) -> None:
    crew.commit("20", "ben")
    error = crew.when(Commit(crew.item("10"), assignee="ben")).then_refused("over-capacity")
    [wrong] = error.fields
    assert (wrong.field, wrong.found) == ("assignee", "119 %")
    assert wrong.message == "ben would carry 30 of 25.2 (119 %) hours: 4.8 too much."


def test_the_hundredth_percent_is_not(crew: Crew) -> None:
    crew.commit("39.2", "ana")
    crew.commit("25.2", "ben")
    assert standing(crew.state()).band == "full"


def test_more_is_allowed_for_a_reason_and_up_to_that_part(crew: Crew) -> None:
    crew.commit("60")
    crew.when(OverrideCapacity("1.2")).then_refused("reason-required", "reason")
    overridden = CapacityOverridden("1.2", "Ada", "The fair will not wait.")
    crew.when(OverrideCapacity("1.20"), "The fair will not wait.").then(overridden)
    crew.commit("17")
    error = crew.when(Commit(crew.item("1"))).then_refused("over-capacity")
    assert "78 of 64.4 (121.1 %) hours: 0.72 too much of the 120 % allowed" in str(error)


def test_overriding_again_is_quiet_and_by_nothing_is_refused(crew: Crew) -> None:
    crew.ask(ITERATION, OverrideCapacity("1.2"), "The fair.")
    crew.when(OverrideCapacity("1.2")).then_nothing()
    crew.when(OverrideCapacity("1"), "The fair.").then_refused("out-of-range", "ratio")


def test_a_stranger_or_somebody_absent_does_nothing(crew: Crew) -> None:
    item = crew.item()
    crew.when(Commit(item, assignee="zoe")).then_refused("not-a-member", "assignee")
    crew.ask(ITERATION, PlanAbsence("ben", Window.read("2026-01")))
    crew.when(Commit(item, assignee="ben")).then_refused("absent", "assignee")


def test_an_item_is_withdrawn_before_the_start(crew: Crew) -> None:
    item = crew.commit("8")
    crew.when(Withdraw(item)).then(ItemWithdrawn(item), ItemLeftIteration(ITERATION))
    crew.when(Withdraw(item)).then_nothing()
    assert crew.state(item).iteration is None


def test_another_scope_after_the_start_needs_a_reason(active: Crew) -> None:
    [known] = active.state().commitments
    item = active.item("1")
    active.when(Withdraw(known.item)).then_refused("reason-required", "reason")
    active.when(Commit(item)).then_refused("reason-required", "reason")
    assert active.ask(ITERATION, Commit(item), "It burns.")
    assert active.ask(ITERATION, Withdraw(known.item), "It can wait.")


def test_dropping_an_item_before_the_start_takes_it_out(crew: Crew) -> None:
    item = crew.commit("8")
    dropped = (ItemDropped("obsolete"), ItemWithdrawn(item), ItemLeftIteration(ITERATION))
    crew.when(Drop("obsolete"), key=item).then(*dropped)


def test_dropping_an_item_of_one_that_goes_on_needs_a_reason(active: Crew) -> None:
    [known] = active.state().commitments
    active.when(Drop(), key=known.item).then_refused("reason-required", "reason")
    assert len(active.ask(known.item, Drop(), "Nobody wants it.")) == 3
    assert active.state().commitments == ()


def test_merging_an_item_of_one_that_goes_on_needs_a_reason(active: Crew) -> None:
    [known] = active.state().commitments
    into = active.item()
    active.when(MergeInto(into), key=known.item).then_refused("reason-required", "reason")
    assert isinstance(active.ask(known.item, MergeInto(into), "The same.")[0], ItemMerged)
    assert active.state().commitments == ()


def test_an_item_is_reallocated(crew: Crew) -> None:
    item = crew.commit("8", "ana")
    crew.when(Reallocate(item, "ben")).then(CommitmentReallocated(item, "ben"))
    crew.when(Reallocate(item, "ben")).then_nothing()
    crew.when(Reallocate("ACME-99", "ben")).then_refused("unknown-reference")
    crew.when(Reallocate(crew.item(), "ben")).then_refused("unknown-reference")


def test_nothing_is_reallocated_to_a_stranger_or_somebody_absent(crew: Crew) -> None:
    item = crew.commit("8", "ana")
    crew.ask(ITERATION, PlanAbsence("ben", Window.read("2026-01")))
    crew.when(Reallocate(item, "zoe")).then_refused("not-a-member", "assignee")
    crew.when(Reallocate(item, "ben"), "They are back.").then_refused("absent", "assignee")


def test_asking_more_of_somebody_than_they_can_do_needs_a_reason(crew: Crew) -> None:
    item = crew.commit("26", "ana")
    error = crew.when(Reallocate(item, "ben")).then_refused("over-capacity", "assignee")
    assert "ben would carry 26 of 25.2 (103.2 %) hours: 0.8 too much." in str(error)
    moved = CommitmentReallocated(item, "ben")
    crew.when(Reallocate(item, "ben"), "Only Ben knows it.").then(moved)


def test_a_persons_load_is_what_they_are_to_do(crew: Crew) -> None:
    crew.commit("8", "ana")
    crew.commit("2.5")
    found = standing(crew.state())
    ana, ben = found.people
    assert (ana.load, ana.capacity, ana.band) == ("8", "39.2", "ok")
    assert (ben.load, ben.capacity, ben.ratio) == ("0", "25.2", "0")
    assert (found.load, found.unassigned) == ("10.5", "2.5")
    assert Decimal(found.ratio or 0) == Decimal("0.163")
