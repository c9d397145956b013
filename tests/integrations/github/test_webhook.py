import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.github.webhook import read, verify
from integrations.sandbox.webhooks import sign
from integrations.webhook import Arrival, Unreadable

HEADERS = {"X-GitHub-Delivery": "72d3162e-cc78-11e3", "X-GitHub-Event": "issues"}
PULL = {"url": "https://api.github.com/repos/acme/roadmap/pulls/12"}
ISSUE = {"id": 2_400_000_001, "number": 12, "title": "Cut the cable"}


def body(**values: object) -> bytes:
    return json.dumps(values).encode()


def test_a_delivery_is_named():
    assert read(HEADERS, body(action="edited", issue=ISSUE)) == Arrival(
        "72d3162e-cc78-11e3", "issues", "edited", issue_key="12", issue_id="2400000001"
    )


def test_a_deleted_issue_is_told():
    assert read(HEADERS, body(action="deleted", issue=ISSUE)).deleted


def test_a_comment_names_its_issue():
    headers = HEADERS | {"X-GitHub-Event": "issue_comment"}
    arrival = read(headers, body(action="created", issue=ISSUE, comment={"id": 5}))
    assert (arrival.issue_key, arrival.comment_id, arrival.deleted) == ("12", "5", False)


def test_a_pull_request_names_no_issue():
    arrival = read(HEADERS, body(action="edited", issue=ISSUE | {"pull_request": PULL}))
    assert (arrival.issue_key, arrival.issue_id) == (None, None)


def test_a_ping_names_no_issue():
    arrival = read(HEADERS | {"X-GitHub-Event": "ping"}, body(zen="Keep it logically awesome."))
    assert (arrival.event, arrival.action, arrival.issue_key) == ("ping", "", None)


def test_headers_may_be_in_lower_case():
    lower = {name.lower(): value for name, value in HEADERS.items()}
    assert read(lower, body(issue=ISSUE)).delivery_id == "72d3162e-cc78-11e3"


@pytest.mark.parametrize("missing", sorted(HEADERS))
def test_a_delivery_without_a_name_is_unreadable(missing):
    with pytest.raises(Unreadable, match=missing):
        read({name: value for name, value in HEADERS.items() if name != missing}, body())


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"payload=%7B%7D", b"\xff\xfe", b"[" * 50_000, b'{"issue": {"id": "x"}}']
)
def test_a_body_github_does_not_send_is_unreadable(raw):
    with pytest.raises(Unreadable):
        read(HEADERS, raw)


@given(st.binary(max_size=200))
def test_any_bytes_are_named_or_unreadable(raw):
    try:
        assert read(HEADERS, raw).delivery_id
    except Unreadable as error:
        assert error.why  # noqa: PT017 (both ends are fine)


def test_only_a_sha_256_signature_counts():
    raw = body(issue=ISSUE)
    assert verify({"x-hub-signature-256": sign("secret", raw)}, raw, ["secret"])
    assert not verify({"x-hub-signature": sign("secret", raw)}, raw, ["secret"])
    assert not verify({}, raw, ["secret"])
