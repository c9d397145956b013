"""The sandbox Jira says nothing that Jira's own descriptions forbid."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from contract import Contract
from defects import JIRA
from jira_tour import Tour

from integrations.sandbox.jira.server import JiraSandbox


@dataclass(frozen=True)
class Setting:
    """A flavour, a version of its API, and the description it is judged by."""

    flavour: Literal["cloud", "datacenter"]
    api: int
    description: str


SETTINGS = (
    Setting("cloud", 3, "jira-cloud-v3"),
    Setting("cloud", 2, "jira-v2"),
    Setting("datacenter", 2, "jira-v2"),
)
SERVER_ONLY = {"username"}
"""Parameters of servers, which the cloud's description of version 2 does not hold."""


@pytest.fixture(scope="module", params=SETTINGS, ids=lambda s: f"{s.flavour}-{s.api}")
def setting(request: pytest.FixtureRequest) -> Setting:
    found: Setting = request.param
    return found


@pytest.fixture(scope="module")
def tour(setting: Setting) -> Iterator[Tour]:
    with JiraSandbox(flavour=setting.flavour) as sandbox:
        yield Tour(sandbox, setting.api)


def test_no_exchange_is_forbidden(tour: Tour, setting: Setting):
    contract = Contract(setting.description, JIRA, "ErrorCollection")
    found = {
        finding
        for exchange in tour.recorder.exchanges
        if exchange.request.method != "PATCH"
        for finding in contract.findings(exchange)
        if not any(f"parameter {name} is not" in finding for name in SERVER_ONLY)
    }
    assert sorted(found) == []


def test_every_route_was_asked(tour: Tour):
    routes = tour.sandbox.routes
    asked = set()
    for exchange in tour.recorder.exchanges:
        rest = re.sub(r"^/rest/api/\d", "", exchange.request.path)
        if found := routes.find(exchange.request.method, rest):
            asked.add(found[0])
    assert routes.answers() == asked


def test_every_kind_of_webhook_was_sent(tour: Tour):
    sent = {delivery.parcel.event for delivery in tour.sandbox.webhooks.deliveries}
    assert sent == {
        "jira:issue_created",
        "jira:issue_updated",
        "jira:issue_deleted",
        "comment_created",
        "comment_updated",
        "comment_deleted",
    }
