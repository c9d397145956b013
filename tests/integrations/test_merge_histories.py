"""Both sides edited in any order, with crashes anywhere: they end in one state, and stay quiet."""

from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from integrations.equivalence import equivalent
from integrations.issue import FIELDS, SETS, Fields, Patch, Value
from integrations.merge import Merge, Rules, merge

VALUES = st.one_of(
    st.tuples(st.just("title"), st.sampled_from(["x", "y"])),
    st.tuples(st.just("status"), st.sampled_from(["open", "completed"])),
    st.tuples(st.just("body"), st.sampled_from(["a\nb\nc", "A\nb\nc", "a\nb\nC", "", "z"])),
    st.tuples(st.just("milestone"), st.sampled_from([None, "1.0", "2.0"])),
    st.tuples(st.just("labels"), st.sets(st.sampled_from("abc")).map(lambda s: tuple(sorted(s)))),
)
EDITS = st.tuples(st.sampled_from(["ours", "theirs"]), VALUES)
STEPS = st.sampled_from(["pull", "push without noting it", "whole"])
POLICIES = st.dictionaries(
    st.sampled_from(FIELDS), st.sampled_from(["ours", "theirs", "newest", "hold"])
)


class Pair:
    """An item, its issue, and their link, driven as the workers drive them."""

    def __init__(self, policies: dict[str, Literal["ours", "theirs", "newest", "hold"]]) -> None:
        self.ours = self.theirs = Fields("x", "a\nb\nc")
        self.base: dict[str, Value] = asdict(self.ours)
        self.conflicts: dict[str, tuple[Value, Value]] = {}
        self.rules = Rules(holds=frozenset(FIELDS), on_conflict=policies)

    def edit(self, side: str, change: tuple[str, Value]) -> None:
        if side == "ours":
            self.ours = replace(self.ours, **dict([change]))
        else:
            self.theirs = replace(self.theirs, **dict([change]))

    def settle(self, step: str) -> Merge:
        """Run until the crash that ``step`` tells of."""
        rules = replace(self.rules, open_conflicts=self.conflicts)
        result = merge(self.base, self.ours, self.theirs, rules)
        self.ours = replace(self.ours, **result.here)
        self.base |= result.agreed
        self.conflicts |= {each.field: (each.ours, each.theirs) for each in result.conflicts}
        for field in result.converged:
            del self.conflicts[field]
        if step != "pull":
            self._push(result.there, noted=step == "whole")
        return result

    def _push(self, patch: Patch, *, noted: bool) -> None:
        sets = {
            name: tuple(
                sorted(
                    set(getattr(self.theirs, name)) - set(patch.removed.get(name, ()))
                    | set(patch.added.get(name, ()))
                )
            )
            for name in SETS
        }
        self.theirs = replace(self.theirs, **patch.scalars, **sets)
        if noted:
            for name in {*patch.scalars, *patch.added, *patch.removed}:
                self.base[name] = getattr(self.theirs, name)


@settings(max_examples=150)
@given(POLICIES, st.lists(EDITS | STEPS, max_size=25))
def test_any_history_ends_in_one_state_or_a_named_conflict(policies, history):
    pair = Pair(policies)
    for event in history:
        if isinstance(event, str):
            pair.settle(event)
        else:
            pair.edit(*event)
    for _ in range(3):
        pair.settle("whole")
    assert pair.settle("whole") == Merge(here={}, there=Patch())
    assert all(policies.get(field, "hold") == "hold" for field in pair.conflicts)
    for field in set(FIELDS) - set(pair.conflicts):
        assert equivalent(field, getattr(pair.ours, field), getattr(pair.theirs, field))
    for field, sides in pair.conflicts.items():
        assert sides == (getattr(pair.ours, field), getattr(pair.theirs, field))
