"""``trueline item`` and ``trueline product``: every verb that their rules have is a command."""

from pathlib import Path

import pytest
from shell import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    shell.run("product", "create", "ACME", "Acme Notes")
    shell.run("item", "add", "ACME", "One")
    return shell


def test_a_verb_takes_its_values_in_their_order(shell: Shell):
    told = shell.run("item", "estimate", "ACME-1", "3")
    assert told.out.strip() == "ACME-1 is at version 2: item.estimated"
    told = shell.run("item", "block", "ACME-1", "--reason", "No access")
    assert told.out.strip() == "ACME-1 is at version 3: item.blocked"


def test_an_item_is_related_by_keys_alone(shell: Shell):
    shell.run("item", "add", "ACME", "Two")
    told = shell.run("item", "link", "ACME-1", "blocks", "ACME-2")
    assert told.out.strip() == "ACME-1 is at version 2: item.linked"


def test_an_item_is_placed_before_another(shell: Shell):
    shell.run("item", "add", "ACME", "Two")
    told = shell.run("item", "rank", "ACME-2", "--before", "ACME-1")
    assert told.out.strip() == "ACME-2 is at version 2: item.ranked"


def test_a_baseline_is_named_where_the_ledger_ends(shell: Shell):
    told = shell.run("product", "name-baseline", "ACME", "Q3-plan")
    assert "ACME is at version 2: product.baseline_named" in told.out
    refused = shell.run("product", "delete-baseline", "ACME", "Q3-plan")
    assert refused.code == 3
    assert "needs a reason" in refused.err


def test_what_there_is_to_ask_for_is_listed(shell: Shell):
    kinds = shell.run("meta").out
    assert "roadmap-items" in kinds
    assert "delete-baseline reason" in " ".join(shell.run("meta", "product").out.split())
    assert shell.run("meta", "nonsense").code == 2
