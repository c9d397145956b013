"""``trueline evidence``, ``feedback`` and ``market``: what users say, and what the market does."""

from typing import Any

import click

from domain.evidence.commands import CaptureFeedback, RecordMarketSignal
from domain.evidence.rules import EVIDENCE
from trueline.commands.thing import group_of, list_of, opening_of

evidence = group_of(
    EVIDENCE,
    "evidence",
    ("key", "kind", "status", "occurred_on", "channel", "topic", "account", "summary"),
)


def _beginning(word: str, opening: Any, only: str, columns: tuple[str, ...]) -> click.Group:  # noqa: ANN401  # a type
    """A group for one kind of evidence: its own way to begin and list, and all the verbs."""
    noun = only.replace("_", " ")
    group = click.Group(word, help=f"Work with {noun}s." if word == "market" else "Hear users.")
    group.add_command(opening_of(EVIDENCE, word, opening), "add")
    for name in (*EVIDENCE.verbs, "show"):
        group.add_command(evidence.commands[name])
    group.add_command(list_of(EVIDENCE, word, columns, {"kind": only}))
    return group


feedback = _beginning(
    "feedback",
    CaptureFeedback,
    "feedback",
    ("key", "status", "occurred_on", "channel", "account", "importance", "summary", "verbatim"),
)
market = _beginning(
    "market",
    RecordMarketSignal,
    "market_signal",
    ("key", "status", "occurred_on", "topic", "strength", "confidence", "trend", "summary"),
)
