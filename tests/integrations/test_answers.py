from datetime import UTC, datetime, timedelta

import pytest

from integrations.answers import decoded, http_date, limited, refusal, retry_after
from integrations.errors import (
    Ambiguous,
    Gone,
    Moved,
    NotAllowed,
    Rejected,
    Unavailable,
    Unintelligible,
)
from integrations.http import Answer

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def answered(status: int, body: bytes = b"", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, named, body, "https://tracker.example/")


@pytest.mark.parametrize(
    ("status", "read", "write"),
    [
        (400, Rejected, Rejected),
        (401, NotAllowed, NotAllowed),
        (403, NotAllowed, NotAllowed),
        (404, Gone, Gone),
        (409, Unavailable, Unavailable),
        (410, Gone, Gone),
        (422, Rejected, Rejected),
        (500, Unavailable, Ambiguous),
        (502, Unavailable, Ambiguous),
        (503, Unavailable, Ambiguous),
        (504, Unavailable, Ambiguous),
        (304, Unavailable, Unavailable),
    ],
)
def test_a_status_means(status, read, write):
    assert type(refusal(answered(status), is_read=True, message="")) is read
    assert type(refusal(answered(status), is_read=False, message="")) is write


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_tells_where(status):
    moved = refusal(answered(status, location="https://there/"), is_read=True, message="")
    assert isinstance(moved, Moved)
    assert moved.to == "https://there/"


def test_the_trackers_own_id_is_kept():
    error = refusal(answered(500, atl_traceid="abc"), is_read=True, message="")
    assert error.request_id == "abc"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("1847", 1847),
        ("Fri, 02 Jan 2026 03:14:05 GMT", 600),
        ("Fri, 02 Jan 2026 03:00:00 GMT", 0),
        ("99999999999999999999", 7 * 24 * 3600),
    ],
)
def test_retry_after_is_seconds_or_a_date(text, seconds):
    assert retry_after({"retry-after": text}, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "soon", "-5", "1.5", "²", "Fri, 99 Jan 2026 03:14:05 GMT"])
def test_a_retry_after_that_says_nothing_is_none(text):
    assert retry_after({"retry-after": text}, NOW) is None


def test_a_date_is_read_by_the_servers_clock():
    headers = {
        "retry-after": "Fri, 02 Jan 2026 03:24:05 GMT",
        "date": "Fri, 02 Jan 2026 03:14:05 GMT",
    }
    assert retry_after(headers, NOW) == NOW + timedelta(minutes=10)


def test_only_429_is_a_limit():
    assert limited(answered(503, retry_after="60"), NOW, "") is None


def test_a_limit_without_time_costs_a_minute():
    limit = limited(answered(429), NOW, "")
    assert limit is not None
    assert limit.until == NOW + timedelta(seconds=60)


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"a":', b"\xff", b"[" * 100_000])
def test_an_answer_that_is_no_json_is_unintelligible_or_ambiguous(body):
    with pytest.raises(Unintelligible):
        decoded(answered(200, body))
    with pytest.raises(Ambiguous):
        decoded(answered(201, body), is_read=False)


def test_a_date_without_zone_is_utc():
    assert http_date("Fri, 02 Jan 2026 03:04:05 -0000") == NOW
