"""``trueline meta``: what there is to ask for, of every kind of thing."""

from typing import Any

import click

from trueline.failure import USAGE, CommandFailed
from trueline.reach import reach
from trueline.show import json_option, show_json, show_table


@click.command()
@click.argument("kind", required=False)
@json_option
def meta(kind: str | None, *, as_json: bool) -> None:
    """List the kinds of thing, or the verbs of one KIND; --json has words, limits and facts too."""
    with reach() as api:
        answer = api.get("/v1/meta")
    kinds = {each["kind"]: each for each in answer["data"]["kinds"]}
    if kind is not None and kind not in kinds:
        message = f"There is no kind {kind}; there are: {', '.join(kinds)}."
        raise CommandFailed(message, USAGE)
    if as_json:
        show_json(answer if kind is None else {"data": kinds[kind]})
    elif kind is None:
        rows = [_row(each) for each in kinds.values()]
        show_table(("Kind", "Letter", "Path", "Verbs", "Wants a why"), rows, empty="Nothing.")
    else:
        verbs = [kinds[kind]["opening"], *kinds[kind]["verbs"]]
        rows = [(each["name"], each["needs"], each["summary"]) for each in verbs]
        show_table(("Verb", "Wants", "What it does"), rows, empty="Nothing.")


def _row(kind: dict[str, Any]) -> tuple[object, ...]:
    verbs = kind["verbs"]
    governed = [each["name"] for each in verbs if each["needs"]]
    return (kind["kind"], kind["letter"], kind["path"], len(verbs), len(governed))
