"""Statuses change along the workflow, and Done asks for a resolution."""

import pytest
from recorder import Recorder

from integrations.sandbox.jira.server import JiraSandbox

PATH = "/issue/ACME-1/transitions"


@pytest.fixture(autouse=True)
def _an_issue(jira: JiraSandbox) -> None:
    jira.create("Wish")


def targets(ask: Recorder) -> dict[str, str]:
    steps = ask.ask("GET", PATH)["transitions"]
    return {step["to"]["name"]: step["id"] for step in steps}


def go(ask: Recorder, *names: str) -> None:
    for name in names:
        done = {"fields": {"resolution": {"name": "Done"}}} if name == "Done" else {}
        step = {"transition": {"id": targets(ask)[name]}} | done
        ask.ask("POST", PATH, step, expect=204)


def test_only_the_steps_from_the_present_status_are_offered(ask: Recorder):
    assert set(targets(ask)) == {"In Progress"}
    go(ask, "In Progress")
    assert set(targets(ask)) == {"In Review", "Done", "To Do"}


def test_a_step_that_is_not_offered_is_refused(jira: JiraSandbox, ask: Recorder):
    ask.ask("POST", PATH, {"transition": {"id": "31"}}, expect=400)
    assert jira.issue("ACME-1")["fields"]["status"]["name"] == "To Do"


def test_the_fields_of_a_step_are_told_when_asked_for(ask: Recorder):
    go(ask, "In Progress")
    steps = ask.ask("GET", PATH, expand="transitions.fields")["transitions"]
    fields = {step["to"]["name"]: step["fields"] for step in steps}
    assert fields["In Review"] == {}
    assert fields["Done"]["resolution"]["required"] is True
    names = [value["name"] for value in fields["Done"]["resolution"]["allowedValues"]]
    assert names == ["Done", "Won't Do", "Duplicate", "Cannot Reproduce"]
    assert "fields" not in ask.ask("GET", PATH)["transitions"][0]


def test_done_without_a_resolution_is_refused(jira: JiraSandbox, ask: Recorder):
    go(ask, "In Progress")
    done = {"transition": {"id": targets(ask)["Done"]}}
    assert list(ask.ask("POST", PATH, done, expect=400)["errors"]) == ["resolution"]
    assert jira.issue("ACME-1")["fields"]["status"]["name"] == "In Progress"


def test_done_keeps_its_resolution_and_its_time(jira: JiraSandbox, ask: Recorder):
    go(ask, "In Progress", "In Review", "Done")
    fields = jira.issue("ACME-1")["fields"]
    assert fields["resolution"]["name"] == "Done"
    assert fields["resolutiondate"] == fields["updated"]
    assert fields["status"]["statusCategory"]["key"] == "done"


def test_reopening_takes_the_resolution_away(jira: JiraSandbox, ask: Recorder):
    go(ask, "In Progress", "Done", "To Do")
    fields = jira.issue("ACME-1")["fields"]
    assert (fields["resolution"], fields["resolutiondate"]) == (None, None)


def test_a_field_that_is_not_on_the_steps_screen_is_refused(ask: Recorder):
    step = {"transition": {"id": "11"}, "fields": {"priority": {"name": "High"}}}
    assert list(ask.ask("POST", PATH, step, expect=400)["errors"]) == ["priority"]


def test_an_integer_names_a_step_too(ask: Recorder):
    ask.ask("POST", PATH, {"transition": {"id": 11}}, expect=204)


def test_an_open_workflow_leads_everywhere():
    with JiraSandbox(workflow="open") as jira:
        jira.create("Wish")
        client = Recorder(jira, "/rest/api/3")
        client.session.auth = (jira.user, jira.token)
        with client.session:
            assert set(targets(client)) == {"To Do", "In Progress", "In Review", "Done"}


def test_a_person_may_jump(jira: JiraSandbox):
    jira.transition("ACME-1", "Done", resolution="Won't Do")
    fields = jira.issue("ACME-1")["fields"]
    assert (fields["status"]["name"], fields["resolution"]["name"]) == ("Done", "Won't Do")


def test_a_status_that_does_not_exist_is_named(jira: JiraSandbox):
    with pytest.raises(ValueError, match="'Gone'"):
        jira.transition("ACME-1", "Gone")
