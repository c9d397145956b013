"""``trueline evidence``, ``feedback`` and ``market``: what users say, and what the market does."""

from typing import Any

import click

from domain.evidence.commands import CaptureFeedback, RecordMarketSignal
from domain.evidence.rules import EVIDENCE
from trueline.commands.thing import group_of, list_of, opening_of
from trueline.reach import reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, show_json, show_table

evidence = group_of(
    EVIDENCE,
    "evidence",
    ("key", "kind", "status", "occurred_on", "channel", "topic", "account", "summary"),
)


def _beginning(
    word: str,
    about: str,
    opening: Any,  # noqa: ANN401  # a type
    only: str,
    columns: tuple[str, ...],
) -> click.Group:
    """A group for one kind of evidence: its own way to begin and list, and all the verbs."""
    group = click.Group(word, help=about)
    group.add_command(opening_of(EVIDENCE, word, opening), "add")
    for name in (*EVIDENCE.verbs, "show"):
        group.add_command(evidence.commands[name])
    group.add_command(list_of(EVIDENCE, word, columns, {"kind": only}))
    return group


feedback = _beginning(
    "feedback",
    "Hear users.",
    CaptureFeedback,
    "feedback",
    ("key", "status", "occurred_on", "channel", "account", "importance", "summary", "verbatim"),
)
market = _beginning(
    "market",
    "Work with market signals.",
    RecordMarketSignal,
    "market_signal",
    ("key", "status", "occurred_on", "topic", "strength", "confidence", "trend", "summary"),
)


@feedback.command("tell")
@click.option("--ref", help="Only of this, such as R12.")
@click.option("--out/--planned", default=True, help="What is out by now, or what is linked at all.")
@PRODUCT
@json_option
def tell(*, as_json: bool, ref: str | None, out: bool, product: str | None) -> None:
    """List who is to be told that what they asked for is out."""
    with reach() as api:
        whole = expand(api, ref, product) if ref else None
        answer = api.get("/v1/evidence/to-tell", ref=whole, product=product, out=str(out).lower())
    if as_json:
        show_json(answer)
        return
    rows = [
        (each["evidence"], each["accounts"], each["refs"], each["owner"], each["occurred_on"])
        for each in answer["data"]
    ]
    empty = "Nobody waits to hear: trueline feedback tell --planned shows who will."
    show_table(("Key", "Accounts", "Asked for", "Owner", "Since"), rows, empty=empty)


@market.command()
@click.option("--topic", help="One topic, such as competitor, or several with commas between.")
@click.option("--trend", help="rising, stable or falling.")
@PRODUCT
@json_option
def radar(*, as_json: bool, **filters: str | None) -> None:
    """Show market signals by topic: a bar is strength times confidence, at most 5."""
    with reach() as api:
        answer = api.get("/v1/evidence/radar", **filters)
    if as_json:
        show_json(answer)
        return
    rows = [
        (
            each["key"],
            each["topic"],
            "\N{FULL BLOCK}" * max(round(each["force"] * 2), 1),
            f"{each['strength']} x {each['confidence']:g}",
            each["trend"],
            each["refs"],
            each["summary"],
        )
        for each in answer["data"]
    ]
    columns = ("Key", "Topic", "Force", "Sure", "Trend", "Speaks for", "Summary")
    empty = "Nothing was seen yet: trueline market add SUMMARY TOPIC URL."
    show_table(columns, rows, empty=empty)
