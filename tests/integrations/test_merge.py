from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from integrations.equivalence import equivalent, normal
from integrations.issue import FIELDS, SCALARS, SETS, Fields, Patch, Value
from integrations.merge import FieldConflict, Merge, Rules, merge

ALL = Rules(holds=frozenset(FIELDS))
AGREED = Fields("Old", "one\ntwo\nthree\nfour\nfive", labels=("a", "b"), assignees=("7",))

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


def merged(ours: Fields, theirs: Fields, rules: Rules = ALL) -> Merge:
    return merge(asdict(AGREED), ours, theirs, rules)


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


def test_a_side_that_did_not_move_follows_the_one_that_did():
    result = merged(replace(AGREED, title="Ours"), replace(AGREED, status="completed"))
    assert result.here == {"status": "completed"}
    assert result.there == Patch(scalars={"title": "Ours"})
    assert result.agreed == {"status": "completed"}


def test_nothing_moved_asks_for_nothing():
    assert merged(AGREED, AGREED) == Merge(here={}, there=Patch())


def test_both_moved_to_the_same_value_is_agreed():
    moved = replace(AGREED, title="New")
    assert merged(moved, moved) == Merge(here={}, there=Patch(), agreed={"title": "New"})


def test_both_moved_apart_is_a_conflict_that_holds_only_its_field():
    result = merged(
        replace(AGREED, title="Ours", milestone="1"),
        replace(AGREED, title="Theirs", priority="High"),
    )
    assert result.conflicts == (FieldConflict("title", "Old", "Ours", "Theirs"),)
    assert result.here == {"priority": "High"}
    assert result.there == Patch(scalars={"milestone": "1"})


def test_sets_merge_by_difference():
    ours = replace(AGREED, labels=("a", "b", "d"))
    theirs = replace(AGREED, labels=("b", "c"))
    result = merged(ours, theirs)
    assert result.here == {"labels": ("b", "c", "d")}
    assert result.there == Patch(added={"labels": ("d",)})


def test_labels_are_told_apart_without_case_and_keep_the_trackers_spelling():
    result = merged(replace(AGREED, labels=("A", "b", "new")), replace(AGREED, labels=("a", "b")))
    assert result.there == Patch(added={"labels": ("new",)})
    assert result.here == {}


def test_a_label_taken_off_here_is_removed_as_the_tracker_spells_it():
    result = merged(replace(AGREED, labels=("b",)), replace(AGREED, labels=("A", "b")))
    assert result.there == Patch(removed={"labels": ("A",)})


def test_edits_of_different_lines_merge():
    result = merged(
        replace(AGREED, body="one!\ntwo\nthree\nfour\nfive"),
        replace(AGREED, body="one\ntwo\nthree\nfour\nfive!"),
    )
    assert result.here["body"] == "one!\ntwo\nthree\nfour\nfive!"
    assert result.there.scalars["body"] == "one!\ntwo\nthree\nfour\nfive!"
    assert result.conflicts == ()


def test_edits_of_the_same_line_conflict():
    result = merged(replace(AGREED, body="ONE"), replace(AGREED, body="1"))
    assert [each.field for each in result.conflicts] == ["body"]
    assert "body" not in result.here
    assert "body" not in result.there.scalars


def test_a_guarded_body_is_pulled():
    rules = replace(ALL, guarded=frozenset({"body"}))
    assert merged(AGREED, replace(AGREED, body="Theirs"), rules).here == {"body": "Theirs"}


def test_a_guarded_body_is_pushed_whole_once_a_person_changed_it_here():
    rules = replace(ALL, guarded=frozenset({"body"}))
    result = merged(replace(AGREED, body="Ours"), AGREED, rules)
    assert result.there == Patch(scalars={"body": "Ours"})


def test_a_guarded_body_is_never_merged_line_by_line():
    rules = replace(ALL, guarded=frozenset({"body"}))
    result = merged(
        replace(AGREED, body="one!\ntwo\nthree\nfour\nfive"),
        replace(AGREED, body="one\ntwo\nthree\nfour\nfive!"),
        rules,
    )
    assert [each.field for each in result.conflicts] == ["body"]


def test_a_field_the_tracker_does_not_hold_is_left_out():
    rules = Rules(holds=frozenset(FIELDS) - {"priority"})
    assert merged(replace(AGREED, priority="High"), AGREED, rules).there == Patch()


def test_direction_in_never_writes_there():
    rules = replace(ALL, direction=dict.fromkeys(FIELDS, "in"))
    result = merged(
        replace(AGREED, title="Ours", labels=()), replace(AGREED, status="duplicate"), rules
    )
    assert result.there == Patch()
    assert result.here == {"status": "duplicate"}


def test_direction_out_never_writes_here():
    rules = replace(ALL, direction=dict.fromkeys(FIELDS, "out"))
    result = merged(replace(AGREED, title="Ours"), replace(AGREED, labels=("z",)), rules)
    assert result.here == {}
    assert result.there == Patch(scalars={"title": "Ours"})


def test_the_rule_ours_pushes_and_names_the_value_that_lost():
    rules = replace(ALL, on_conflict={"title": "ours"})
    result = merged(replace(AGREED, title="Ours"), replace(AGREED, title="Theirs"), rules)
    assert result.there == Patch(scalars={"title": "Ours"})
    assert result.conflicts == (FieldConflict("title", "Old", "Ours", "Theirs"),)


def test_the_rules_theirs_and_newest_pull_and_name_the_value_that_lost():
    for rule in ("theirs", "newest"):
        rules = replace(ALL, on_conflict={"title": rule})
        result = merged(replace(AGREED, title="Ours"), replace(AGREED, title="Theirs"), rules)
        assert result.here == {"title": "Theirs"}
        assert result.conflicts == (FieldConflict("title", "Old", "Ours", "Theirs"),)


def test_an_open_conflict_holds_its_field():
    rules = replace(ALL, open_conflicts={"title": ("Ours", "Theirs")})
    result = merged(replace(AGREED, title="Ours"), replace(AGREED, title="Theirs"), rules)
    assert result == Merge(here={}, there=Patch())


def test_an_open_conflict_is_told_again_when_a_side_moves():
    rules = replace(ALL, open_conflicts={"title": ("Ours", "Theirs")})
    result = merged(replace(AGREED, title="Ours"), replace(AGREED, title="Later"), rules)
    assert result.conflicts == (FieldConflict("title", "Old", "Ours", "Later"),)
    assert result.here == {}


def test_an_open_conflict_stays_open_when_one_side_goes_back():
    rules = replace(ALL, open_conflicts={"title": ("Ours", "Theirs")})
    result = merged(AGREED, replace(AGREED, title="Theirs"), rules)
    assert result.here == {}
    assert result.conflicts == (FieldConflict("title", "Old", "Old", "Theirs"),)


def test_an_open_conflict_ends_when_both_sides_hold_the_same():
    rules = replace(ALL, open_conflicts={"title": ("Ours", "Theirs")})
    moved = replace(AGREED, title="Same")
    result = merged(moved, moved, rules)
    assert result.converged == ("title",)
    assert result.agreed == {"title": "Same"}


def test_a_conflict_settled_for_a_side_flows_because_the_base_moved():
    ours, theirs = replace(AGREED, title="Ours"), replace(AGREED, title="Theirs")
    for_theirs = merge(asdict(AGREED) | {"title": "Ours"}, ours, theirs, ALL)
    for_ours = merge(asdict(AGREED) | {"title": "Theirs"}, ours, theirs, ALL)
    assert for_theirs.here == {"title": "Theirs"}
    assert for_ours.there == Patch(scalars={"title": "Ours"})


def test_the_first_link_agrees_on_what_is_equal():
    assert merge(None, AGREED, AGREED, ALL).agreed == asdict(AGREED)


def test_the_first_link_lets_no_empty_value_beat_another():
    result = merge(None, Fields("T", body="Text"), Fields("T", milestone="1.0"), ALL)
    assert result.there == Patch(scalars={"body": "Text"})
    assert result.here == {"milestone": "1.0"}


def test_the_first_link_unites_sets():
    result = merge(None, Fields("T", labels=("a",)), Fields("T", labels=("b",)), ALL)
    assert result.here == {"labels": ("a", "b")}
    assert result.there == Patch(added={"labels": ("a",)})


def test_the_first_link_asks_people_about_the_rest():
    result = merge(None, Fields("Ours"), Fields("Theirs"), ALL)
    assert result.conflicts == (FieldConflict("title", None, "Ours", "Theirs"),)


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
