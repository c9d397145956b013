"""Whatever is asked of a vision: a named refusal, or facts that fold and keep what is published."""

from typing import Any

from deciding import Around, facts_of, fold, origin
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.fact import Fact
from domain.refusal import DomainError
from domain.vision import commands
from domain.vision.facts import TargetUser, Text, VisionDrafted, VisionPublished
from domain.vision.rules import VISION

WORDS = st.sampled_from(["All of them", "Half", "", " ", "a\x00"])
USERS = st.lists(
    st.builds(TargetUser, WORDS, st.lists(WORDS, max_size=2).map(tuple)), max_size=2
).map(tuple)
KEYS = st.sampled_from(["ACME-E1", "ACME-M1", "ACME-M9", "no", ""])
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "target_users": USERS,
    "company_goal": WORDS,
    "future_statement": WORDS,
    "horizon_years": st.integers(-1, 12),
    "principles": st.lists(WORDS, max_size=2).map(tuple),
}
GOOD = Text((TargetUser("Lead", ("find",)),), "Half", "All")
COMMANDS = st.one_of(
    st.builds(commands.Draft, st.just("ACME-V"), **FIELDS),
    st.fixed_dictionaries({}, optional=FIELDS).map(lambda said: commands.Revise(**said)),
    st.just(commands.Revise(GOOD.target_users, GOOD.company_goal, GOOD.future_statement)),
    st.builds(commands.AddAssumption, WORDS),
    st.builds(
        commands.JudgeAssumption,
        st.sampled_from(["1", "2", "x"]),
        st.sampled_from(["validated", "invalidated", "odd"]),
        st.lists(KEYS, max_size=2).map(tuple),
    ),
    st.builds(commands.AttachEvidence, KEYS),
    st.sampled_from([commands.Publish(), commands.AbandonDraft()]),
)
AROUND = Around({"ACME-M1": object()})
WHY = origin("It had to be.", ["ACME-M1"])


def lived(asked: list[object]) -> list[Fact]:
    """The facts of a vision of which all that was asked; what was refused left none."""
    facts: list[Fact] = [VisionDrafted("ACME-V")]
    for command in asked:
        try:
            decided = VISION.decide(fold(VISION, facts), command, WHY, AROUND)
        except DomainError:
            continue
        facts += facts_of(decided)
    return facts


@settings(deadline=None)
@given(st.lists(COMMANDS, max_size=20))
def test_asking_a_vision_twice_says_nothing_new(asked):
    facts = lived(asked)
    for command in asked:
        try:
            decided = VISION.decide(fold(VISION, facts), command, WHY, AROUND)
        except DomainError:
            continue
        facts += facts_of(decided)
        assert list(VISION.decide(fold(VISION, facts), command, WHY, AROUND)) == []


@settings(deadline=None)
@given(st.lists(COMMANDS, max_size=20))
def test_versions_are_numbered_without_a_gap_and_say_all_that_is_needed(asked):
    facts = lived(asked)
    published = [each for each in facts if isinstance(each, VisionPublished)]
    assert [each.edition for each in published] == list(range(1, len(published) + 1))
    assert all(each.text.company_goal.strip() for each in published)
    assert all(any(user.needs for user in each.text.target_users) for each in published)
    state = fold(VISION, facts)
    assert state.standing == (published[-1].text if published else None)
    assert state.published == len(published)
    assert state.edition == state.published + (state.status != "published")
