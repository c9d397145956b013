"""Any command, and anything a tracker may say, for property tests of the backlog item."""

from typing import Any, get_args

from hypothesis import strategies as st

from domain.backlog_item import commands as c
from domain.backlog_item.facts import (
    Kind,
    Moscow,
    Priority,
    Rel,
    Requirement,
    Resolution,
    Status,
    Story,
)
from domain.backlog_item.observe import Observation
from domain.fact import Ref
from domain.identity import item_id

WORDS = st.sampled_from(
    ["", " ", "a", "two words", "line\nline", "nul\0", "x" * 256, "é"]
) | st.text(max_size=8)
KEYS = st.sampled_from([f"ACME-{n}" for n in range(1, 4)])
IDS = KEYS.map(item_id)
LABELS = st.lists(WORDS, max_size=3).map(tuple)
STORIES = st.none() | st.builds(Story, WORDS, WORDS, WORDS)
REQUIREMENTS = st.none() | st.builds(
    Requirement, st.sampled_from(["functional", "odd"]), st.just("test")
)
REFS = KEYS | st.builds(Ref, st.sampled_from(["item", "risk"]), KEYS | IDS.map(str))


def _one_of(words: object) -> st.SearchStrategy[str]:
    return st.sampled_from([*get_args(words), "nonsense"])


PLAIN: dict[str, Any] = {
    "title": WORDS,
    "description": WORDS,
    "kind": _one_of(Kind),
    "story": STORIES,
    "requirement": REQUIREMENTS,
    "moscow": st.none() | _one_of(Moscow),
    "priority": _one_of(Priority),
    "severity": st.none() | st.integers(-1, 6),
    "labels": LABELS,
    "due": st.none() | st.sampled_from(["2026-02-01", "soon"]),
}
ADDS = st.builds(c.AddItem, st.sampled_from(["ACME-1", "ACME-2"]), **PLAIN)
EDITS = st.fixed_dictionaries({}, optional=PLAIN).map(lambda values: c.Edit(**values))
REPORTS = {
    name: strategy
    for name, strategy in PLAIN.items()
    if name in ("title", "description", "kind", "labels", "priority")
} | {
    "status": st.sampled_from(get_args(Status)),
    "resolution": st.sampled_from(get_args(Resolution)),
    "assignee": st.none() | st.sampled_from(["ada", "bob"]),
    "release": st.none() | st.sampled_from(["ACME-REL1", "ACME-REL2"]),
}
OBSERVATIONS = st.fixed_dictionaries({}, optional=REPORTS).map(lambda said: Observation(**said))
COMMANDS = st.one_of(
    ADDS,
    EDITS,
    st.builds(c.AddAcceptance, WORDS, st.none() | WORDS),
    st.builds(c.JudgeAcceptance, st.sampled_from("123"), st.booleans()),
    st.builds(c.Estimate, st.sampled_from(["0", "2.50", "101", "NaN", ""])),
    st.builds(c.Rank, WORDS),
    st.builds(c.MarkReady, st.booleans(), st.just(("a",))),
    st.builds(c.Assign, WORDS),
    st.builds(c.Complete, st.booleans(), st.just(("b",))),
    st.builds(c.Block, st.none() | REFS),
    st.builds(c.Drop, st.sampled_from([*get_args(Resolution), "nonsense"])),
    st.builds(c.Split, st.lists(KEYS, max_size=3).map(tuple)),
    st.builds(c.MergeInto, KEYS),
    st.builds(c.Link, _one_of(Rel), REFS),
    st.builds(c.Unlink, _one_of(Rel), REFS),
    st.builds(c.Comment, WORDS, st.none() | IDS),
    st.builds(c.EditComment, IDS, WORDS),
    st.builds(c.RemoveComment, IDS),
    st.sampled_from(
        [
            c.Start(),
            c.SendToReview(),
            c.Reopen(),
            c.Unassign(),
            c.Unblock(),
            c.Archive(),
            c.Restore(),
        ]
    ),
)
