"""Issues as GitHub really sent them, where they lie beside the repository."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from clock import FakeClock
from trackers import GitHubSite
from walking import all_pages

from integrations.github.translate import to_issue
from integrations.marker import mark, unmark

INTENT = UUID("12345678-1234-5678-1234-567812345678")
REAL = Path(__file__).parents[4] / "shared" / "data" / "github-openframeworks-issues.json"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the real issues are not at hand")


@pytest.fixture(scope="module")
def real() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(REAL.read_text())
    return rows


@pytest.fixture
def site(clock: FakeClock, real: list[dict[str, Any]]) -> Iterator[GitHubSite]:
    opened = GitHubSite(clock)
    opened.sandbox.load(real)
    with opened.sandbox:
        yield opened


def test_every_real_issue_is_understood(real):
    for row in real:
        issue = to_issue(row)
        assert issue.raw_body == (row["body"] or "")
        assert issue.fields.title == row["title"]
        assert (issue.fields.status == "open") == (row["state"] == "open")


def test_no_real_text_is_changed_by_a_mark(real):
    for row in real:
        body = to_issue(row).fields.body
        assert unmark(body) == (body, None)
        marked = mark(body, INTENT)
        assert unmark(marked) == (body, INTENT)


def test_the_whole_list_costs_a_call_a_hundred(site, real):
    tracker = site.tracker(remote=str(site.sandbox.repo.id))
    walked = list(all_pages(tracker))
    found = [issue.ref.key for page in walked for issue in page.issues]
    pulls = {str(row["number"]) for row in real if any((row.get("pull_request") or {}).values())}
    assert sorted(found) == sorted({str(row["number"]) for row in real} - pulls)
    assert sum(page.skipped for page in walked) == len(pulls)
    assert site.calls() <= len(real) / 100 * 1.02 + 1
