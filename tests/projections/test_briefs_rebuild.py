"""The list of briefs is the same however the facts came: one by one, or all at once."""

import pytest
import sqlalchemy as sa
from asking import Asking
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.brief import commands as ask
from domain.refusal import DomainError
from domain.roadmap_item import commands as item
from domain.values import Window
from projections.briefs.tables import BRIEF_THING
from projections.briefs.view import BriefsView
from projections.listing import VALUES

BRIEFS = ("ACME-B1", "ACME-B2")
WINDOWS = st.sampled_from(["2026-Q2", "2026-Q3", "2026-Q4", "2026-08"]).map(Window.read)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(BRIEFS),
        st.sampled_from(["ACME-R1", "ACME-R2"]),
        st.one_of(
            st.builds(ask.Share, st.sampled_from(["Globex", "Initech"])),
            st.builds(ask.Edit, headline=st.sampled_from(["a", "b"])),
            st.sampled_from([ask.Publish(), ask.Refresh(), ask.Withdraw()]),
            st.builds(item.Schedule, WINDOWS),
            st.builds(item.Move, st.sampled_from(["now", "later"])),
            st.sampled_from([item.Start(), item.Drop(), item.Revive(), item.Ship()]),
        ),
        st.booleans(),
    ),
    max_size=14,
)


@pytest.fixture
def looking(running):
    """One runner for all examples: a second one would wait for its lease."""
    return running(BriefsView())


@pytest.fixture
def begun(plan):
    """Two briefs about two items."""
    plan.create()
    asking = Asking(plan.ledger)
    for key in ("ACME-R1", "ACME-R2"):
        asking(key, item.Propose(key, f"Title of {key}"))
    for key in BRIEFS:
        asking(key, ask.Draft(key, "executive", items=("ACME-R1", "ACME-R2")))
    return asking


def rows(database):
    tables = (*BriefsView().tables, VALUES)
    with database.read() as connection:
        return [sorted(connection.execute(sa.select(each)).all()) for each in tables]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_a_rebuild_equals_live(begun, looking, database, steps):
    for brief, roadmap, command, look in steps:
        key = brief if type(command).__module__ == ask.__name__ else roadmap
        try:
            begun(key, command, "Because.", ["ACME-E1"])
        except DomainError:
            continue
        if look:
            looking.catch_up()
    looking.catch_up()
    live = rows(database)
    assert live[1], BRIEF_THING.name
    view = BriefsView()
    with database.begin() as connection:
        view.clear(connection)
        view.apply(connection, begun.ledger.entries(0, 10_000))
    assert rows(database) == live
