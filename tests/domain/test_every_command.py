"""Whatever is asked of whatever there is: it is refused by name, or it is a fact that holds."""

from typing import Any

import msgspec
import pytest
from any_command import commands_of, values_of
from deciding import origin
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from small_plan import SmallPlan

from domain import keys
from domain.aggregate import Aggregate
from domain.aggregates import AGGREGATES
from domain.backlog_item.commands import AddItem
from domain.brief.commands import Draft as DraftBrief
from domain.catalogue import FACTS, tag_of
from domain.decision.commands import Propose as ProposeDecision
from domain.evidence.commands import CaptureFeedback, RecordMarketSignal
from domain.fact import Fact, Origin
from domain.iteration.commands import Plan as PlanIteration
from domain.meeting.commands import Schedule
from domain.metric.commands import Define
from domain.objective.commands import Draft as DraftObjective
from domain.product.commands import CreateProduct
from domain.refusal import DomainError
from domain.release.commands import Plan
from domain.risk.commands import Identify
from domain.roadmap_item.commands import Propose, RecordCost
from domain.team.commands import Form
from domain.team.words import Member
from domain.values import Window
from domain.vision.commands import Draft as DraftVision

BEGIN = (
    CreateProduct("ACME", "Acme Notes"),
    AddItem("ACME-1", "bug", "It creaks"),
    AddItem("ACME-2", "technical_issue", "It is slow"),
    DraftObjective("ACME-O1", "More use", Window.read("2026-Q3"), "ana"),
    Propose("ACME-R1", "Offline"),
    Propose("ACME-R2", "Search"),
    DraftVision("ACME-V", future_statement="Everyone hears it"),
    Plan("ACME-REL1", "Offline", "2.0", "major", Window.read("2026-Q3")),
    Form("ACME-T1", "Notes", (Member("a"), Member("b", "0.5")), estimate_unit="hours"),
    PlanIteration("ACME-I1", "ACME-T1", "First", Window.read("2026-09")),
    Identify("ACME-K1", "the audit slips", "the launch moves"),
    ProposeDecision("ACME-D1", "Which store?"),
    ProposeDecision("ACME-D2", "Which cloud?"),
    Define("ACME-X1", "Notes found", "Searches that end in a click", "%", "north_star"),
    Define("ACME-X2", "Sign-ups", "New accounts", "people", cadence="day", dims=("region",)),
    Schedule("ACME-M1", "Weekly", starts="2026-01-05T10:00+00:00"),
    CaptureFeedback("ACME-E1", "Exports are slow", account="Globex"),
    RecordMarketSignal("ACME-E2", "Offline sells", "demand", "https://example.com/offline"),
    DraftBrief("ACME-B1", "executive", items=("ACME-R1",)),
)
ADDING = (RecordCost,)
"""What happens once more each time that it is said: money is spent as often as that."""
RULES = {each.kind: each for each in AGGREGATES}
KINDS = pytest.mark.parametrize("kind", RULES)
ORIGINS = st.sampled_from(
    [origin("Because", ["ACME-D1"]), origin("Because", ["ACME-D1"]), origin("Because"), origin()]
)
FEW = settings(deadline=None, max_examples=30)


def begun() -> SmallPlan:
    """A plan with a thing of every kind."""
    plan = SmallPlan()
    for opening in BEGIN:
        plan.ask(opening.key, opening, origin())
    return plan


def asks_of(kind: Aggregate[Any]) -> st.SearchStrategy[list[tuple[str, Any, Origin]]]:
    """Commands to things of one kind, and some to others in between."""
    others = st.sampled_from(AGGREGATES).flatmap(_ask_of)
    return st.lists(st.one_of(_ask_of(kind), _ask_of(kind), others), max_size=15)


def _ask_of(kind: Aggregate[Any]) -> st.SearchStrategy[tuple[str, Any, Origin]]:
    there = [each.key for each in BEGIN if keys.kind_of(each.key) == kind.kind]
    return st.tuples(st.sampled_from(there), commands_of(kind), ORIGINS)


def facts_of(plan: SmallPlan, key: str, command: Any, asked: Origin) -> list[Fact]:
    """What follows; nothing when it is refused, which must be by name."""
    try:
        return plan.ask(key, command, asked)
    except DomainError:
        return []


def test_there_is_one_of_every_kind() -> None:
    assert {keys.kind_of(each.key) for each in BEGIN} == {each.kind for each in AGGREGATES}


@KINDS
@FEW
@given(st.data())
def test_what_is_asked_is_refused_by_name_or_holds(kind: str, data: Any) -> None:
    plan = begun()
    for key, command, asked in data.draw(asks_of(RULES[kind])):
        before = plan.states[key]
        for fact in facts_of(plan, key, command, asked):
            stored = msgspec.json.encode(fact)
            assert msgspec.json.decode(stored, type=FACTS[tag_of(type(fact))]) == fact
        assert is_legal(key, before, plan.states[key])
        again = facts_of(plan, key, command, asked)
        assert again == [] or isinstance(command, ADDING), "asking again is quiet or refused"


def is_legal(key: str, before: Any, after: Any) -> bool:
    """Whether its status goes only where its kind's table lets it."""
    table = RULES[keys.kind_of(key) or ""].transitions
    return table is None or after.status in (before.status, *table[before.status])


@KINDS
@FEW
@given(st.data())
def test_anything_that_opens_a_stream_is_refused_by_name(kind: str, data: Any) -> None:
    plan, opening = begun(), data.draw(values_of(RULES[kind].opening))
    new = "NEW" if kind == "product" else plan.next_key("ACME", kind)
    for key in (new, *(each.key for each in BEGIN if keys.kind_of(each.key) == kind)):
        facts_of(plan, key, replace(opening, key=key), data.draw(ORIGINS))
