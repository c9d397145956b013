"""The words say what the tree holds: map, commands, settings, targets and links."""

import re
from pathlib import Path

import pytest

from trueline.cli import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
PYTHON = [
    path
    for folder in ("domain", "ledger", "projections", "integrations", "workers", "api", "trueline")
    for path in sorted((ROOT / folder).rglob("*.py"))
]


def test_the_readme_fits_on_two_screens():
    assert len(README.splitlines()) <= 120


def test_every_folder_of_the_map_exists():
    named = re.findall(r"^\| (?:`(\w+)/`(?:, )?)+", README, re.MULTILINE)
    folders = set(re.findall(r"`(\w+)/`", README))
    assert named
    for folder in folders - {"sandbox", "github", "jira"}:
        assert (ROOT / folder).is_dir(), folder


def test_every_package_is_on_the_map():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages <= set(re.findall(r"`(\w+)/`", README))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_a_page_names_exists(page: Path):
    text = page.read_text()
    named = set(re.findall(r"(?:`|^ {4}|&& |; )trueline ([a-z]+)", text, re.MULTILINE))
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_a_page_names_exists(page: Path):
    pattern = r"`((?:docs|domain|ledger|projections|integrations|workers|api|trueline|tests|bench)"
    for name in re.findall(pattern + r"/[\w./-]+)`", page.read_text()):
        assert (ROOT / name).exists(), name


def test_every_setting_is_documented_and_every_documented_one_is_read():
    code = "\n".join(path.read_text() for path in PYTHON)
    read = set(re.findall(r'"(TRUELINE_[A-Z_]+)"', code))
    documented = set(re.findall(r"^\| .*", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    told = set(re.findall(r"TRUELINE_[A-Z_]+", "\n".join(documented)))
    assert read == told


def test_every_fault_the_code_names_by_number_is_explained():
    named = {each for path in PYTHON for each in re.findall(r"\bF[1-9]\d?\b", path.read_text())}
    told = set(re.findall(r"^\| (F\d+) \|", (ROOT / "docs/sync.md").read_text(), re.MULTILINE))
    assert named == told


def test_every_target_of_the_makefile_tells_what_it_does():
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    told = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    assert set(phony[1].split()) == told
    asked = ["help", "setup", "demo", "serve", "test", "lint", "types", "check", "bench", "clean"]
    assert set(asked) <= told


def test_every_module_opens_with_a_sentence():
    for path in PYTHON:
        first = path.read_text().lstrip()
        assert first.startswith(('"""', 'r"""')), path


def test_no_tracked_file_names_a_registry_or_this_machine():
    words = ("index-url", "files.pythonhosted", "pypi.org/simple")
    for path in [*PYTHON, *PAGES, ROOT / "constraints.txt", ROOT / "pyproject.toml"]:
        text = path.read_text()
        assert not any(word in text for word in words), path
        assert str(ROOT.parent) + "/" not in text, path
