"""The trace: why a thing is here, what hangs on it, and that it always ends."""

import msgspec
import pytest
from plan import origin

from domain.backlog_item import facts
from domain.backlog_item.rules import ITEM
from domain.fact import Ref
from domain.keys import kind_of, stream_of
from domain.objective.state import Objective
from domain.values import Window
from projections.history.view import STATES
from projections.said import said_by
from projections.trace.edges import CAUSE, keep_causes, keep_references
from projections.trace.query import trace


@pytest.fixture
def drawn(database):
    """A tree over given references and causes, as nested ``{key: {...}}``."""

    def draw(key, direction, references=(), causes=(), **named):
        with database.begin() as connection:
            keep_references(connection, references, [key for key, _ in references])
            keep_causes(connection, causes)
            tree = trace(connection, key, direction, **named)
        return tree and nested(tree.root)

    return draw


def nested(node):
    return {each.key: nested(each) for each in node.next}


def tree(database, key, direction, **named):
    """What is found now, which is something."""
    with database.read() as connection:
        found = trace(connection, key, direction, **named)
    assert found is not None
    return found


def supports(*pairs):
    return [(one, [("supports", other)]) for one, other in pairs]


CHAIN = supports(("ACME-1", "ACME-R2"), ("ACME-R2", "ACME-O3"), ("ACME-O3", "ACME-V"))


@pytest.mark.parametrize("state", STATES.values())
def test_no_reference_is_called_as_a_cause_is(state):
    assert CAUSE not in str(msgspec.json.schema(state))


def test_up_leads_to_what_a_thing_follows_from(drawn):
    assert drawn("ACME-1", "up", CHAIN) == {"ACME-R2": {"ACME-O3": {"ACME-V": {}}}}


def test_down_leads_to_what_hangs_on_it(drawn):
    assert drawn("ACME-O3", "down", CHAIN) == {"ACME-R2": {"ACME-1": {}}}


def test_causes_are_a_way_up_too(drawn):
    causes = [("ACME-R2", "ACME-D9"), ("ACME-D9", "ACME-M31")]
    assert drawn("ACME-R2", "up", (), causes) == {"ACME-D9": {"ACME-M31": {}}}
    assert drawn("ACME-M31", "down", (), causes) == {"ACME-D9": {"ACME-R2": {}}}


def test_some_relations_lead_down(drawn):
    held = [("ACME-D9", [("affects", "ACME-R2")]), ("ACME-E8", [("evidences", "ACME-D9")])]
    assert drawn("ACME-R2", "up", held) == {"ACME-D9": {"ACME-E8": {}}}


def test_a_cause_outranks_a_reference_that_leads_back_to_it(drawn):
    held = [("ACME-M31", [("refs", "ACME-D9")])]
    assert not drawn("ACME-M31", "up", held, [("ACME-D9", "ACME-M31")])
    assert drawn("ACME-D9", "up") == {"ACME-M31": {}}


def test_a_circle_is_gone_round_once(drawn):
    circle = supports(("ACME-1", "ACME-2"), ("ACME-2", "ACME-3"), ("ACME-3", "ACME-1"))
    assert drawn("ACME-1", "up", circle) == {"ACME-2": {"ACME-3": {"ACME-1": {}}}}


def test_what_is_reached_twice_shows_what_is_next_to_it_once(database, drawn):
    both = [("ACME-1", [("supports", "ACME-R2"), ("supports", "ACME-R3")])]
    drawn("ACME-1", "up", both + supports(("ACME-R2", "ACME-O1"), ("ACME-R3", "ACME-O1")))
    root = tree(database, "ACME-1", "up").root
    assert [(each.key, each.next[0].again) for each in root.next] == [
        ("ACME-R2", False),
        ("ACME-R3", True),
    ]


def test_a_tree_is_no_deeper_than_is_asked_for(database, drawn):
    assert drawn("ACME-1", "up", CHAIN, depth=1) == {"ACME-R2": {}}
    assert tree(database, "ACME-1", "up", depth=2).cut
    assert not tree(database, "ACME-1", "up", depth=3).cut


def test_only_the_relations_that_are_asked_for_are_followed(drawn):
    causes = [("ACME-1", "ACME-D9")]
    assert drawn("ACME-1", "up", CHAIN, causes, rel=(CAUSE,)) == {"ACME-D9": {}}


def test_references_are_replaced_and_causes_stay(drawn):
    drawn("ACME-1", "up", supports(("ACME-1", "ACME-R2")), [("ACME-1", "ACME-D9")])
    assert drawn("ACME-1", "up", [("ACME-1", [("supports", "ACME-R3")])]) == {
        "ACME-D9": {},
        "ACME-R3": {},
    }


def test_the_facts_of_a_thing_name_what_it_hangs_on(plan, runner, database, ledger):
    plan.create()
    plan.add(1, "Notes vanish")
    told = origin("they said so")
    add_linked(ledger, told)
    runner.catch_up()
    root = tree(database, "ACME-2", "up").root
    down = tree(database, "ACME-1", "down").root
    assert [(each.key, each.rel, each.title) for each in root.next] == [
        ("ACME-1", ("relates",), "Notes vanish")
    ]
    assert [each.key for each in down.next] == ["ACME-2"]


def add_linked(ledger, told):
    def work(transaction):
        added = facts.ItemAdded(stream_of("ACME"), "ACME-2", "bug", "It is slow")
        linked = facts.ItemLinked("relates", Ref("item", "ACME-1"))
        transaction.append(ITEM, stream_of("ACME-2"), [added, linked])

    ledger.transact(work, told)


def test_nothing_is_traced_of_what_is_not_there(drawn):
    assert drawn("ACME-7", "up") is None


def test_what_is_a_key_is_a_reference_and_the_rest_is_text():

    year = Window("2026-01-01", "2026-12-31", "year")
    said = said_by(Objective("ACME-O1", "ACME-1", year, "ana", vision_version=2))
    assert said.references == [("title", "ACME-1"), ("vision", "ACME-V")]
    assert "ana" in said.texts
    assert kind_of("ACME-V") == "vision"
