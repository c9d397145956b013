"""The rules know no clock, no chance and no outside world."""

import ast
import sys
from pathlib import Path

import pytest

DOMAIN = Path(__file__).parents[2] / "domain"
FILES = sorted(DOMAIN.rglob("*.py"))
ALLOWED = sys.stdlib_module_names | {"domain", "msgspec"}
IMPURE = {"now", "utcnow", "today", "uuid1", "uuid4", "uuid7", "random", "time", "open", "environ"}


def names(tree: ast.AST) -> set[str]:
    words = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    own = {node.id for node in words if isinstance(node.ctx, ast.Store)}  # values of its own
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    found = {node.id for node in words} - own
    parts = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    found |= {node.attr for node in parts if ast.unparse(node) != "scene.today"}
    return found | {
        each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }


def imports(tree: ast.AST) -> set[str]:
    plain = [
        each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names
    ]
    whole = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[0] for name in [*plain, *whole]}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DOMAIN)))
def test_rules_import_only_the_standard_library_and_msgspec(file):
    assert imports(ast.parse(file.read_text(encoding="utf-8"))) <= ALLOWED


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DOMAIN)))
def test_rules_make_no_time_and_no_ids(file):
    assert not names(ast.parse(file.read_text(encoding="utf-8"))) & IMPURE
