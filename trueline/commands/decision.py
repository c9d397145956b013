"""``trueline decision`` and ``trueline decide``: what was decided, by whom, why, and how well."""

import click

from domain.decision.rules import DECISION
from trueline.commands.paging import WITHIN, paged
from trueline.commands.thing import group_of
from trueline.reach import at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, lateness, show_json, show_page, show_table

decision = group_of(
    DECISION,
    "decision",
    ("key", "status", "decided_on", "due_on", "decision_makers", "title"),
)
decide = decision.commands["propose"]


@decision.command()
@click.argument("key")
@PRODUCT
@json_option
def export(key: str, product: str | None, *, as_json: bool) -> None:
    """Print a decision as a Markdown page of MADR 4."""
    with reach() as api:
        page = api.text(at(DECISION.path, expand(api, key, product), "madr"))
    if as_json:
        show_json({"markdown": page})
    else:
        click.echo(page, nl=False)


@decision.command()
@click.option("--kind", help="One kind, or several with commas between.")
@click.option("--status", help="One status, or several with commas between.")
@click.option("--maker", help="Decisions that this person has a part in.")
@PRODUCT
@json_option
def graph(*, as_json: bool, **filters: str | None) -> None:
    """Draw which decision supersedes which, and what each was made because of."""
    from trueline.decision_graph import draw  # noqa: PLC0415 (slow to import)

    with reach() as api:
        answer = api.get("/v1/decisions/graph", **filters)
    if as_json:
        show_json(answer)
    else:
        draw(answer["data"])


@decision.command()
@click.option("--maker", help="Decisions that this person has a part in.")
@WITHIN
@paged()
@PRODUCT
@json_option
def due(*, as_json: bool, **filters: str | int | None) -> None:
    """List the decisions to look at again, the longest overdue first."""
    with reach() as api:
        answer = api.get("/v1/decisions/due", **filters)
    if as_json:
        show_json(answer)
        return
    rows = [
        (each["due_on"], lateness(each["days_late"]), each["key"], each["title"])
        for each in answer["data"]
    ]
    empty = "No review is due: trueline decision due --within 90 looks further ahead."
    show_page(answer, ("Due", "Late", "Key", "Title"), rows, empty=empty)


@decision.command()
@click.option("--maker", help="Decisions that this person has a part in.")
@click.option("--kind", help="One kind, or several with commas between.")
@PRODUCT
@json_option
def calibration(*, as_json: bool, **filters: str | None) -> None:
    """Show how well people foresee: 0 is perfect, 0.25 is a coin, 1 is always sure and wrong."""
    with reach() as api:
        answer = api.get("/v1/decisions/calibration", **filters)
    found = answer["data"]
    if as_json:
        show_json(answer)
        return
    scores = [{"maker": "(all)", **found}, *found["makers"]] if found["judged"] else []
    rows = [(each["maker"], f"{each['brier']:.4f}", each["judged"]) for each in scores]
    empty = (
        "No prediction was judged yet: trueline decide TITLE --expect METRIC,EXPECTED,0.8, "
        "then trueline decision review KEY confirmed."
    )
    show_table(("Decision maker", "Brier score", "Predictions"), rows, empty=empty)
