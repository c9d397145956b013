"""An item's way through the work, fact by fact."""

from itertools import count, pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from worked import on

from domain.backlog_item import facts
from domain.fact import Fact
from projections.flow.life import Life, began, went_on

PRODUCT = UUID(int=1)


def added(**values: object) -> facts.ItemAdded:
    return facts.ItemAdded(PRODUCT, "ACME-1", "bug", "It breaks", **values)  # type: ignore[arg-type]


def life(*steps: tuple[int, Fact], **values: object) -> Life:
    """The life of an item that came in on the first Monday."""
    found = began(added(**values), on(0))
    for position, (day, fact) in enumerate(steps, 2):
        found = went_on(found, fact, on(day), position)
    return found


def test_a_cycle_counts_its_first_day_and_its_last() -> None:
    found = life((1, facts.ItemStarted()), (1, facts.ItemCompleted()))
    assert (found.stage, found.cycle_days) == ("done", 1)
    assert life((1, facts.ItemStarted()), (8, facts.ItemCompleted())).cycle_days == 8


def test_what_was_never_begun_has_no_cycle() -> None:
    found = life((5, facts.ItemCompleted()))
    assert (found.stage, found.ended, found.cycle_days) == ("done", on(5), None)


def test_an_item_that_is_opened_again_was_begun_at_first() -> None:
    again = (
        (1, facts.ItemStarted()),
        (3, facts.ItemCompleted()),
        (5, facts.ItemReopened()),
    )
    opened = life(*again)
    assert (opened.stage, opened.ended, opened.completion) == ("waiting", None, None)
    found = life(*again, (8, facts.ItemStarted()), (9, facts.ItemCompleted()))
    assert (found.started, found.ended, found.cycle_days, found.completion) == (on(1), on(9), 9, 6)


def test_blocked_days_add_up_until_it_ends() -> None:
    found = life(
        (1, facts.ItemStarted()),
        (2, facts.ItemBlocked("no key")),
        (4, facts.ItemUnblocked()),
        (5, facts.ItemBlocked("no key")),
        (8, facts.ItemCompleted()),
    )
    assert (found.blocked_days, found.blocked_since) == (5, None)


def test_what_came_in_finished_was_never_seen_to_flow() -> None:
    assert life(status="done") == Life("ACME-1", "bug", "done")


def test_what_came_in_finished_flows_once_it_is_opened_again() -> None:
    found = life((3, facts.ItemReopened("in_progress")), status="done")
    assert (found.added, found.started, found.stage) == (on(3), on(3), "working")


def test_what_is_archived_before_its_end_has_left() -> None:
    gone = life((1, facts.ItemStarted()), (2, facts.ItemArchived()))
    assert (gone.stage, gone.ended) == ("dropped", on(2))
    back = life((1, facts.ItemStarted()), (2, facts.ItemArchived()), (3, facts.ItemRestored()))
    assert (back.stage, back.ended) == ("working", None)


def test_what_is_archived_after_its_end_stays_done() -> None:
    found = life((1, facts.ItemStarted()), (2, facts.ItemCompleted()), (9, facts.ItemArchived()))
    assert (found.stage, found.ended) == ("done", on(2))


def test_another_kind_is_counted_as_that() -> None:
    assert life((1, facts.ItemEdited(kind="spike"))).kind == "spike"
    assert life((1, facts.ItemEdited(title="Other"))).kind == "bug"


FACTS = st.sampled_from(
    [
        facts.ItemReadied(),
        facts.ItemStarted(),
        facts.ItemSentToReview(),
        facts.ItemCompleted(),
        facts.ItemReopened(),
        facts.ItemReopened("in_review"),
        facts.ItemDropped("wont_do"),
        facts.ItemBlocked("so"),
        facts.ItemUnblocked(),
        facts.ItemArchived(),
        facts.ItemRestored(),
        facts.ItemRanked("a0"),
    ]
)
STATUSES = st.sampled_from(["new", "in_progress", "done", "dropped"])


@given(STATUSES, st.lists(st.tuples(st.integers(0, 20), FACTS), max_size=12))
def test_no_item_ends_before_it_was_begun_or_is_begun_before_it_came_in(
    status: str, steps: list[tuple[int, Fact]]
) -> None:
    found, positions = began(added(status=status), on(0)), count(2)
    for day, fact in steps:
        found = went_on(found, fact, on(day), next(positions))
        known = [each for each in (found.added, found.started, found.ended) if each is not None]
        assert all(one <= other for one, other in pairwise(known))
        assert (found.completion is not None) <= (found.stage == "done")
        assert (found.ended is not None) <= (found.stage in ("done", "dropped"))
        assert found.blocked_days >= 0
