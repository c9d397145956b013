"""Conditions as people write them: ``slip_days > 5``, or ``< 40`` where it is plain of what."""

import re
from typing import Any

import click

OPS = {">": "gt", ">=": "gte", "<": "lt", "<=": "lte"}
SIGNS = {op: sign for sign, op in OPS.items()}
_CONDITION = re.compile(r"(?:(\w+)\s*)?(>=|<=|>|<)\s*(\S+)")


def reading_conditions(command: click.Command, like: str) -> None:
    """Let ``slip_days > 5`` stand for a verb's first values, and ``>`` for ``gt``.

    Args:
        command: The verb; it has an option ``op``.
        like: An example for its help.
    """
    verb: Any = command.callback

    def callback(
        values: tuple[str, ...], op: str | None = None, **said: Any
    ) -> None:  # as declared
        found = _CONDITION.fullmatch(" ".join(values))
        if found is not None:
            signal, sign, threshold = found.groups()
            values = tuple(each for each in (signal, OPS[sign], threshold) if each)
        verb(values=values, op=OPS.get(op or "", op), **said)

    command.callback = callback
    command.help = f"{command.help}\n\nSuch as: {like}"
