"""The pages that walk through the product: every command of theirs is run, on a running house."""

import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from shell import Shell, line_of

IN_60_DAYS = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("first-day.md", "demo.md")


class Step:
    """A command, the exit code it ends with, and what it has to print."""

    def __init__(self, command: str) -> None:
        self.words = shlex.split(command.replace("$(date -d +60days +%F)", IN_60_DAYS))[1:]
        self.code = 0
        self.prints: list[str] = []


def steps(page: str) -> Iterator[Step]:
    step = None
    for block in re.findall(
        r"```text\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL
    ):
        for line in block.splitlines():
            if line.startswith("trueline "):
                if step is not None:
                    yield step
                step = Step(line)
            elif step is not None and "→" in line:
                step.prints.append(line.partition("→")[2].strip())
            elif step is not None:
                step.code = int(line.split()[-1])
    if step is not None:
        yield step


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.timeout(300)
def test_what_the_page_says_comes_about(page: str, tmp_path: Path):
    shell = Shell(tmp_path, {"TRUELINE_PORT": "0", "TRUELINE_SWEEP_SECONDS": "0.5"})
    with shell.process("serve", "--json") as server:
        line_of(server.stdout, "url")
        for step in steps(page):
            told = shell.run(*step.words)
            printed = told.out + told.err
            assert told.code == step.code, (step.words, printed)
            for expected in step.prints:
                assert expected in printed, (step.words, printed)


@pytest.mark.parametrize("page", PAGES)
def test_every_step_of_a_page_says_what_it_prints(page: str):
    found = list(steps(page))
    assert len(found) > 10
    assert all(step.prints for step in found)
