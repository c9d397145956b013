"""A value that is not acceptable is refused by name, with what would be; nothing changes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running_house import RunningHouse, running_house, until
from shell import Shell

from integrations.markup import adf

BAD: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown field": ({"colour": "red"}, "colour"),
    "a field that is ours to set": ({"key": "ACME-99"}, "key"),
    "an unknown kind": ({"kind": "wish"}, "kind"),
    "a day that does not exist": ({"due": "2026-02-30"}, "due"),
    "a date in another style": ({"due": "03/04/2026"}, "due"),
    "a moment without a time zone": ({"due": "2026-03-04T10:00:00"}, "due"),
    "a title over the limit": ({"title": "x" * 300}, "title"),
    "a blank title": ({"title": "  "}, "title"),
    "a title of two lines": ({"title": "one\ntwo"}, "title"),
    "a description over the limit": ({"description": "x" * 40_000}, "description"),
    "a description that is a number": ({"description": 7}, "description"),
    "labels that are text": ({"labels": "ui"}, "labels"),
    "a control character": ({"title": "bell\a"}, "title"),
}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    """A house in which nothing is ever accepted."""
    with running_house(tmp_path_factory.mktemp("untouched")) as running:
        yield running


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_by_name(untouched: RunningHouse, name: str) -> None:
    fields, at_fault = BAD[name]
    body = {"product": "ACME", "kind": "bug", "title": "Save drafts"} | fields
    answer = untouched.api.ask("POST", "/v1/items", body)
    assert answer.status_code == 422, answer.text
    errors = answer.json()["errors"]
    assert [each["field"] for each in errors] == [at_fault]
    assert errors[0]["message"]
    assert untouched.api.titles() == []


def test_an_unknown_word_is_answered_with_the_known_ones(untouched: RunningHouse) -> None:
    body = {"product": "ACME", "kind": "wish", "title": "Save drafts"}
    (error,) = untouched.api.ask("POST", "/v1/items", body).json()["errors"]
    assert "technical_issue" in error["allowed"]
    assert error["found"] == "wish"


def test_an_unknown_filter_is_refused_by_name(untouched: RunningHouse) -> None:
    answer = untouched.api.ask("GET", "/v1/backlog?colour=red")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "colour"


def test_a_stale_version_is_answered_with_the_current_one(home: RunningHouse) -> None:
    key = home.api.add("Save drafts")
    home.api.edit(key, title="Save all drafts")
    stale = home.api.ask("PATCH", f"/v1/items/{key}", {"title": "Lost?"}, If_Match='"v1"')
    assert stale.status_code == 412
    current = stale.json()["current_version"]
    assert current == home.api.item(key)["version"]
    again = home.api.ask("PATCH", f"/v1/items/{key}", {"title": "Won"}, If_Match=f'"v{current}"')
    assert again.ok


def test_a_stale_version_ends_a_command_with_4_and_names_the_current_one(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.run("product", "create", "ACME", "Acme Notes")
    shell.run("item", "add", "ACME", "One")
    shell.run("item", "edit", "ACME-1", "--title", "Two")
    told = shell.run("item", "edit", "ACME-1", "--title", "Three", "--version", "1", "--json")
    assert told.code == 4
    assert '"current_version":2' in told.err


@pytest.mark.parametrize(
    "body", [b"{", b'{"title": NaN}', b'{"a":1,"a":2}', b"\xff\xfe", b"[" * 9999]
)
def test_what_is_no_json_is_400(untouched: RunningHouse, body: bytes) -> None:
    answer = untouched.api.ask("POST", "/v1/items", body)
    assert answer.status_code == 400, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_text_over_a_trackers_limit_stays_whole_here_and_is_cut_there(
    home: RunningHouse,
) -> None:
    """Jira takes 32,767 characters; as documents our Markdown may well become longer than that."""
    whole = "\n\n".join(f"Paragraph {number}: {'word ' * 200}end." for number in range(60))
    home.connect("github")
    number = home.github.create("Very long", body=whole)
    home.connect("jira")
    until(lambda: home.api.titles() == ["Very long"])
    assert len(whole) > 32_767
    kept_here = home.api.item("ACME-1")["description"]
    assert kept_here == whole
    home.mirror("jira", "ACME-1")
    until(home.jira.issues)
    (issue,) = home.jira.issues()
    text = adf.to_markdown(issue["fields"]["description"]).markdown
    assert len(text) <= 32_767
    assert text.startswith("Paragraph 0")
    assert "goes on" in text
    home.jira.edit(issue["key"], summary="Very long indeed")
    until(lambda: home.github.issue(number)["title"] == "Very long indeed")
    assert home.api.item("ACME-1")["description"] == whole
    assert home.github.issue(number)["body"] == whole
