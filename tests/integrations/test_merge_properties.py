"""What holds for every merge, whatever the sides and the base hold."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from integrations.equivalence import equivalent, normal
from integrations.issue import FIELDS, SCALARS, SETS, Fields, Patch, Value
from integrations.merge import Merge, Rules, merge

ALL = Rules(holds=frozenset(FIELDS))
LINES = st.lists(st.sampled_from(["one", "two", "three", "four"]), max_size=5)
NAMES = st.sets(st.sampled_from(["a", "b", "c", "d"]), max_size=4).map(lambda s: tuple(sorted(s)))
FIELD_SETS = st.builds(
    Fields,
    title=st.sampled_from(["x", "y", "z"]),
    body=LINES.map("\n".join),
    status=st.sampled_from(["open", "completed", "not_planned", "duplicate"]),
    labels=NAMES,
    assignees=NAMES,
    priority=st.sampled_from([None, "High", "Low"]),
    milestone=st.sampled_from([None, "1.0", "2.0"]),
)
BASES = st.one_of(st.none(), FIELD_SETS.map(asdict))


def follow_here(result: Merge, ours: Fields) -> Fields:
    return replace(ours, **result.here)


def follow_there(patch: Patch, theirs: Fields) -> Fields:
    sets = {
        name: tuple(
            sorted(
                (set(getattr(theirs, name)) | set(patch.added.get(name, ())))
                - set(patch.removed.get(name, ()))
            )
        )
        for name in SETS
    }
    return replace(theirs, **patch.scalars, **sets)


def settle(
    base: dict[str, Value] | None, ours: Fields, theirs: Fields
) -> tuple[dict[str, Value], Fields, Fields, Merge]:
    """What the workers do: follow here, move the base, follow there, read back."""
    result = merge(base, ours, theirs, ALL)
    ours, theirs = follow_here(result, ours), follow_there(result.there, theirs)
    pushed = set(result.there.scalars) | set(result.there.added) | set(result.there.removed)
    read_back = {name: getattr(theirs, name) for name in pushed}
    return (base or {}) | result.agreed | read_back, ours, theirs, result


@given(BASES, FIELD_SETS, FIELD_SETS)
def test_a_settled_merge_leaves_nothing_to_do(base, ours, theirs):
    base, ours, theirs, result = settle(base, ours, theirs)
    open_conflicts = {each.field: (each.ours, each.theirs) for each in result.conflicts}
    again = merge(base, ours, theirs, replace(ALL, open_conflicts=open_conflicts))
    assert again == Merge(here={}, there=Patch())


@given(BASES, FIELD_SETS, FIELD_SETS)
def test_settled_sides_agree_on_all_but_conflicts(base, ours, theirs):
    base, ours, theirs, result = settle(base, ours, theirs)
    for field in set(FIELDS) - {each.field for each in result.conflicts}:
        assert equivalent(field, getattr(ours, field), getattr(theirs, field))
        assert equivalent(field, base[field], getattr(theirs, field))


@given(BASES, FIELD_SETS, FIELD_SETS)
def test_the_sides_are_treated_alike(base, ours, theirs):
    _, here, _, one = settle(base, ours, theirs)
    _, there, _, other = settle(base, theirs, ours)
    conflicts = {each.field for each in one.conflicts}
    assert conflicts == {each.field for each in other.conflicts}
    for field in set(FIELDS) - conflicts:
        assert equivalent(field, getattr(here, field), getattr(there, field))


@given(BASES, FIELD_SETS, FIELD_SETS)
def test_a_crash_before_the_push_changes_nothing(base, ours, theirs):
    result = merge(base, ours, theirs, ALL)
    follows = merge((base or {}) | result.agreed, follow_here(result, ours), theirs, ALL)
    assert follows.here == {}
    assert follow_there(follows.there, theirs) == follow_there(result.there, theirs)


@given(BASES, FIELD_SETS, FIELD_SETS)
def test_no_value_is_lost_in_silence(base, ours, theirs):
    _, here, there, result = settle(base, ours, theirs)
    named = {each.field: (each.ours, each.theirs) for each in result.conflicts}
    for field in set(SCALARS) - {"body"}:
        mine, their = getattr(ours, field), getattr(theirs, field)
        known = (base or {}).get(field)
        if normal(field, mine) not in (normal(field, known), normal(field, their)) and normal(
            field, their
        ) != normal(field, known):
            assert named[field] == (mine, their)
            assert (getattr(here, field), getattr(there, field)) == (mine, their)
        else:
            assert getattr(here, field) in (mine, their)


@given(BASES, FIELD_SETS, FIELD_SETS)
def test_what_either_side_added_to_a_set_stays_and_what_it_took_away_is_gone(base, ours, theirs):
    _, here, _, _ = settle(base, ours, theirs)
    for field in SETS:
        known = set((base or {}).get(field, ()))
        mine, their = set(getattr(ours, field)), set(getattr(theirs, field))
        assert (mine | their) - known <= set(getattr(here, field))
        assert not (known - mine | known - their) & set(getattr(here, field))


@given(LINES, LINES, LINES)
def test_every_line_of_a_merged_text_comes_from_a_side(base, ours, theirs):
    texts = ["\n".join(each) for each in (base, ours, theirs)]
    result = merge({"body": texts[0]}, Fields("T", texts[1]), Fields("T", texts[2]), ALL)
    body = result.here.get("body", texts[1])
    assert set(str(body).split("\n")) <= {line for text in texts for line in text.split("\n")}
