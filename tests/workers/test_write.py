"""A patch as whole values, and without the fields that were refused."""

from integrations.issue import Fields, Patch
from workers.write import asked_of, without

BEFORE = Fields(title="t", labels=("a", "b"), assignees=("1",))


def test_sets_are_asked_for_as_wholes() -> None:
    patch = Patch(added={"labels": ("c",)}, removed={"labels": ("a",), "assignees": ("1",)})
    assert asked_of(BEFORE, patch) == {"labels": ("b", "c"), "assignees": ()}


def test_scalars_are_asked_for_as_they_are() -> None:
    assert asked_of(BEFORE, Patch(scalars={"title": "u", "priority": None})) == {
        "title": "u",
        "priority": None,
    }


def test_refused_fields_are_left_out() -> None:
    patch = Patch(scalars={"title": "u", "status": "open"}, added={"labels": ("c",)})
    assert without(patch, ["status", "labels"]) == Patch(scalars={"title": "u"})
    assert not without(patch, ["status", "labels", "title"])
