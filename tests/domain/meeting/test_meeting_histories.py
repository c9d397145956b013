"""Whatever is asked of a meeting: a named refusal, or facts that fold."""

from histories import played
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.meeting import commands
from domain.meeting.facts import Invited
from domain.meeting.outcomes import NewOutcome
from domain.meeting.rules import MEETING
from domain.meeting.state import open_actions

MOMENTS = st.sampled_from(["2026-01-05T10:00Z", "2026-01-06T10:00+01:00", "2026-01-05", "no"])
DAYS = st.sampled_from(["2026-01-01", "2026-01-02", "2026-02-01", "no"])
WORDS = st.sampled_from(["A", "if a, then b", "", "a\nb", "\x00"])
IDS = st.sampled_from(["1", "2", "9"])
KEYS = st.sampled_from(["ACME-E1", "ACME-M1", "ACME-K9", "no"])
PEOPLE = st.lists(
    st.sampled_from([Invited("ana"), Invited("bob", "external", "Globex"), Invited("")]), max_size=2
).map(tuple)
OUTCOMES = st.builds(
    NewOutcome,
    WORDS,
    st.sampled_from(["note", "decision", "risk", "requirement", "bug", "roadmap_item", "song"]),
    st.sampled_from([None, "test"]),
)
SEVERAL = st.lists(OUTCOMES, max_size=2).map(tuple)

COMMANDS = st.one_of(
    st.builds(commands.Reschedule, MOMENTS, st.none() | MOMENTS),
    st.builds(commands.AddAgendaItem, WORDS, st.none() | KEYS),
    st.builds(commands.Hold, PEOPLE, WORDS, SEVERAL),
    st.builds(commands.RecordOutcome, OUTCOMES, st.none() | IDS, st.none() | KEYS),
    st.builds(commands.AssignAction, WORDS, WORDS, DAYS),
    st.builds(commands.CompleteAction, IDS),
    st.builds(commands.CancelAction, IDS),
    st.builds(commands.PromoteAction, IDS, st.sampled_from(["bug", "requirement"])),
    st.builds(commands.Cancel),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(COMMANDS, max_size=30), st.booleans())
def test_whatever_is_asked_is_refused_by_name_or_folds(asked, is_held):
    opening = commands.Schedule("ACME-M1", "Weekly", starts="2026-01-02T09:00Z", held=is_held)
    state = played(MEETING, opening, asked, {})
    assert state.status == "held" or not (state.outcomes or state.actions)
    assert all(each.due >= "2026-01-02" for each in open_actions(state))
    assert len({each.id for each in state.actions}) == len(state.actions)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_words_are_an_outcome(said):
    read = NewOutcome.read(said)
    assert read.text in said
