"""The demo does the main job and says honestly what came of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from shell import Shell

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "data" / "github-openframeworks-issues.json"


def test_the_demo_converges(tmp_path: Path):
    told = Shell(tmp_path).run("demo", "--once", "--json")
    assert told.code == 0, told.err
    _came_true(told.json)
    assert (told.json["imported"], told.json["skipped_pull_requests"]) == (36, 4)


@pytest.mark.skipif(not REAL.exists(), reason="../shared, with the real issues, is not here")
def test_the_demo_converges_on_real_issues(tmp_path: Path):
    told = Shell(tmp_path).run("demo", "--once", "--json", "--data", str(REAL))
    assert told.code == 0, told.err
    _came_true(told.json)
    assert (told.json["imported"], told.json["skipped_pull_requests"]) == (149, 21)


def test_a_file_that_is_no_dump_is_refused_by_name(tmp_path: Path):
    path = tmp_path / "dump.json"
    path.write_text(json.dumps([{"number": "one"}]))
    told = Shell(tmp_path).run("demo", "--once", "--json", "--data", str(path))
    assert told.code == 2
    assert "number" in told.err or "id" in told.err


def test_a_file_that_is_no_json_is_refused_by_name(tmp_path: Path):
    path = tmp_path / "dump.json"
    path.write_text("not json")
    told = Shell(tmp_path).run("demo", "--once", "--json", "--data", str(path))
    assert told.code == 2
    assert "dump.json" in told.err


def _came_true(report: dict[str, Any]) -> None:
    assert report["duplicates"] == report["idle_writes"] == report["diverged"] == 0
    assert report["created"] == {"github": 1, "jira": 25}
    [conflict] = report["conflicts"]
    assert {"field", "base", "ours", "theirs"} <= set(conflict)
    assert all(edit["arrived"] for edit in report["seen"])
    assert report["facts"] >= 900
    assert all(report["duties"].values())
