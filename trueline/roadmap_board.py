"""Draws the board of the roadmap: now, next and later, the best scored first."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.values import Window
from trueline.show import plain

WIDTH = 80
EMPTY = "Nothing on the roadmap yet: trueline roadmap add TITLE."
COLUMNS = ("now", "next", "later")
STYLES = {"off_track": "bold red", "at_risk": "yellow", "on_track": "green"}


def draw(found: dict[str, Any], console: Console | None = None) -> None:
    """Print the answer of ``/v1/roadmap/board`` in 80 columns."""
    console = console or Console(highlight=False, width=WIDTH)
    if not any(found.values()):
        console.print(EMPTY)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for each in COLUMNS:
        table.add_column(f"{each.capitalize()} ({len(found[each])})", ratio=1, overflow="fold")
    for at in range(max(map(len, found.values()))):
        table.add_row(*(_card(found[each], at) for each in COLUMNS))
    console.print(table)


def _card(cards: Sequence[dict[str, Any]], at: int) -> Text:
    if at >= len(cards):
        return Text()
    card = cards[at]
    text = Text(card["key"], style="bold").append(f" {plain(card['title'])}\n", style="not bold")
    text.append(", ".join(_standing(card)) + "\n", style="not bold dim")
    trouble = ", ".join(_trouble(card))
    if trouble:
        text.append(
            f"{trouble}\n", style=f"not bold {STYLES.get(card['health'] or '', '')}".strip()
        )
    return text


def _standing(card: dict[str, Any]) -> Iterator[str]:
    yield window_of(card["window"]) if card["window"] else "no window"
    yield _words(card["commitment"] if card["status"] == "planned" else card["status"])
    if card["score"] is not None:
        yield f"score {card['score']:g}"


def _trouble(card: dict[str, Any]) -> Iterator[str]:
    """What is worth a look: how it stands, how it slipped, and what is in its way."""
    if card["health"] is not None:
        yield _words(card["health"])
    if card["slip_days"]:
        yield f"slip {card['slip_days']:+} days"
    if card["blocked_by"]:
        yield f"after {', '.join(card['blocked_by'])}"


def window_of(window: dict[str, Any]) -> str:
    """A window as people write it."""
    return str(Window(window["start"], window["end"], window["resolution"]))


def _words(name: str) -> str:
    return name.replace("_", " ")
