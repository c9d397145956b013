"""Rules of who may do what, over every operation there is."""

import asyncio
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from api_house import House
from clock import FakeClock

from api import tokens
from api.access import CACHED_S, RIGHTS, Access
from api.lanes import Lanes
from api.problems import Failed
from domain.refusal import Malformed

PUBLIC = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("POST", "/v1/webhooks/github/{key}"),
    ("POST", "/v1/webhooks/jira/{key}"),
}
PLAN = {
    "items",
    "visions",
    "objectives",
    "roadmap-items",
    "releases",
    "risks",
    "decisions",
    "meetings",
    "teams",
    "iterations",
    "evidence",
    "metrics",
    "briefs",
}
READ, CONTRIBUTE, OPERATE, ADMINISTER = (
    {"viewer", "integration", "contributor", "admin"},
    {"contributor", "admin"},
    {"integration", "contributor", "admin"},
    {"admin"},
)


def allowed(method: str, path: str) -> set[str]:
    """The roles that may use an operation, by hand and not from the code."""
    if path.startswith("/v1/tokens"):
        return ADMINISTER
    if method == "GET":
        return READ
    if path.split("/")[2] in PLAN:
        return CONTRIBUTE
    if path.startswith(("/v1/sync", "/v1/conflicts")):
        return OPERATE
    if path.endswith(("/import", "/mirror", "/reconcile")):
        return OPERATE
    assert path.startswith(("/v1/products", "/v1/connections")), path
    return ADMINISTER


def operations(house: House) -> list[tuple[str, str]]:
    paths = house.client.get("/openapi.json").json()["paths"]
    return [(verb.upper(), path) for path, verbs in paths.items() for verb in verbs]


def test_every_operation_is_known_to_the_role_matrix(small_house: House) -> None:
    found = operations(small_house)
    assert len(found) > 50
    assert set(found) >= PUBLIC
    for method, path in set(found) - PUBLIC:
        assert allowed(method, path)


def test_each_role_may_do_what_the_matrix_says_and_nothing_else(small_house: House) -> None:
    wrong = []
    for method, path in sorted(set(operations(small_house)) - PUBLIC):
        filled = re.sub(r"\{[^}]+\}", "11ca46e7-fe21-4b5d-8e15-0b5bfcfdc934", path)
        for role in RIGHTS:
            status = small_house.ask(method, filled, role=role).status_code
            may = role in allowed(method, path)
            if (status == 403) == may or status in {401, 405, 500}:
                wrong.append((method, path, role, status))
    assert wrong == []


def test_nothing_is_answered_to_nobody_but_what_is_public(small_house: House) -> None:
    for method, path in operations(small_house):
        filled = re.sub(r"\{[^}]+\}", "x", path)
        status = small_house.client.request(method, filled).status_code
        if (method, path) not in PUBLIC:
            assert status == 401, (method, path)


@pytest.mark.parametrize(
    "path", ["/schema", "/schema/openapi.json", "/schema/swagger", "/docs", "/"]
)
def test_no_documentation_page_is_served(small_house: House, path: str) -> None:
    answer = small_house.client.get(path)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer x", "Bearer tl_unknown", "Basic YTpi", "tl_unknown"]
)
def test_every_bad_token_gets_the_same_answer(small_house: House, header: str) -> None:
    answer = small_house.client.get("/v1/backlog", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.content == small_house.client.get("/v1/backlog").content


def test_a_made_token_works_and_is_shown_once(house: House) -> None:
    made = house.post("/v1/tokens", {"name": "ci", "role": "viewer", "days": 30})
    assert made.status_code == 201, made.text
    token = made.json()["data"]["token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert house.client.get("/v1/backlog", headers=headers).status_code == 200
    assert token not in house.get("/v1/tokens").text


def test_a_revoked_token_is_refused_at_once(house: House) -> None:
    made = house.post("/v1/tokens", {"name": "ci", "role": "viewer"}).json()["data"]
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert house.client.get("/v1/backlog", headers=headers).status_code == 200
    assert house.ask("DELETE", f"/v1/tokens/{made['id']}").status_code == 200
    assert house.client.get("/v1/backlog", headers=headers).status_code == 401


def test_an_unknown_token_cannot_be_revoked(small_house: House) -> None:
    path = "/v1/tokens/11ca46e7-fe21-4b5d-8e15-0b5bfcfdc934"
    assert small_house.ask("DELETE", path).status_code == 404


def test_a_token_ends_with_its_days(small_house: House, clock: FakeClock) -> None:
    made = small_house.post("/v1/tokens", {"name": "ci", "role": "viewer", "days": 1}).json()
    clock.advance(timedelta(days=1).total_seconds() + 1)
    headers = {"Authorization": f"Bearer {made['data']['token']}"}
    assert small_house.client.get("/v1/backlog", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "", "role": "viewer"}, "name"),
        ({"name": "a\nb", "role": "viewer"}, "name"),
        ({"name": "ci", "role": "root"}, "role"),
        ({"name": "ci", "role": "viewer", "days": 0}, "days"),
        ({"name": "ci", "role": "viewer", "hash": "x"}, "hash"),
    ],
)
def test_a_token_that_is_not_acceptable_is_refused(small_house: House, body, field) -> None:
    answer = small_house.post("/v1/tokens", body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def test_only_hashes_are_kept(small_house: House) -> None:
    with small_house.surroundings.database.read() as connection:
        rows = connection.exec_driver_sql("select * from api_token").all()
    assert rows
    assert not any(token in repr(rows) for token in small_house.tokens.values())


def test_a_token_is_random_enough(small_house: House) -> None:
    assert len(set(small_house.tokens.values())) == len(small_house.tokens)
    assert all(len(each) > 43 and each.startswith("tl_") for each in small_house.tokens.values())


def test_a_token_of_no_known_role_is_not_made(small_house: House, clock: FakeClock) -> None:
    with (
        pytest.raises(Malformed),
        small_house.surroundings.database.begin() as connection,
    ):
        tokens.create(connection, "x", "root", clock())


async def _admit(access: Access, token: str) -> str:
    handler = SimpleNamespace(opt={"right": "read"})
    headers = {"authorization": f"Bearer {token}"}
    asking: Any = SimpleNamespace(scope={"route_handler": handler}, headers=headers)
    try:
        await access.admit(asking)
    except Failed as failed:
        return failed.problem.code
    return "admitted"


def test_a_token_revoked_elsewhere_works_no_longer_than_the_cache(
    small_house: House, clock: FakeClock
) -> None:
    ticks = [0.0]
    lanes = Lanes(queries_inline=True)
    access = Access(small_house.surroundings, lanes, monotonic=lambda: ticks[0])
    database, token = small_house.surroundings.database, small_house.tokens["viewer"]
    assert asyncio.run(_admit(access, token)) == "admitted"
    lanes.close()
    with database.begin() as connection:
        kept = tokens.find(connection, token, clock())
        assert kept is not None
        tokens.revoke(connection, kept.id, clock())
    assert asyncio.run(_admit(access, token)) == "admitted"
    ticks[0] = CACHED_S + 0.1
    assert asyncio.run(_admit(access, token)) == "unauthenticated"
