"""Cloud and Data Center differ in who is let in, and in how they call people."""

from clock import FakeClock
from recorder import Recorder

from integrations.sandbox.jira.server import JiraSandbox


def test_a_stranger_hears_what_kind_of_jira_it_is_and_nothing_else(ask: Recorder):
    ask.session.headers.pop("Authorization")
    assert ask.ask("GET", "/serverInfo")["deploymentType"] == "Cloud"
    ask.ask("GET", "/myself", expect=401)


def test_a_token_alone_is_enough_for_a_server_only(ask: Recorder, ask_server: Recorder):
    for client, status in ((ask, 401), (ask_server, 200)):
        client.session.headers["Authorization"] = "Bearer sandbox-token"
        client.ask("GET", "/myself", expect=status)


def test_a_server_says_what_it_is(ask_server: Recorder):
    assert ask_server.ask("GET", "/serverInfo")["deploymentType"] == "Server"


def test_the_cloud_knows_people_by_account_and_a_server_by_name(
    ask: Recorder, ask_server: Recorder
):
    cloud, server = ask.ask("GET", "/myself"), ask_server.ask("GET", "/myself")
    assert "accountId" in cloud
    assert "name" not in cloud
    assert server["name"] == "bot"
    assert "accountId" not in server


def test_a_server_assigns_by_name(server: JiraSandbox, ask_server: Recorder):
    server.add_user("ada@acme.test")
    key = server.create("Wish")
    ask_server.ask("PUT", f"/issue/{key}/assignee", {"name": "ada"}, expect=204)
    assert server.issue(key)["fields"]["assignee"]["name"] == "ada"


def test_people_are_found_by_part_of_their_name(jira: JiraSandbox, ask: Recorder):
    ada = jira.add_user("ada@acme.test", "Ada Lovelace")
    (found,) = ask.ask("GET", "/user/search", query="love")
    assert found["accountId"] == ada.account_id


def test_a_read_only_account_may_look_but_not_touch(jira: JiraSandbox, ask: Recorder):
    key = jira.create("Wish")
    jira.site.read_only = True
    ask.ask("GET", f"/issue/{key}")
    ask.ask("POST", "/search/jql", {"jql": "project = ACME"})
    ask.ask("PUT", f"/issue/{key}", {"fields": {"summary": "x"}}, expect=403)
    ask.ask("POST", f"/issue/{key}/comment", {"body": "x"}, expect=403)
    rights = ask.ask("GET", "/mypermissions")["permissions"]
    assert rights["BROWSE_PROJECTS"]["havePermission"]
    assert not rights["EDIT_ISSUES"]["havePermission"]


def test_searches_count_as_reads(jira: JiraSandbox, ask: Recorder):
    ask.ask("POST", "/search/jql", {"jql": "project = ACME"})
    assert jira.counts == {"requests": 1, "reads": 1, "writes": 0}


def test_a_body_that_is_no_json_is_refused_in_jiras_words(ask: Recorder):
    answer = ask.session.post(f"{ask.base}/issue", data=b"{", timeout=5)
    assert answer.status_code == 400
    assert answer.json()["errorMessages"] == ["There was an error parsing JSON."]


def test_one_issue_takes_twenty_writes_in_two_seconds(
    jira: JiraSandbox, ask: Recorder, clock: FakeClock
):
    jira.pace.per_issue = True
    one, other = jira.create("One"), jira.create("Other")
    for count in range(20):
        ask.ask("PUT", f"/issue/{one}", {"fields": {"summary": f"{count}"}}, expect=204)
    clock.advance(0.5)
    answer = ask.answer("PUT", f"/issue/{one}", {"fields": {"summary": "Too much"}})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
    assert answer.headers["RateLimit-Reason"] == "jira-per-issue-on-write"
    ask.ask("PUT", f"/issue/{other}", {"fields": {"summary": "Fine"}}, expect=204)
    clock.advance(1.5)
    ask.ask("PUT", f"/issue/{one}", {"fields": {"summary": "Fine"}}, expect=204)


def test_one_issue_takes_a_hundred_writes_in_thirty_seconds(
    jira: JiraSandbox, ask: Recorder, clock: FakeClock
):
    jira.pace.per_issue = True
    key = jira.create("One")
    for count in range(100):
        clock.advance(0.2)
        ask.ask("PUT", f"/issue/{key}", {"fields": {"summary": f"{count}"}}, expect=204)
    answer = ask.answer("PUT", f"/issue/{key}", {"fields": {"summary": "Too much"}})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "11")


def test_a_burst_is_refused_per_method_and_endpoint(
    jira: JiraSandbox, ask: Recorder, clock: FakeClock
):
    key = jira.create("One")
    jira.pace.burst = 2
    for _ in range(2):
        ask.ask("GET", f"/issue/{key}")
    answer = ask.answer("GET", f"/issue/{key}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert answer.headers["RateLimit-Reason"] == "jira-burst-based"
    ask.ask("GET", "/myself")
    clock.advance(1)
    ask.ask("GET", f"/issue/{key}")


def test_nothing_is_limited_unless_switched_on(jira: JiraSandbox, ask: Recorder):
    key = jira.create("One")
    for count in range(25):
        ask.ask("PUT", f"/issue/{key}", {"fields": {"summary": f"{count}"}}, expect=204)


def test_a_page_for_people_escapes_what_it_shows(jira: JiraSandbox, ask: Recorder):
    jira.create("<script>alert(1)</script>", description=adf_image())
    jira.comment("ACME-1", "<b>bold</b>")
    page = ask.session.get(f"{jira.url}/browse/ACME-1", timeout=5).text
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


def test_people_find_their_way_from_the_front_page(jira: JiraSandbox, ask: Recorder):
    jira.create("Wish")
    for path, words in (("/", "ACME"), ("/projects/ACME", "Wish"), ("/browse/ACME-1", "To Do")):
        answer = ask.session.get(jira.url + path, timeout=5)
        assert answer.status_code == 200
        assert words in answer.text
    assert ask.session.get(f"{jira.url}/browse/ACME-9", timeout=5).status_code == 404


def adf_image() -> dict[str, object]:
    """A document whose text is markup."""
    text = {"type": "text", "text": "<img src=x onerror=alert(1)>"}
    return {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [text]}]}
