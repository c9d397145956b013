"""Jira's JSON and our fields: there and back."""

import string
from typing import Any, get_args
from uuid import UUID

import msgspec
import pytest
from bodies import GUARDED
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.cut import is_cut
from integrations.issue import Fields, Patch, Status
from integrations.jira import translate
from integrations.jira.translate import Site, changes, issue_of, new_fields

CLOUD = Site("https://acme.test", is_cloud=True)
SERVER = Site("https://acme.test", is_cloud=False)
INTENT = UUID("00000000-0000-4000-8000-0123456789ab")
NOTHING: dict[str, Any] = {"id": "1", "key": "A-1", "fields": {}}
TIME = "2026-01-02T03:04:05.678+0000"

words = st.text(string.ascii_letters + "äß🚀", min_size=1, max_size=20)
account = words
fields = st.builds(
    Fields,
    title=words,
    body=words | st.just(""),
    labels=st.sets(words, max_size=4).map(lambda each: tuple(sorted(each))),
    assignees=st.just(()) | st.tuples(account),
    priority=words,
    milestone=words | st.none(),
)


def kept(values: dict[str, Any], *, status: str = "new", resolution: str | None = None) -> Any:
    """The issue Jira would hold after it was given ``values``."""
    named = {"name": resolution} if resolution else None
    held = {"created": TIME, "updated": TIME, "resolution": named, **values}
    held["status"] = {"name": "x", "statusCategory": {"key": status}}
    return {"id": "10103", "key": "ACME-1", "fields": held}


@pytest.mark.parametrize("site", [CLOUD, SERVER], ids=["cloud", "server"])
@given(fields)
@settings(max_examples=60, deadline=None)
def test_a_new_issue_reads_back_as_it_was_asked_for(site, asked):
    held = kept(new_fields(asked, INTENT, site))

    assert issue_of(held, site).fields == asked


@given(st.sets(words), st.sets(words), st.sets(words))
def test_labels_travel_as_differences(present, added, removed):
    patch = Patch(added={"labels": tuple(added)}, removed={"labels": tuple(removed - added)})

    now = set(present)
    for operation in changes(patch, CLOUD).get("update", {}).get("labels", []):
        now |= {operation["add"]} if "add" in operation else set()
        now -= {operation["remove"]} if "remove" in operation else set()

    assert now == (present - removed) | added


@pytest.mark.parametrize(
    ("category", "resolution", "status"),
    [
        ("new", None, "open"),
        ("undefined", None, "open"),
        ("indeterminate", None, "active"),
        ("done", None, "completed"),
        ("done", "Done", "completed"),
        ("done", "Fixed", "completed"),
        ("done", "Won't Do", "not_planned"),
        ("done", "Won\u2019t Fix", "not_planned"),
        ("done", "WONT FIX", "not_planned"),
        ("done", "Duplicate", "duplicate"),
    ],
)
def test_a_status_is_its_category_and_its_resolution(category, resolution, status):
    assert (
        issue_of(
            kept({"summary": "x"}, status=category, resolution=resolution), CLOUD
        ).fields.status
        == status
    )


def test_every_status_has_a_category():
    assert set(translate.CATEGORIES) == set(get_args(Status))


def test_times_are_utc():
    held = kept({"summary": "x"})
    held["fields"]["updated"] = "2026-01-02T05:04:05.678+0200"

    issue = issue_of(held, CLOUD)

    assert issue.updated_at.isoformat() == "2026-01-02T03:04:05.678000+00:00"
    assert issue.version == "2026-01-02T05:04:05.678+0200"


def test_our_handle_is_no_label():
    held = kept({"summary": "x", "labels": ["b", translate.handle(INTENT), "a"]})

    assert issue_of(held, CLOUD).fields.labels == ("a", "b")


def test_our_handle_is_never_taken_off():
    patch = Patch(removed={"labels": (translate.handle(INTENT),)})

    assert changes(patch, CLOUD) == {}


def test_the_intent_is_read_from_the_property():
    held = kept({"summary": "x"}) | {"properties": {"trueline.intent": {"id": str(INTENT)}}}

    assert issue_of(held, CLOUD).marker == INTENT


@pytest.mark.parametrize("value", [None, 3, {}, {"id": "x"}, {"id": None}, "x"])
def test_a_property_of_another_shape_is_no_intent(value):
    held = kept({"summary": "x"}) | {"properties": {"trueline.intent": value}}

    assert issue_of(held, CLOUD).marker is None


def test_a_document_that_markdown_cannot_say_is_guarded_and_kept_as_it_came():
    document = GUARDED["panel"]

    issue = issue_of(kept({"summary": "x", "description": document}), CLOUD)

    assert issue.lossy == "Markdown cannot say: panel"
    assert msgspec.json.decode(issue.raw_body) == document


def test_blanks_in_labels_become_hyphens():
    assert new_fields(Fields("x", labels=("to do", " ")), INTENT, CLOUD)["labels"][0] == "to-do"


def test_a_title_is_one_line():
    assert new_fields(Fields("a\nb"), INTENT, CLOUD)["summary"] == "a b"


def test_a_long_title_is_cut():
    title = new_fields(Fields("x" * 300), INTENT, CLOUD)["summary"]

    assert len(title) == 255
    assert title.endswith("…")


@pytest.mark.parametrize("site", [CLOUD, SERVER], ids=["cloud", "server"])
def test_a_long_body_is_cut_at_a_paragraph_and_says_so(site):
    text = translate.text_to("A paragraph *of* words.\n\n" * 3000, site)

    words = (
        text
        if isinstance(text, str)
        else issue_of(kept({"summary": "x", "description": text}), site).fields.body
    )
    assert len(words) <= 32_767
    assert is_cut(words)


def test_one_person_is_assigned():
    patch = Patch(added={"assignees": ("b",)}, removed={"assignees": ("a",)})

    assert changes(patch, CLOUD)["fields"] == {"assignee": {"accountId": "b"}}
    assert changes(patch, SERVER)["fields"] == {"assignee": {"name": "b"}}


def test_nobody_is_assigned_when_the_last_one_goes():
    assert changes(Patch(removed={"assignees": ("a",)}), CLOUD) == {"fields": {"assignee": None}}


def test_no_priority_leaves_the_priority():
    assert changes(Patch({"priority": None}), CLOUD) == {}


def test_an_empty_body_clears_the_description():
    assert changes(Patch({"body": ""}), CLOUD) == {"fields": {"description": None}}


@pytest.mark.parametrize(
    "restriction",
    [
        {"visibility": {"type": "role", "value": "Developers"}},
        {"jsdPublic": False},
        {"properties": [{"key": "sd.public.comment", "value": {"internal": True}}]},
    ],
)
def test_a_restricted_comment_is_told(restriction):
    raw: dict[str, Any] = {"id": "7", "author": {}, "body": None, "created": TIME, "updated": TIME}

    assert translate.comment_of(raw | restriction, "ACME-1", CLOUD).restricted
    assert not translate.comment_of(raw, "ACME-1", CLOUD).restricted


def test_an_author_who_is_gone_is_somebody():
    raw: dict[str, Any] = {"id": "7", "body": None, "created": TIME, "updated": TIME}

    assert translate.comment_of(raw, "ACME-1", CLOUD).author.display == "somebody"
