"""The sandbox GitHub says nothing that GitHub's own description forbids."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import github_tour
import pytest
from contract import Contract
from defects import GITHUB
from recorder import Recorder

from integrations.sandbox.github.server import GitHubSandbox

DEMO = Path(__file__).parents[2] / "trueline" / "demo_issues.json"


@dataclass(frozen=True)
class Tour:
    """A finished walk through the sandbox."""

    sandbox: GitHubSandbox
    recorder: Recorder


@pytest.fixture(scope="module")
def tour() -> Iterator[Tour]:
    with GitHubSandbox() as sandbox:
        yield Tour(sandbox, github_tour.walk(sandbox))


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract("github-issues", GITHUB, "basic-error")


def test_no_exchange_is_forbidden(tour: Tour, contract: Contract):
    found = [
        finding
        for exchange in tour.recorder.exchanges
        if (path := github_tour.described_path(exchange.request.path))
        for finding in contract.findings(exchange, path)
    ]
    assert sorted(set(found)) == []


def test_no_webhook_is_forbidden(tour: Tour, contract: Contract):
    found = [
        finding
        for delivery in tour.sandbox.webhooks.deliveries
        for finding in contract.webhook(
            delivery.parcel.event, delivery.parcel.action, json.loads(delivery.parcel.body)
        )
    ]
    assert sorted(set(found)) == []


def test_the_demos_issues_are_told_as_github_tells_them(contract: Contract):
    with GitHubSandbox() as sandbox:
        sandbox.load(json.loads(DEMO.read_text()))
        recorder = Recorder(sandbox, Authorization="Bearer sandbox-token")
        with recorder.session:
            recorder.ask("GET", github_tour.ISSUES, state="all", per_page=100)
            recorder.ask("GET", f"{github_tour.REPO}/milestones", state="all")
    found = [finding for exchange in recorder.exchanges for finding in contract.findings(exchange)]
    assert found == []


def test_every_kind_of_webhook_was_sent(tour: Tour):
    sent = {(d.parcel.event, d.parcel.action) for d in tour.sandbox.webhooks.deliveries}
    actions = {action for event, action in sent if event == "issues"}
    assert actions == {
        "opened",
        "edited",
        "closed",
        "reopened",
        "labeled",
        "unlabeled",
        "assigned",
        "unassigned",
        "milestoned",
        "demilestoned",
        "deleted",
        "transferred",
    }
    assert {a for event, a in sent if event == "issue_comment"} == {"created", "edited", "deleted"}


def test_every_route_was_asked(tour: Tour):
    routes = tour.sandbox.routes
    asked = set()
    for exchange in tour.recorder.exchanges:
        rest = re.sub(r"^/(repos/[^/]+/[^/]+|repositories/[^/]+)", "", exchange.request.path)
        if found := routes.find(exchange.request.method, rest):
            asked.add(found[0])
    assert routes.answers() == asked
