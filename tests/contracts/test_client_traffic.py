"""Our own clients ask in the way the trackers' descriptions say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from clock import FakeClock
from contract import Contract
from defects import GITHUB, JIRA, Defect
from github_tour import described_path
from trackers import GitHubSite, Site, open_site, plain

from integrations.issue import Patch, RemoteRef
from integrations.tracker import Redelivers, Tracker

if TYPE_CHECKING:
    from integrations.sandbox.wire import Exchange


@dataclass(frozen=True)
class Judge:
    """A tracker and the description its traffic is judged by."""

    site: str
    description: str
    defects: Sequence[Defect]
    refusal: str


JUDGES = (
    Judge("github", "github-issues", GITHUB, "basic-error"),
    Judge("jira-cloud", "jira-cloud-v3", JIRA, "ErrorCollection"),
    Judge("jira-datacenter", "jira-v2", JIRA, "ErrorCollection"),
)


@pytest.mark.parametrize("judge", JUDGES, ids=lambda judge: judge.site)
def test_no_request_of_ours_is_forbidden(judge: Judge, clock: FakeClock):
    contract = Contract(judge.description, judge.defects, judge.refusal)
    exchanges: list[Exchange] = []
    with open_site(judge.site, clock) as site:
        site.sandbox.observers.append(exchanges.append)
        work(site)
        if isinstance(site, GitHubSite):
            ask_again(site)
    found = {
        finding
        for exchange in exchanges
        if (path := described_path(exchange.request.path))
        for finding in contract.findings(exchange, path)
    }
    assert len(exchanges) > 12
    assert sorted(found) == []


def work(site: Site) -> None:
    """Everything a tracker can be asked for."""
    tracker, intent = site.tracker(), uuid4()
    site.add_milestone("1.0")
    site.add_issue("Somebody else's", "With **words**", ("bug",))
    began = site.clock() - timedelta(minutes=5)
    tracker.probe()
    first = tracker.changed_since(began)
    tracker.changed_since(began, etag=first.etag)
    tracker.changed_since(None)
    ref = tracker.create(plain(labels=("bug",), milestone="1.0"), intent)
    tracker.find_created(intent, began)
    tracker.fetch(ref)
    person = (site.person("ada"),)
    texts: dict[str, str | None] = {"title": "Cut it in two", "body": "- [ ] then\n- [x] now"}
    tracker.write(ref, Patch(texts, {"labels": ("soon",), "assignees": person}))
    tracker.write(ref, Patch({"milestone": None}, {}, {"labels": ("bug",), "assignees": person}))
    tracker.write(ref, Patch({"milestone": "1.1"}))
    if "priority" in tracker.holds:
        tracker.write(ref, Patch({"priority": "High"}))
    for status in sorted(tracker.statuses):
        tracker.write(ref, Patch({"status": status}))
        tracker.write(ref, Patch({"status": "open"}))
    speak(tracker, ref, began)


def speak(tracker: Tracker, ref: RemoteRef, began: datetime) -> None:
    """Everything that is done to comments."""
    remark = tracker.comment(ref, "Indeed", uuid4())
    tracker.edit_comment(ref, remark.id, "Indeed *not*")
    tracker.comments(ref)
    tracker.comments_since(began)
    tracker.remove_comment(ref, remark.id)


def ask_again(site: GitHubSite) -> None:
    """Lose a webhook, and ask for it."""
    tracker = site.tracker()
    site.sandbox.drop_webhooks = True
    site.sandbox.add_webhook("https://trueline.test/ours")
    site.sandbox.webhooks.wait_until_idle()
    assert isinstance(tracker, Redelivers)
    assert tracker.redeliver_failed("/ours", site.clock() - timedelta(days=1)) == 1
