"""Each side's words in the other's: what nobody changed means the same when it comes back."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from items import ADDED
from msgspec.structs import asdict, replace
from versions import names

from domain.backlog_item.evolve import evolve
from domain.backlog_item.facts import ItemAdded
from domain.backlog_item.observe import imported, observe
from domain.backlog_item.state import BacklogItem
from domain.connection.facts import Mapping
from domain.fact import Actor, Origin
from integrations.equivalence import equivalent
from integrations.issue import FIELDS, Fields, Issue, RemoteRef, Status
from workers.bridge import (
    Space,
    as_ours,
    as_values,
    fields_of,
    item_words,
    observation_of,
    plain_label,
    release_of,
    understood,
)
from workers.release_names import NO_RELEASES

GITHUB: frozenset[Status] = frozenset({"open", "completed", "not_planned", "duplicate"})
JIRA: frozenset[Status] = GITHUB | {"active"}
MAPPING = Mapping(
    people={"ada": "1", "bob": "2"}, labels={"ui": "User Interface"}, releases={"2.0": "Autumn"}
)
ORIGIN = Origin(
    actor=Actor("github:1", "octavia", "human"),
    source="github",
    occurred_at=datetime(2026, 1, 2, tzinfo=UTC),
    correlation_id=ADDED.product,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
labels = st.lists(
    st.sampled_from(["ui", "User Interface", "good first issue", "good-first-issue", "a,b", "x"]),
    max_size=4,
    unique_by=str.casefold,
).map(lambda names: tuple(sorted(names)))
people = st.lists(st.sampled_from(["1", "2", "9"]), max_size=3, unique=True).map(
    lambda names: tuple(sorted(names))
)


@st.composite
def spaces(draw: st.DrawFn) -> Space:
    mapping = draw(st.sampled_from([Mapping(), MAPPING]))
    return Space(mapping, draw(st.sampled_from([GITHUB, JIRA])), names(mapping.releases))


@st.composite
def fields(draw: st.DrawFn, space: Space) -> Fields:
    return Fields(
        title=draw(words),
        body=draw(words),
        status=draw(st.sampled_from(sorted(space.statuses))),
        labels=draw(labels),
        assignees=draw(people),
        priority=draw(st.sampled_from([None, "Highest", "Medium", "Minor", "P7"])),
        milestone=draw(st.sampled_from([None, "1.0", "2.0", "Autumn", "Someday"])),
    )


def item_of(theirs: Fields, space: Space) -> BacklogItem:
    added = ItemAdded(product=ADDED.product, key="ACME-1", rank="a0", **item_words(theirs, space))
    state = None
    for fact in imported(added, ORIGIN, release_of(theirs, space)).facts:
        state = evolve(state, fact)
    assert state is not None
    return state


def differing(ours: Fields, theirs: Fields) -> list[str]:
    return [
        name for name in FIELDS if not equivalent(name, getattr(ours, name), getattr(theirs, name))
    ]


@given(st.data())
def test_an_imported_issue_has_nothing_to_tell_its_tracker(data: st.DataObject) -> None:
    space = data.draw(spaces())
    theirs = data.draw(fields(space))
    item = item_of(theirs, space)
    assert differing(fields_of(item, as_values(theirs), space), theirs) == []


@given(st.data())
def test_what_a_tracker_says_is_agreed_once_it_was_heard(data: st.DataObject) -> None:
    space = data.draw(spaces())
    before, theirs = data.draw(fields(space)), data.draw(fields(space))
    item = item_of(before, space)
    changed = {name: getattr(theirs, name) for name in differing(before, theirs)}
    observation = observation_of(changed, item, space)
    if observation is not None:
        for fact in observe(item, observation, ORIGIN).facts:
            item = evolve(item, fact)
    assert differing(fields_of(item, as_values(theirs), space), theirs) == []


@given(st.data())
def test_an_issue_that_agrees_with_its_item_has_nothing_new_to_understand(
    data: st.DataObject,
) -> None:
    space = data.draw(spaces())
    theirs = data.draw(fields(space))
    base = as_values(theirs)
    assert understood(base, item_of(theirs, space), space) == base


@given(st.data())
def test_a_milestone_that_meant_nothing_when_it_was_agreed_on_says_nothing(
    data: st.DataObject,
) -> None:
    space = data.draw(spaces())
    theirs = data.draw(fields(space))
    older = replace(space, releases=NO_RELEASES)
    item = item_of(theirs, older)
    assert fields_of(item, as_values(theirs), older).milestone == theirs.milestone


SPACE = Space(Mapping(), JIRA, names())
IN_1 = replace(evolve(None, ADDED), release="ACME-REL1")
FREE = evolve(None, ADDED)
LEFT_1 = replace(FREE, left_releases=("ACME-REL1",))


@pytest.mark.parametrize(
    ("item", "known", "said"),
    [
        (IN_1, None, "1.0"),
        (IN_1, " 1.0", " 1.0"),
        (IN_1, "Someday", "1.0"),
        (FREE, "Someday", "Someday"),
        (FREE, None, None),
        (LEFT_1, "1.0", None),
    ],
)
def test_a_release_is_said_as_a_milestone(
    item: BacklogItem, known: str | None, said: str | None
) -> None:
    assert fields_of(item, {"milestone": known}, SPACE).milestone == said


def test_a_release_that_an_item_left_is_no_news() -> None:
    assert understood({"milestone": "1.0"}, LEFT_1, SPACE) == {"milestone": "1.0"}
    assert understood({"milestone": "1.0"}, FREE, SPACE) == {"milestone": None}


@pytest.mark.parametrize(
    ("versions", "item", "base", "chosen"),
    [
        (("Backport", "1.0"), FREE, None, "1.0"),
        (("1.0", "2.0"), IN_1, "2.0", "2.0"),
        (("2.0", "1.0"), IN_1, "Backport", "1.0"),
        (("Backport", "2.0"), IN_1, "Backport", "2.0"),
        (("Other", "Backport"), FREE, "Backport", "Backport"),
        (("Other", "Backport"), FREE, None, "Other"),
    ],
)
def test_of_several_versions_one_is_the_release(
    versions: tuple[str, ...], item: BacklogItem, base: str | None, chosen: str
) -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    read = Fields("t", milestone=versions[0])
    issue = Issue(RemoteRef("1", "A-1", ""), "1", at, at, read, "", milestones=versions)
    assert as_ours(issue, item, {"milestone": base}, SPACE).fields.milestone == chosen


def test_an_edit_here_is_spoken() -> None:
    item = evolve(None, ADDED)
    spoken = fields_of(replace(item, title="New", priority="high"), {}, Space(Mapping(), JIRA))
    assert (spoken.title, spoken.priority) == ("New", "High")


@pytest.mark.parametrize(
    ("status", "resolution", "statuses", "spoken"),
    [
        ("in_review", None, JIRA, "active"),
        ("in_review", None, GITHUB, "open"),
        ("ready", None, GITHUB, "open"),
        ("done", None, GITHUB, "completed"),
        ("dropped", "wont_do", GITHUB, "not_planned"),
        ("dropped", "duplicate", GITHUB, "duplicate"),
        ("dropped", "duplicate", frozenset({"open", "completed"}), "completed"),
        ("dropped", "obsolete", JIRA, "not_planned"),
    ],
)
def test_a_status_is_said_in_the_first_word_the_tracker_has(
    status: Any, resolution: Any, statuses: frozenset[Status], spoken: str
) -> None:
    item = replace(evolve(None, ADDED), status=status, resolution=resolution)
    assert fields_of(item, {}, Space(Mapping(), statuses)).status == spoken


def test_a_mapped_person_is_assigned_beside_the_unmapped_ones() -> None:
    item = replace(evolve(None, ADDED), assignee="ada")
    assert fields_of(item, {"assignees": ("9",)}, Space(MAPPING, GITHUB)).assignees == ("1", "9")


def test_a_person_nobody_can_name_there_leaves_the_assignees_alone() -> None:
    item = replace(evolve(None, ADDED), assignee="zoe")
    assert fields_of(item, {"assignees": ("2",)}, Space(MAPPING, GITHUB)).assignees == ("2",)


def test_an_unmapped_assignee_there_does_not_take_the_item_from_somebody_unmapped_here() -> None:
    item = replace(evolve(None, ADDED), assignee="zoe")
    assert observation_of({"assignees": ("9",)}, item, Space(MAPPING, GITHUB)) is None


@given(words)
def test_every_label_becomes_one_we_keep(label: str) -> None:
    plain = plain_label(label)
    assert " " not in plain
    assert "," not in plain
    assert len(plain) <= 50


def test_the_words_of_an_issue_are_those_of_an_item() -> None:
    theirs = Fields(title="t", labels=("bug", "User Interface"), assignees=("2", "9"))
    said = item_words(theirs, Space(MAPPING, GITHUB))
    assert (said["kind"], said["labels"], said["assignee"]) == ("bug", ("bug", "ui"), "bob")
    assert set(said) <= set(asdict(ADDED))
