"""What waits for a person in the plan: reviews, actions, and signs that were seen."""

from collections.abc import Iterator

import msgspec
import sqlalchemy as sa

from domain.metric.state import Metric
from domain.risk.state import Risk
from domain.roadmap_item.state import RoadmapItem
from projections.days import Days
from projections.decisions import due as decisions
from projections.evidence import telling
from projections.listing import Listing
from projections.meetings import actions
from projections.metrics.listing import METRICS
from projections.notices.notice import Changed, Kind, Notice, Wanted, command
from projections.page import Wanted as Filters
from projections.page import narrowed
from projections.risks import due as risks
from projections.risks.listing import RISKS
from projections.risks.query import THREATENING
from projections.roadmap.listing import ROADMAP, outcomes_left


def fired_triggers(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """Signs that were seen, until somebody arms the trigger again or the risk comes to an end."""
    filters: Filters = {"fired": "yes", "status": THREATENING}
    for packed in rows_of(connection, RISKS, wanted, filters):
        risk = msgspec.json.decode(packed, type=Risk)
        at = msgspec.json.decode(packed, type=Changed).changed_at
        for each in risk.triggers:
            if each.fired is not None:
                seen = f"{each.signal} is {each.fired} (watched: {each.op} {each.threshold})"
                next_ = command("risk", "show", risk.key)
                yield Notice(
                    "risk_trigger", risk.key, f"{seen}: {risk.title}", at, risk.owner, next_
                )


def risk_reviews(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """Risks that were to be looked at again by today."""
    for each in _due(connection, wanted, "review", wanted.today):
        next_ = command("risk", "review", each.key, "NOTE", "NEXT_DUE")
        yield Notice("risk_review", each.key, each.title, each.due, each.owner, next_)


def risk_acceptances(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """Risks that somebody lives with until a day soon, or until a day that is over."""
    for each in _due(connection, wanted, "acceptance", wanted.by):
        text = f"Accepted until {each.due}: {each.title}"
        next_ = command(
            "risk", "accept", each.key, "UNTIL", "--reason", "WHY", "--because", "DECISION"
        )
        yield Notice("risk_acceptance", each.key, text, each.due, each.owner, next_)


def overdue_actions(connection: sa.Connection, wanted: Wanted, of: actions.Of) -> Iterator[Notice]:
    """Actions of meetings or risks that were due before today."""
    kind: Kind = "meeting_action" if of == "meeting" else "risk_action"
    for each in actions.overdue(connection, wanted.product, wanted.today, of, limit=wanted.limit):
        next_ = command(of, "complete-action", each.key, each.action)
        yield Notice(kind, each.key, each.text, each.due, each.owner, next_)


def decision_reviews(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """Decisions that were to be looked at again by today."""
    days = Days(wanted.today, wanted.today)
    found = decisions.due(connection, _filters(wanted), days, limit=wanted.limit)
    for each in found.rows:
        next_ = command("decision", "review", each.key, "VERDICT")
        who = ", ".join(each.decision_makers) or None
        yield Notice("decision_review", each.key, each.title, each.due_on, who, next_)


def outcome_reviews(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """Shipped items whose outcome was to be seen by today, for each metric."""
    filters: Filters = {"outcome_due[lte]": wanted.today}
    for packed in rows_of(connection, ROADMAP, wanted, filters):
        item = msgspec.json.decode(packed, type=RoadmapItem)
        for each in outcomes_left(item):
            if each.by <= wanted.today:
                text = f"{each.metric}: {each.baseline} -> {each.expected}? {item.title}"
                words = ("review-outcome", item.key, each.metric, "ACTUAL", "VERDICT", "LEARNING")
                next_ = command("roadmap", *words)
                yield Notice("outcome_review", item.key, text, each.by, item.owner, next_)


def metric_breaches(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """Values that an alert was placed for, until somebody has looked at them."""
    for packed in rows_of(connection, METRICS, wanted, {"breached": "yes"}):
        metric = msgspec.json.decode(packed, type=Metric)
        at = msgspec.json.decode(packed, type=Changed).changed_at
        if metric.breach is not None:
            of = f" of {metric.breach.dims}" if metric.breach.dims else ""
            seen = f"{metric.breach.value} {metric.unit}{of} for {metric.breach.period}"
            next_ = command("metric", "review-breach", metric.key, "NOTE")
            text = f"{seen}: {metric.name}"
            yield Notice("metric_breach", metric.key, text, at, metric.owner, next_)


def feedback_answers(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """Feedback that spoke for what is out by now, and whose authors were not told since."""
    for each in telling.to_tell(connection, telling.Wanted(wanted.product), wanted.limit):
        who = ", ".join(each.accounts) or "Whoever said it"
        text = f"{', '.join(each.refs)} is out: tell {who}."
        next_ = command("feedback", "answer", each.evidence, "TEXT")
        yield Notice("feedback_answer", each.evidence, text, each.occurred_on, each.owner, next_)


def _due(connection: sa.Connection, wanted: Wanted, what: risks.What, by: str) -> list[risks.Due]:
    days = Days(wanted.today, by)
    filters = _filters(wanted)
    found = risks.due(connection, filters, days=days, what=(what,), limit=wanted.limit)
    return found.rows


def rows_of(
    connection: sa.Connection, listing: Listing, wanted: Wanted, filters: Filters
) -> list[str]:
    """What is listed under some filters, each as its JSON."""
    chosen = narrowed(listing, {**_filters(wanted), **filters})
    statement = sa.select(listing.table.c.json).where(*chosen).limit(wanted.limit)
    return list(connection.execute(statement).scalars())


def _filters(wanted: Wanted) -> Filters:
    return {} if wanted.product is None else {"product": wanted.product}
