"""The page and the notices as a person sees them: 80 columns, and the next command."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from shell import Shell

from trueline.overview_page import draw

LONG = "a title that goes on and on far beyond the edge of any page that people read " * 3
EMPTY: dict[str, Any] = {
    "product": "ACME",
    "name": "Acme Notes",
    "today": "2026-03-02",
    "vision": None,
    "north_star": None,
    "objectives": {"counts": {}, "off_track": 0, "active": []},
    "roadmap": {"horizons": {}, "health": {}, "unreported": 0, "committed": 0},
    "release": None,
    "risks": [],
    "open_risks": 0,
    "decisions": [],
    "actions": [],
    "briefs": {"published": 0, "stale": 0, "lines": []},
    "sync": {
        "connections": 0,
        "trouble": 0,
        "waiting": 0,
        "lag_s": 0.0,
        "conflicts": 0,
        "stuck": 0,
    },
}
QUARTER = {"start": "2026-01-01", "end": "2026-03-31", "resolution": "quarter"}
FULL = EMPTY | {
    "vision": {
        "key": "ACME-V",
        "status": "draft",
        "company_goal": "Be found",
        "future_statement": LONG,
    },
    "objectives": {
        "counts": {"active": 1, "closed": 2},
        "off_track": 1,
        "active": [
            {
                "key": "ACME-O1",
                "title": LONG,
                "owner": "ana",
                "period": QUARTER,
                "progress": 0.45,
                "confidence": 0.3,
                "off_track": True,
            }
        ],
    },
    "roadmap": {"horizons": {"now": 2}, "health": {"at_risk": 1}, "unreported": 1, "committed": 1},
    "release": {
        "key": "ACME-REL1",
        "name": "Spring",
        "version_name": "2.0",
        "status": "announced",
        "target": QUARTER,
        "days_left": -3,
        "slip_days": 31,
        "scope": 3,
        "done": 1,
        "done_percent": 33,
        "p50": "2026-03-16",
        "p85": "2026-04-06",
    },
    "risks": [
        {
            "key": "ACME-K12",
            "title": LONG,
            "status": "assessed",
            "owner": "somebody with a name",
            "exposure": 20,
            "band": "extreme",
            "fired": True,
        }
    ],
    "open_risks": 4,
    "decisions": [{"due_on": "2026-02-28", "key": "ACME-D1", "days_late": 2, "title": LONG}],
    "actions": [{"due": "2026-02-27", "key": "ACME-M1", "owner": "bob", "text": LONG}],
    "briefs": {
        "published": 3,
        "stale": 2,
        "lines": [
            {
                "key": "ACME-B1",
                "title": LONG,
                "audience": "sales",
                "owner": "ana",
                "changed": ["ACME-R1", "ACME-R2"],
                "late": ["ACME-R1"],
                "untold": ["Globex"],
            },
            {
                "key": "ACME-B2",
                "title": LONG,
                "audience": "customer",
                "owner": "ana",
                "changed": ["ACME-R2"],
                "late": [],
                "untold": [],
            },
        ],
    },
    "sync": {
        "connections": 2,
        "trouble": 1,
        "waiting": 7,
        "lag_s": 12.4,
        "conflicts": 1,
        "stuck": 2,
    },
}


def drawn(found: dict[str, Any]) -> str:
    out = StringIO()
    draw(found, Console(file=out, highlight=False, width=80))
    return out.getvalue()


@pytest.mark.parametrize("found", [EMPTY, FULL], ids=["empty", "full"])
def test_a_page_is_80_columns_wide(found: dict[str, Any]) -> None:
    assert max(len(line) for line in drawn(found).splitlines()) <= 80


@pytest.mark.parametrize(
    "command",
    [
        "vision draft",
        "objective draft",
        "roadmap propose",
        "release plan",
        "risk add",
        "brief draft",
        "connect",
    ],
)
def test_what_is_missing_names_the_command_that_adds_it(command: str) -> None:
    assert f"trueline {command}" in drawn(EMPTY)


@pytest.mark.parametrize(
    "said",
    [
        "Acme Notes (ACME) on 2026-03-02",
        "1 active, 2 closed, 1 off track",
        "ACME-O1  45%  2026-Q1  a title",
        "now 2, next 0, later 0; 1 promised",
        "on track 0, at risk 1, off track 0, not reported 1",
        "ACME-REL1 Spring 2.0",
        "2026-Q1, 3 days late, +31 days since it was promised",
        "1 of 3 done (33%); forecast P50 2026-03-16, P85 2026-04-06",
        "4 open; ! a sign was seen",
        "ACME-K12  20 extreme  somebody with a name  ! a title",
        "2026-02-28  ACME-D1  2 d late  a title",
        "2026-02-27  ACME-M1  bob  a title",
        "2 of 3 stale: trueline brief refresh",
        "ACME-B1  sales     broken: ACME-R1   a title",
        "ACME-B2  customer  changed: ACME-R2  a title",
        "2 connected, 7 waiting for 12 s, 1 conflict",
        "trueline sync conflicts",
        "2 links need a person: trueline notices",
    ],
)
def test_the_page_tells(said: str) -> None:
    assert said in drawn(FULL)


def test_control_characters_are_not_printed() -> None:
    assert "\x1b" not in drawn(FULL | {"name": "\x1b[31mred"})


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_without_a_product_the_next_command_is_named(shell: Shell) -> None:
    told = shell.run("overview")
    assert told.code == 2
    assert "trueline product create" in told.err


def test_the_only_product_need_not_be_named(shell: Shell) -> None:
    shell.run("product", "create", "ACME", "Acme Notes")
    assert "Acme Notes (ACME)" in shell.run("overview").out
    assert shell.run("overview", "ACME", "--json").json["data"]["product"] == "ACME"
    assert shell.run("overview", "NONE").code == 3


def test_nothing_that_waits_leads_on_to_the_overview(shell: Shell) -> None:
    shell.run("product", "create", "ACME", "Acme Notes")
    assert shell.run("notices").out == "Nothing waits for anybody. Next: trueline overview\n"


def test_each_notice_says_what_to_type(shell: Shell) -> None:
    shell.run("product", "create", "ACME", "Acme Notes")
    meeting = ("--held", "--starts", "2026-01-02T10:00:00Z")
    action = ("--action", f"{LONG[:200].strip()},bob,2026-01-05")
    told = shell.run("meeting", "schedule", "Call", *meeting, *action)
    assert told.code == 0, told.err
    lines = shell.run("notices", "--owner", "bob").out.splitlines()
    assert lines[0] == "Meeting action (1)"
    assert lines[1].startswith("  2026-01-05  ACME-M1 (bob): a title that")
    assert lines[2].strip() == "trueline meeting complete-action ACME-M1 1"
    assert max(len(line) for line in lines) <= 80
    assert shell.run("notices", "--kind", "conflict", "--json").json["data"] == []
