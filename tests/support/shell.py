"""Runs ``trueline`` as a person would: in this process for speed, or as a process of its own."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from click.testing import CliRunner

from trueline.cli import main

STARTS_S = 60


@dataclass(frozen=True)
class Told:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Shell:
    """A shell with its own home folder and variables."""

    home: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("TRUELINE_")}
        return clean | {"TRUELINE_HOME": str(self.home)} | dict(self.variables)

    def told(self, *arguments: str) -> str:
        """What a command that goes well prints."""
        answer = self.run(*arguments)
        assert answer.code == 0, answer.err
        return answer.out

    def run(self, *arguments: str) -> Told:
        """Run a command in this process."""
        variables: dict[str, str | None] = dict(self.environment)
        for name in os.environ:
            if name.startswith("TRUELINE_"):
                variables.setdefault(name, None)
        try:
            result = CliRunner().invoke(main, arguments, env=variables)
        finally:
            structlog.reset_defaults()
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Told(result.exit_code, result.stdout, result.stderr)

    @contextmanager
    def process(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Run a command as a process; it gets SIGTERM at the end of the block and must end well."""
        with subprocess.Popen(
            [sys.executable, "-m", "trueline", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                yield process
                process.terminate()
                _, errors = process.communicate(timeout=STARTS_S)
                assert process.returncode == 0, errors
            finally:
                if process.poll() is None:
                    process.kill()


@contextmanager
def mortal(shell: Shell, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run a command as a process that may be killed; it is killed at the end at the latest."""
    with (shell.home / f"{arguments[0]}.log").open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "trueline", *arguments],
            env=shell.environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    with process:
        try:
            yield process
        finally:
            process.kill()


def line_of(stream: Any, word: str) -> str:
    """The next line that holds ``word``; fails when the process ends or is silent too long."""
    while select.select([stream], [], [], STARTS_S)[0]:
        line = stream.readline()
        if word in line:
            return str(line)
        if not line:
            break
    raise AssertionError(f"no line with {word!r}")
