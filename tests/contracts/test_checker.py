"""The checker sees what a sandbox does wrong, or it would prove nothing."""

import json
from typing import Any

import pytest
from contract import Contract
from defects import GITHUB, JIRA

from integrations.sandbox.wire import Answer, Exchange, Request

LABEL = {
    "id": 1,
    "node_id": "x",
    "url": "http://tracker.invalid/labels/bug",
    "name": "bug",
    "color": "ededed",
    "default": False,
    "description": None,
}
LABELS = "/repos/acme/roadmap/labels"


@pytest.fixture(scope="module")
def github() -> Contract:
    return Contract("github-issues", GITHUB, "basic-error")


@pytest.fixture(scope="module")
def jira() -> Contract:
    return Contract("jira-cloud-v3", JIRA, "ErrorCollection")


def said(method: str, target: str, answer: Answer, body: Any = None) -> Exchange:
    sent = b"" if body is None else json.dumps(body).encode()
    return Exchange(Request(method, target.partition("?")[0], {}, {}, sent, target), answer)


def test_a_right_answer_passes(github: Contract):
    assert github.findings(said("GET", LABELS, Answer(200, [LABEL]))) == []


def test_a_missing_property_is_seen(github: Contract):
    broken = {name: value for name, value in LABEL.items() if name != "color"}
    (finding,) = github.findings(said("GET", LABELS, Answer(200, [broken])))
    assert '"color" is a required property' in finding


def test_a_wrong_type_is_seen(github: Contract):
    assert github.findings(said("GET", LABELS, Answer(200, [LABEL | {"id": "1"}])))


def test_an_unknown_path_is_seen(github: Contract):
    assert github.findings(said("GET", "/nowhere", Answer(200, [])))


def test_an_undescribed_status_is_seen(github: Contract):
    assert github.findings(said("GET", LABELS, Answer(202, [LABEL])))


def test_an_undescribed_parameter_is_seen(github: Contract):
    assert github.findings(said("GET", f"{LABELS}?colour=red", Answer(200, [LABEL])))


def test_a_wrong_parameter_is_seen(github: Contract):
    assert github.findings(said("GET", f"{LABELS}?page=last", Answer(200, [LABEL])))


def test_a_wrong_request_body_is_seen(github: Contract):
    answer = Answer(201, LABEL)
    assert github.findings(said("POST", LABELS, answer, {"name": 7}))


def test_a_body_where_none_is_described_is_seen(github: Contract):
    assert github.findings(said("DELETE", f"{LABELS}/bug", Answer(204, {"gone": True})))


def test_a_refusal_in_other_words_is_seen(jira: Contract):
    answer = Answer(404, {"errorMessages": "no list"})
    assert jira.findings(said("GET", "/rest/api/3/issue/ACME-1", answer))


def test_an_unknown_webhook_is_seen(github: Contract):
    assert github.webhook("issues", "celebrated", {})


def test_a_wrong_webhook_is_seen(github: Contract):
    assert github.webhook("issues", "opened", {"action": "opened"})


def test_a_missing_description_skips_its_tests_and_says_so():
    with pytest.raises(pytest.skip.Exception, match="is not on this machine"):
        Contract("nobodys", GITHUB, "basic-error")
