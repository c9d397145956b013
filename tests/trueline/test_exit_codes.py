"""A command ends with 0, or says in one sentence what is wrong and how that is told apart."""

import json
from pathlib import Path

import pytest
from shell import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path, {"TRUELINE_ALLOW_PRIVATE_TRACKERS": "1", "GITHUB_TOKEN": "t"})
    shell.run("product", "create", "ACME", "Acme Notes")
    return shell


def test_wrong_usage_is_2(shell: Shell):
    assert shell.run("backlog", "--nonsense").code == 2


def test_a_setting_that_is_not_acceptable_is_2(tmp_path: Path):
    told = Shell(tmp_path, {"TRUELINE_PORT": "http"}).run("backlog")
    assert told.code == 2
    assert "TRUELINE_PORT" in told.err


def test_what_a_rule_refuses_is_3(shell: Shell):
    shell.run("item", "add", "ACME", "One")
    told = shell.run("item", "do", "ACME-1", "start")
    assert told.code == 3
    assert "ready" in told.err


def test_an_unknown_key_is_3(shell: Shell):
    assert shell.run("item", "show", "ACME-99").code == 3


def test_a_stale_version_is_4(shell: Shell):
    shell.run("item", "add", "ACME", "One")
    shell.run("item", "edit", "ACME-1", "--title", "Two")
    told = shell.run("item", "edit", "ACME-1", "--title", "Three", "--version", "1")
    assert told.code == 4


def test_a_tracker_that_cannot_be_reached_is_5(shell: Shell):
    told = shell.run(
        *("connect", "github", "acme/notes", "--product", "ACME"),
        *("--url", "http://127.0.0.1:9", "--credentials", "GITHUB_TOKEN"),
    )
    assert told.code == 5


def test_a_private_address_is_refused_unless_allowed(tmp_path: Path):
    shell = Shell(tmp_path, {"GITHUB_TOKEN": "t"})
    shell.run("product", "create", "ACME", "Acme Notes")
    told = shell.run(
        *("connect", "github", "acme/notes", "--product", "ACME"),
        *("--url", "http://127.0.0.1:9", "--credentials", "GITHUB_TOKEN"),
    )
    assert told.code == 3
    assert "TRUELINE_ALLOW_PRIVATE_TRACKERS" in told.err


def test_a_missing_secret_is_named_and_never_asked_for(shell: Shell):
    told = shell.run(
        *("connect", "github", "acme/notes", "--product", "ACME"),
        *("--url", "http://127.0.0.1:9", "--credentials", "NO_SUCH_VARIABLE"),
    )
    assert told.code == 3
    assert "NO_SUCH_VARIABLE" in told.err


def test_under_json_the_problem_is_json(shell: Shell):
    told = shell.run("item", "show", "ACME-99", "--json")
    assert json.loads(told.err)["status"] == 404


def test_under_json_wrong_usage_is_json(shell: Shell):
    told = shell.run("backlog", "--limit", "0", "--json")
    assert told.code == 2
    assert "--limit" in json.loads(told.err)["title"]


def test_an_unknown_verb_is_2_and_names_those_there_are(shell: Shell):
    shell.run("item", "add", "ACME", "One")
    told = shell.run("item", "do", "ACME-1", "finish")
    assert told.code == 2
    assert "complete" in told.err


def test_an_edit_of_nothing_is_2(shell: Shell):
    assert shell.run("item", "edit", "ACME-1").code == 2


def test_what_is_typed_stays_one_step_of_a_path(shell: Shell):
    assert "There is no item ACME-1?x" in shell.run("item", "show", "ACME-1?x").err


def test_a_connection_that_no_name_fits_is_3(shell: Shell):
    told = shell.run("connections", "pause", "acme/none")
    assert told.code == 3
    assert "trueline connections" in told.err


def test_creating_the_same_product_again_changes_nothing(shell: Shell):
    assert "nothing changed" in shell.run("product", "create", "ACME", "Acme Notes").out


@pytest.mark.parametrize("process", ["worker", "scheduler"])
def test_a_process_without_its_broker_is_2(shell: Shell, process: str):
    told = shell.run(process)
    assert told.code == 2
    assert "TRUELINE_REDIS_URL" in told.err


@pytest.mark.parametrize("which", ["backlog", "all"])
def test_a_rebuilt_read_model_is_where_the_ledger_is(shell: Shell, which: str):
    told = shell.run("rebuild", which, "--json")
    assert told.json["position"] == 1


def test_an_empty_backlog_names_the_next_command(shell: Shell):
    assert "trueline item add" in shell.run("backlog").out
