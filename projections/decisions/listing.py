"""The log of decisions: found by who decided, when, and what it affects."""

from domain.decision.facts import Door, Kind, Status
from domain.decision.rules import DECISION
from domain.decision.state import results_of
from projections.listing import Column, Listing

DECISIONS = Listing(
    DECISION,
    (
        Column("status", Status, lambda each: each.status),
        Column("kind", Kind, lambda each: each.kind),
        Column("door", Door, lambda each: each.door),
        Column("meeting", str, lambda each: each.meeting),
        Column("decided_on", str, lambda each: each.decided_on, ranges=True),
        Column("review_on", str, lambda each: each.review_on, ranges=True),
        Column("due_on", str, lambda each: each.due_on, ranges=True),
        Column("judged", int, lambda each: len(results_of(each)), ranges=True),
        Column("maker", tuple[str, ...], lambda each: each.decision_makers),
        Column("affects", tuple[str, ...], lambda each: each.affects),
    ),
    title=lambda each: each.title,
)
