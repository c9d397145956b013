"""A shell completes commands, verbs, options, and the few words that an option takes."""

import subprocess
import sys

import pytest
from shell import Shell


def completed(shell: Shell, typed: str) -> list[str]:
    """What is offered for the last word of a line."""
    asking = {
        "_TRUELINE_COMPLETE": "bash_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split(" ")) - 1),
    }
    program = "from trueline.cli import main; main(prog_name='trueline')"
    told = subprocess.run(
        [sys.executable, "-c", program],
        env=shell.environment | asking,
        capture_output=True,
        text=True,
        check=False,
    )
    return [line.partition(",")[2] for line in told.stdout.splitlines()]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("trueline roadm", ["roadmap"]),
        ("trueline risk asse", ["assess", "assess-residual"]),
        ("trueline roadmap move R1 --hor", ["--horizon"]),
        ("trueline roadmap move R1 --horizon n", ["now", "next"]),
    ],
)
def test_a_word_is_completed(tmp_path, typed, offered):
    assert completed(Shell(tmp_path), typed) == offered


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_own_script(tmp_path, name):
    told = Shell(tmp_path).run("completion", name)
    assert told.code == 0
    assert "_TRUELINE_COMPLETE" in told.out


def test_an_unknown_shell_is_refused(tmp_path):
    assert Shell(tmp_path).run("completion", "tcsh").code == 2
