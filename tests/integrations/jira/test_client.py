"""What Jira's refusals mean."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from integrations.address import Address, Credentials
from integrations.errors import (
    Ambiguous,
    Gone,
    Moved,
    NotAllowed,
    RateLimited,
    Rejected,
    Unavailable,
    Unintelligible,
)
from integrations.jira.client import JiraClient
from integrations.sandbox.faults import answer, commit_then_drop, drop, rate_limit


@pytest.fixture
def client(site, clock):
    address = Address("jira", site.sandbox.url, "ACME", site.flavour, allow_private=True)
    user = site.user if site.flavour == "cloud" else None
    return JiraClient(address, Credentials(user, "sandbox-token"), clock)


def test_the_cloud_is_entered_with_user_and_token_and_a_server_with_a_token(site, client):
    exchanges: list[Any] = []
    site.sandbox.observers.append(exchanges.append)

    client.get("myself")

    scheme = "Basic" if site.flavour == "cloud" else "Bearer"
    assert exchanges[0].request.headers["authorization"].startswith(scheme)


def test_opening_asks_nothing(site, client):
    assert site.calls() == 0


def test_the_version_of_the_api_follows_the_flavour(site, client):
    client.get("myself")

    version = "3" if site.flavour == "cloud" else "2"
    assert site.sandbox.requests[-1].path == f"/rest/api/{version}/myself"


def test_a_bad_address_is_refused_before_anything_is_sent(clock):
    address = Address("jira", "ftp://acme.test", "ACME", "cloud")
    with pytest.raises(Rejected):
        JiraClient(address, Credentials("a", "b"), clock)


def test_a_private_address_is_not_called(site, clock):
    address = Address("jira", site.sandbox.url, "ACME", site.flavour)
    client = JiraClient(address, Credentials(site.user, "sandbox-token"), clock)

    with pytest.raises(Rejected):
        client.get("myself")

    assert site.calls() == 0


@pytest.mark.parametrize(
    ("reason", "scope"),
    [
        ("jira-per-issue-on-write", "issue"),
        ("jira-burst-based", "connection"),
        ("jira-quota-tenant-based", "connection"),
        (None, "connection"),
    ],
)
def test_the_reason_of_a_limit_says_what_waits(site, client, clock, reason, scope):
    site.fault(("GET", "/myself"), rate_limit(1847, reason=reason))

    with pytest.raises(RateLimited) as caught:
        client.get("myself")

    assert caught.value.scope == scope
    assert caught.value.until == clock() + timedelta(seconds=1847)


def test_a_limit_is_not_asked_again(site, client):
    site.fault(("*", "."), rate_limit(1), times=None)

    with pytest.raises(RateLimited):
        client.post("issue", {})

    assert site.calls() == 1


def test_fields_are_named_in_our_words(client):
    with pytest.raises(Rejected) as caught:
        client.post("issue", {"fields": {"project": {"key": "ACME"}, "summary": ""}})

    assert set(caught.value.fields) == {"title", "issuetype"}
    assert "summary" in caught.value.message


def test_a_refusal_carries_what_support_asks_for(site, client):
    with pytest.raises(Gone) as caught:
        client.get("issue/NONE-1")

    start = "0000" if site.flavour == "cloud" else "720x"
    assert str(caught.value.request_id).startswith(start)


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, NotAllowed), (403, NotAllowed), (404, Gone), (410, Gone), (400, Rejected)],
)
def test_a_refusal_is_told_by_its_status(site, client, status, error):
    site.fault(("POST", "/issue"), answer(status))

    with pytest.raises(error) as caught:
        client.post("issue", {})

    assert caught.value.status == status


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_error_of_the_server_leaves_a_write_unknown_and_a_read_undone(site, client, status):
    site.fault(("*", "."), answer(status, {"Retry-After": "1"}), times=None)

    with pytest.raises(Ambiguous):
        client.post("issue", {})
    with pytest.raises(Unavailable):
        client.get("myself")

    assert site.calls() == 2


def test_a_lost_answer_to_a_write_is_unknown(site, client):
    site.fault(("POST", "/issue"), commit_then_drop())

    with pytest.raises(Ambiguous):
        client.post("issue", {})

    assert site.calls() == 1


def test_a_lost_read_is_tried_once_more(site, client):
    site.fault(("GET", "/myself"), drop())

    assert client.get("myself").mapping()["displayName"] == "Bot"


def test_a_redirect_tells_where_to(site, client):
    site.fault(("GET", "/myself"), answer(302, {"Location": "https://login.acme.test"}))

    with pytest.raises(Moved) as caught:
        client.get("myself")

    assert caught.value.to == "https://login.acme.test"


def test_a_page_for_people_is_told_by_its_status(site, client):
    site.fault(("POST", "/issue"), answer(400, {"Content-Type": "text/html"}, body=[]))

    with pytest.raises(Rejected, match="400"):
        client.post("issue", {})


def test_another_shape_is_unintelligible(site, client):
    site.fault(("GET", "/myself"), answer(200, body=["x"]))

    with pytest.raises(Unintelligible):
        client.get("myself").mapping()


def test_threads_share_a_client(client):
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: client.get("myself"), range(12)))

    assert {reply.mapping()["displayName"] for reply in replies} == {"Bot"}


def test_no_secret_is_in_the_words_of_an_error(site, client):
    site.fault(("*", "."), answer(500), times=None)

    with pytest.raises(Unavailable) as caught:
        client.get("myself")

    assert "sandbox-token" not in repr(caught.value)
