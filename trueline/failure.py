"""How a command ends when it cannot do what was asked: one sentence, and an exit code.

0 ok, 2 usage, 3 refused by a rule, 4 version conflict, 5 remote failure.
"""

import sys
from collections.abc import Mapping
from typing import IO, Any

import click
import msgspec

USAGE, REFUSED, CONFLICT, REMOTE = 2, 3, 4, 5
_BY_STATUS = {400: USAGE, 412: CONFLICT, 428: CONFLICT}
_FIRST_SERVER_ERROR = 500
AS_JSON = "trueline.as_json"
"""The place in click's context that says whether ``--json`` was given."""


class CommandFailed(click.ClickException):
    """Ends the command with ``exit_code``; ``problem`` is what ``--json`` prints."""

    def __init__(
        self, message: str, exit_code: int, problem: Mapping[str, Any] | None = None
    ) -> None:
        """Keep the sentence, the exit code and the API's problem document if there is one."""
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click reads it from the instance
        self.problem = dict(problem or {"title": message})
        context = click.get_current_context(silent=True)
        self._as_json = bool(context and context.meta.get(AS_JSON))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print to standard error: the problem as JSON under ``--json``, else the sentence."""
        as_json = self._as_json
        text = msgspec.json.encode(self.problem).decode() if as_json else f"Error: {self.message}"
        click.echo(text, file=file or sys.stderr)


def from_problem(status: int, problem: Mapping[str, Any]) -> CommandFailed:
    """The failure behind an RFC 9457 problem document."""
    remote = status >= _FIRST_SERVER_ERROR
    code = REMOTE if remote else _BY_STATUS.get(status, REFUSED)
    detail = str(problem.get("detail") or problem.get("title") or f"HTTP {status}")
    lines = [detail]
    for each in problem.get("errors", ()):
        message, allowed = str(each.get("message", "")), ", ".join(each.get("allowed", ()))
        said = "" if message in detail else f": {message}"
        accepted = f" (accepted: {allowed})" if allowed and allowed not in detail else ""
        if said or accepted:
            lines.append(f"  {each.get('field', '?')}{said}{accepted}")
    return CommandFailed("\n".join(lines), code, problem)
