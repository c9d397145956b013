import json
from datetime import UTC, datetime, timedelta

import pytest

from integrations.errors import NotAllowed, RateLimited, Rejected, TrackerError
from integrations.github.refusals import error_of
from integrations.http import Answer

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes."
BLOCKED = (
    "You have exceeded a secondary rate limit and have been temporarily blocked from content "
    "creation. Please retry your request again later."
)


def error(status: int, message: str = "", errors: object = None, **headers: str) -> TrackerError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    raw = json.dumps({"message": message, "errors": errors}).encode()
    answer = Answer(status, named, raw, "https://api.github.com/")
    return error_of(answer, method="POST", now=NOW)


def pause(status: int, message: str = "", **headers: str) -> RateLimited:
    found = error(status, message, **headers)
    assert isinstance(found, RateLimited)
    return found


def test_retry_after_comes_first():
    limited = pause(403, SECONDARY, retry_after="90", x_ratelimit_remaining="0")
    assert limited.until == NOW + timedelta(seconds=90)


def test_a_spent_quota_waits_for_its_reset():
    reset = str(int(NOW.timestamp()) + 1800)
    limited = pause(403, "", x_ratelimit_remaining="0", x_ratelimit_reset=reset)
    assert limited.until == NOW + timedelta(seconds=1800)


def test_the_reset_is_read_by_githubs_clock():
    reset = str(int(NOW.timestamp()) + 1800)
    date = "Fri, 02 Jan 2026 03:14:05 GMT"
    limited = pause(429, x_ratelimit_remaining="0", x_ratelimit_reset=reset, date=date)
    assert limited.until == NOW + timedelta(seconds=1200)


@pytest.mark.parametrize("reset", ["", "soon", "9" * 30, "-1"])
def test_a_reset_that_says_nothing_costs_a_minute(reset):
    limited = pause(403, x_ratelimit_remaining="0", x_ratelimit_reset=reset)
    assert limited.until == NOW + timedelta(seconds=60)


def test_a_secondary_limit_without_headers_costs_a_minute_of_everything():
    limited = pause(403, SECONDARY)
    assert (limited.until, limited.scope) == (NOW + timedelta(seconds=60), "connection")


def test_a_block_of_content_creation_holds_creates_only():
    assert pause(403, BLOCKED).scope == "create"


def test_429_without_anything_is_a_limit():
    assert pause(429).until == NOW + timedelta(seconds=60)


def test_403_without_a_sign_of_a_limit_is_a_missing_right():
    found = error(
        403, "Resource not accessible by personal access token", x_ratelimit_remaining="9"
    )
    assert isinstance(found, NotAllowed)


def test_a_validation_failure_names_its_fields():
    wrong = [
        {"resource": "Issue", "field": "title", "code": "missing_field"},
        {"resource": "Issue", "field": "assignees", "code": "invalid", "value": "octavia"},
        {"resource": "Label", "code": "custom", "message": "name is too long"},
        "something else",
    ]
    found = error(422, "Validation Failed", wrong)
    assert isinstance(found, Rejected)
    assert found.fields == {
        "title": "missing_field",
        "assignees": "invalid: octavia",
        "Label": "name is too long",
        "issue": "something else",
    }
    assert "title: missing_field" in found.message


def test_errors_may_be_one_sentence():
    found = error(422, "Validation Failed", "The endpoint has been spammed.")
    assert isinstance(found, Rejected)
    assert found.fields == {"issue": "The endpoint has been spammed."}


@pytest.mark.parametrize("raw", [b"", b"<html>", b"[]", b'{"message": 5}'])
def test_a_refusal_in_any_shape_is_an_error(raw):
    answer = Answer(422, {}, raw, "https://api.github.com/")
    assert isinstance(error_of(answer, method="POST", now=NOW), Rejected)
