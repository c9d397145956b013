"""What a merge makes of two sides and their base, example by example."""

from msgspec.structs import asdict, replace

from integrations.issue import FIELDS, Fields, Patch
from integrations.merge import FieldConflict, Merge, Rules, merge

ALL = Rules(holds=frozenset(FIELDS))
AGREED = Fields("Old", "one\ntwo\nthree\nfour\nfive", labels=("a", "b"), assignees=("7",))


def merged(ours: Fields, theirs: Fields, rules: Rules = ALL) -> Merge:
    return merge(asdict(AGREED), ours, theirs, rules)


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
