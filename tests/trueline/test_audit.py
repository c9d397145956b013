"""``trueline audit``, ``blame``, ``trace`` and ``search``: every question about a change."""

import csv
import json
from hashlib import sha256
from pathlib import Path

import pytest
from shell import Shell

from trueline.commands.audit_export import cloud_event, csv_line, csv_rows
from trueline.commands.audit_row import lines_of

GOAL = ("objective", "draft", "Fewer lost notes", "2026", "ana")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A plan in which a risk led to an objective."""
    shell = Shell(tmp_path)
    told(shell, "product", "create", "ACME", "Acme Notes")
    told(shell, "risk", "add", "--if", "vendor slips", "--then", "beta moves")
    told(shell, *GOAL, "--reason", "we lose users", "--because", "K1")
    return shell


def told(shell: Shell, *words: str) -> str:
    """What a command that goes well prints."""
    answer = shell.run(*words)
    assert answer.code == 0, answer.err
    return answer.out


def test_everything_a_cause_changed_is_one_question(shell: Shell):
    listed = told(shell, "audit", "--because", "K1", "--reason")
    assert "objective.drafted" in listed
    assert "we lose users [ACME-K1]" in listed
    assert "risk.identified" not in listed
    found = shell.run("audit", "--type", "objective.*", "--json").json["data"]
    assert [each["type"] for each in found] == ["objective.drafted"]
    assert "No fact is like that" in told(shell, "audit", "--q", "zebra")


def test_one_fact_tells_who_what_why_and_under_which_rules(shell: Shell):
    shown = told(shell, "audit", "show", "3")
    for line in (
        "position 3 | recorded ",
        'what   ACME-O1 "Fewer lost notes"  objective.drafted',
        'why    "we lose users"',
        "because ACME-K1 (identified)",
        "rules  violations none",
    ):
        assert line in shown
    assert told(shell, "audit", "--position", "3") == shown
    assert shell.run("audit", "show", "99").code == 3


def test_why_a_thing_is_here_is_drawn_as_a_tree(shell: Shell):
    up = told(shell, "trace", "O1")
    assert up.splitlines()[0] == "ACME-O1 (draft) Fewer lost notes"
    assert up.splitlines()[1].startswith("└─ because_of: ACME-K1 (identified)")
    assert "ACME-O1" in told(shell, "trace", "K1", "--down")
    assert "the other way: trueline trace ACME-K1 --down" in told(shell, "trace", "K1")


def test_blame_and_search_name_what_is_meant(shell: Shell):
    blamed = told(shell, "blame", "O1", "--field", "title")
    assert "we lose users" in blamed
    assert "ACME-K1" in blamed
    assert "ACME-O1" in told(shell, "search", "lost", "notes")
    assert "Nothing says that" in told(shell, "search", "zebra")


def test_an_export_is_whole_and_says_so(shell: Shell, tmp_path: Path):
    path = tmp_path / "audit.jsonl"
    said = told(shell, "audit", "export", "--since", "2026-01-01", "--output", str(path))
    assert "3 facts, positions 1 to 3" in said
    events = [json.loads(line) for line in path.read_text().splitlines()]
    assert [event["position"] for event in events] == [1, 2, 3]
    manifest = json.loads(Path(f"{path}.manifest.json").read_text())
    assert (manifest["count"], manifest["first"], manifest["last"]) == (3, 1, 3)
    assert manifest["sha256"] == sha256(path.read_bytes()).hexdigest()
    assert not Path(f"{path}.part").exists()
    told(shell, "audit", "export", "--format", "csv", "--output", str(tmp_path / "audit.csv"))
    with (tmp_path / "audit.csv").open() as lines:
        fields = [row["field"] for row in csv.DictReader(lines) if row["position"] == "3"]
    assert "title" in fields
    assert "owner" in fields


def test_the_coverage_is_printed(shell: Shell):
    assert "3 facts, 3 rows in the audit log." in told(shell, "audit", "coverage")


ENTRY = {
    "position": 4711,
    "event_id": "00000000-0000-0000-0000-000000000001",
    "key": "ACME-R12",
    "about": "roadmap_item",
    "stream_id": "00000000-0000-0000-0000-000000000002",
    "version": 7,
    "type": "roadmap_item.rescheduled",
    "who": {"id": "ana", "display": "Ana", "kind": "human"},
    "source": "api",
    "occurred_at": "2026-05-04T09:12:33.100Z",
    "recorded_at": "2026-05-04T09:12:33.120Z",
    "correlation_id": "00000000-0000-0000-0000-000000000003",
    "changes": [{"field": "window.end", "old": "2026-09-30", "new": "2026-12-31"}],
    "governed": True,
    "reason": "=HYPERLINK(1)",
}


class Nobody:
    """An API that knows nothing: no cause is kept."""

    def get(self, _path: str, **_query: object) -> dict[str, object]:
        return {"data": {}}


def test_a_moved_day_tells_its_slip_and_its_notice():
    shown = "\n".join(lines_of(Nobody(), ENTRY))  # type: ignore[arg-type]  # all that is asked of it
    assert "slip +92 days | notice 149 days" in shown
    assert "governed change: reason present" in shown


def test_a_cloud_event_has_its_required_names():
    event = json.loads(cloud_event(ENTRY))
    assert {"specversion", "id", "source", "type"} <= event.keys()
    assert (event["specversion"], event["subject"]) == ("1.0", "ACME-R12")
    assert all(name.isalnum() and name.islower() for name in event)


def test_a_fact_is_one_row_for_each_field_that_it_changed():
    bare = ENTRY | {"changes": []}
    assert [row[9] for row in csv_rows(ENTRY)] == ["window.end"]
    assert [row[9] for row in csv_rows(bare)] == [""]


def test_a_spreadsheet_takes_no_text_for_a_formula():

    assert csv_line(("=1+1", "-5", -5, "@x")) == "'=1+1,-5,-5,'@x\n"
