"""Writes docs/events.md from the code: ``python tests/support/events_page.py`` (from the root)."""

import sys
import typing
from collections.abc import Iterable
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from domain.catalogue import FACTS_OF, tag_of  # noqa: E402  # run as a script from the root
from domain.fact import Fact  # noqa: E402

PAGE = ROOT / "docs" / "events.md"

HEAD = """\
# Facts

Everything that can happen, by the stream it happens in. The tag is what the ledger stores and never
changes. A fact holds new values only; who, when, from where and why stand in its envelope.

* A new meaning is a new fact. A new field is optional and has a default, so that what was stored
  before still reads (`?` marks the optional ones). `tests/golden/facts` keeps each as stored.
* Names are verbs in the past, never *Updated*, *Changed* or *Set*. Where the domain model has such
  a name, the fact has another: ProductSettingsRevised, DefinitionOfReadyAgreed,
  DefinitionOfDoneAgreed, NorthStarChosen, MetricAlertPlaced, MetricTargetAgreed.
* This page is written by `python tests/support/events_page.py` and tested against the code.
"""
TITLES = {
    "product": "Product",
    "vision": "Vision",
    "objective": "Objective",
    "roadmap_item": "Roadmap item",
    "release": "Release",
    "team": "Team",
    "iteration": "Iteration",
    "risk": "Risk",
    "decision": "Decision",
    "meeting": "Meeting",
    "metric": "Metric",
    "stretch": "Stretch of a metric's series",
    "evidence": "Evidence",
    "brief": "Brief",
    "item": "Backlog item",
    "connection": "Connection",
    "link": "Link",
    "claim": "Claim",
}


def render() -> str:
    """The page as the code has it."""
    sections = [_section(kind, facts) for kind, facts in FACTS_OF.items()]
    return "\n".join([HEAD, *sections, _values()])


def _values() -> str:
    """What facts are made of, besides text and numbers."""
    parts = {part for facts in FACTS_OF.values() for fact in facts for part in _parts(fact)}
    rows = [
        f"| {_name(part, parts)} | {_words(part)} | {_fields(part)} |"
        for part in sorted(parts, key=lambda each: (each.__name__, each.__module__))
    ]
    return "\n".join(
        ["## Values", "", "| Value | What it is | Fields |", "|---|---|---|", *rows, ""]
    )


def _name(part: type[msgspec.Struct], parts: Iterable[type[msgspec.Struct]]) -> str:
    """What a value is called, with the kind of thing it is of where several have one so called."""
    is_shared = any(each is not part and each.__name__ == part.__name__ for each in parts)
    kind = part.__module__.split(".")[1].replace("_", " ")
    return f"{part.__name__} ({kind})" if is_shared else part.__name__


def _parts(hint: object) -> set[type[msgspec.Struct]]:
    """The structs that a type is made of, however deep."""
    found: set[type[msgspec.Struct]] = set()
    for part in typing.get_args(hint):
        found |= _parts(part)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        found |= set() if issubclass(hint, Fact) else {hint}
        for part in typing.get_type_hints(hint).values():
            found |= _parts(part)
    return found


def _section(kind: str, facts: list[type[Fact]]) -> str:
    rows = [
        f"| `{tag_of(fact)}` | {fact.__name__} | {_words(fact)} | {_fields(fact)} |"
        for fact in facts
    ]
    head = ["| Tag | Fact | What happened | Fields |", "|---|---|---|---|"]
    return "\n".join([f"## {TITLES[kind]} (`{kind}`)", "", *head, *rows, ""])


def _words(fact: type[msgspec.Struct]) -> str:
    return " ".join((fact.__doc__ or "").split("\n\n")[0].split()).replace("``", "`")


def _fields(fact: type[msgspec.Struct]) -> str:
    hints = typing.get_type_hints(fact)
    fields = msgspec.structs.fields(fact)
    return ", ".join(f"{f.name}{'' if f.required else '?'}: {_kind(hints[f.name])}" for f in fields)


def _kind(hint: object) -> str:
    """A type in words: what JSON holds, the value None and "unset" left out."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return " or ".join(str(each) for each in args)
    if origin is tuple:
        return f"[{_kind(args[0])}]"
    if origin is dict:
        return f"{{{_kind(args[0])}: {_kind(args[1])}}}"
    if args:
        words = [_kind(each) for each in args if each not in (type(None), msgspec.UnsetType)]
        return " or ".join(words)
    names: dict[object, str] = {str: "text", int: "number", float: "number", bool: "yes/no"}
    return names.get(hint) or str(getattr(hint, "__name__", hint))


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
