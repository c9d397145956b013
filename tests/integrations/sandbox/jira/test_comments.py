"""Comments come in pages, may be restricted, and bump their issue."""

import pytest
from clock import FakeClock
from recorder import Recorder

from integrations.sandbox.jira import adf
from integrations.sandbox.jira.server import JiraSandbox

PATH = "/issue/ACME-1/comment"


@pytest.fixture(autouse=True)
def _an_issue(jira: JiraSandbox) -> None:
    jira.create("Wish")


def test_a_comment_bumps_its_issue(jira: JiraSandbox, ask: Recorder, clock: FakeClock):
    before = jira.issue("ACME-1")["fields"]["updated"]
    clock.advance(1)
    ask.ask("POST", PATH, {"body": adf.document("Indeed")}, expect=201)
    assert jira.issue("ACME-1")["fields"]["updated"] > before


def test_a_page_holds_fifty_unless_asked_otherwise(jira: JiraSandbox, ask: Recorder):
    for count in range(60):
        jira.comment("ACME-1", f"Remark {count}")
    page = ask.ask("GET", PATH)
    assert (len(page["comments"]), page["startAt"], page["total"]) == (50, 0, 60)
    rest = ask.ask("GET", PATH, startAt=50, maxResults=100)
    assert (len(rest["comments"]), rest["startAt"]) == (10, 50)


def test_the_newest_come_first_when_asked_so(jira: JiraSandbox, ask: Recorder):
    ids = [jira.comment("ACME-1", text) for text in ("First", "Second")]
    listed = [comment["id"] for comment in ask.ask("GET", PATH, orderBy="-created")["comments"]]
    assert listed == ids[::-1]


def test_an_unknown_order_is_refused(ask: Recorder):
    ask.ask("GET", PATH, orderBy="length", expect=400)


def test_a_restriction_is_kept(ask: Recorder):
    limited = {"type": "group", "value": "staff"}
    sent = {"body": adf.document("Between us"), "visibility": limited}
    made = ask.ask("POST", PATH, sent, expect=201)
    assert made["visibility"]["value"] == "staff"


def test_properties_are_shown_when_asked_for(ask: Recorder):
    mark = [{"key": "pm.intent", "value": "7"}]
    made = ask.ask("POST", PATH, {"body": adf.document("x"), "properties": mark}, expect=201)
    path = f"{PATH}/{made['id']}"
    assert "properties" not in ask.ask("GET", path)
    assert ask.ask("GET", path, expand="properties")["properties"] == mark


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"body": "plain text"},
        {"body": ""},
        {"body": adf.document("x"), "visibility": {"type": "world"}},
        {"body": adf.document("x"), "properties": {"pm.intent": 7}},
    ],
)
def test_what_is_no_comment_is_refused(jira: JiraSandbox, ask: Recorder, sent: dict[str, object]):
    ask.ask("POST", PATH, sent, expect=400)
    assert jira.comments("ACME-1") == []


def test_an_edit_tells_who_made_it(jira: JiraSandbox, ask: Recorder, clock: FakeClock):
    number = jira.comment("ACME-1", "First")
    clock.advance(1)
    edited = ask.ask("PUT", f"{PATH}/{number}", {"body": adf.document("Second")})
    assert edited["author"] != edited["updateAuthor"]
    assert edited["updated"] > edited["created"]


def test_a_deleted_comment_is_gone(jira: JiraSandbox, ask: Recorder):
    number = jira.comment("ACME-1", "First")
    ask.ask("DELETE", f"{PATH}/{number}", expect=204)
    ask.ask("GET", f"{PATH}/{number}", expect=404)
    assert jira.comments("ACME-1") == []
