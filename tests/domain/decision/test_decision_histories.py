"""Whatever is asked of a decision: a named refusal, or facts that fold and keep what was taken."""

from deciding import Around, facts_of, fold, origin
from histories import played
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.decision import commands
from domain.decision.facts import Actual
from domain.decision.rules import DECISION
from domain.decision.state import Decision, results_of

DAYS = st.sampled_from(["2025-12-31", "2026-01-02", "2026-06-30", "no"])
WORDS = st.sampled_from(["A", "b", "", "a\nb", "\x00"])
NAMES = st.sampled_from(["1", "2", "A", "B", ""])
PEOPLE = st.lists(st.sampled_from(["ana", "bob", ""]), max_size=2).map(tuple)
KEYS = st.sampled_from(["ACME-D1", "ACME-D2", "ACME-D3", "ACME-D9", "no"])
DOORS = st.sampled_from(["one_way", "two_way", "ajar"])
ACTUALS = st.lists(st.builds(Actual, WORDS, st.sampled_from(["hit", "miss"])), max_size=2)
LINES = st.lists(WORDS, max_size=2).map(tuple)
AROUND = {
    "ACME-D2": Decision("ACME-D2", "B", "scope", "2026-01-01", status="accepted"),
    "ACME-D3": Decision("ACME-D3", "C", "scope", "2026-01-01"),
}
OPENING = commands.Propose("ACME-D1", "A", options=("A",))

COMMANDS = st.one_of(
    st.builds(commands.Describe, title=WORDS, door=DOORS, decision_makers=PEOPLE, review_on=DAYS),
    st.builds(commands.AddOption, WORDS),
    st.builds(commands.Argue, NAMES, LINES, LINES, LINES),
    st.builds(commands.Consult, WORDS, WORDS),
    st.builds(commands.RecordConfirmation, WORDS),
    st.builds(commands.Accept, NAMES, WORDS, PEOPLE, review_on=DAYS, decided_on=DAYS),
    st.builds(commands.Reject, DAYS),
    st.builds(commands.Deprecate),
    st.builds(commands.Supersede, KEYS),
    st.builds(commands.Annotate, WORDS),
    st.builds(
        commands.Review,
        st.sampled_from(["confirmed", "refuted", "maybe"]),
        ACTUALS.map(tuple),
        WORDS,
        st.none() | DAYS,
        st.none() | DAYS,
    ),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(COMMANDS, max_size=30), st.booleans())
def test_whatever_is_asked_is_refused_by_name_or_folds(asked, says_why):
    because = ("ACME-E1",) if says_why else ()
    state = played(DECISION, OPENING, asked, AROUND, because=because)
    assert (state.outcome is not None) == (state.status not in ("proposed", "rejected"))
    assert state.outcome is None or state.decision_makers
    assert (state.superseded_by is not None) == (state.status == "superseded")
    assert not results_of(state)


@settings(max_examples=50, deadline=None)
@given(st.lists(COMMANDS, max_size=20))
def test_nothing_changes_what_was_taken(asked):
    opening = commands.Propose(
        "ACME-D1", "A", decision_makers=("ana",), options=("A",), accept="A", justification="So."
    )
    taken = fold(DECISION, facts_of(DECISION.decide(None, opening, origin(), Around(AROUND))))
    state = played(DECISION, opening, asked, AROUND, because=("ACME-E1",))
    after = {"status", "due_on", "reviews", "notes", "superseded_by", "supersedes"}
    for name in set(Decision.__struct_fields__) - after:
        assert getattr(state, name) == getattr(taken, name), name
