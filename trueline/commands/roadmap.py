"""``trueline roadmap``: what is to be built, why and when."""

from typing import Any

import click

from domain.roadmap_item.rules import ROADMAP_ITEM
from domain.values import days_between
from trueline.commands.thing import group_of
from trueline.reach import Api, at, reach
from trueline.short_keys import only_product
from trueline.show import json_option, show_json, show_table
from trueline.words import filters_in

ANY_FILTER = {"ignore_unknown_options": True, "allow_extra_args": True}


def _score(api: Api, key: str) -> str:
    """The score that the inputs come to."""
    found = api.get(at(ROADMAP_ITEM.path, key))["data"]
    moscow = f" {found['moscow']}" if found["moscow"] else ""
    return f"Score {found['score']:g}.{moscow}" if found["score"] is not None else moscow.strip()


def _slip(api: Api, key: str) -> str:
    """What became of the window just now: old and new, slip and notice."""
    row = api.get(at("history", key), limit=1)["data"][0]
    changed = {each["field"]: each for each in row["changes"]}
    end = changed.get("window.end")
    if end is None or end["old"] is None:
        return ""
    said = [f"{name} {each['old']} -> {each['new']}" for name, each in changed.items()]
    slip = days_between(end["old"], end["new"])
    notice = days_between(row["recorded_at"][:10], end["old"])
    return " | ".join([*said, f"slip {slip:+} days", f"notice {notice} days"])


roadmap = group_of(
    ROADMAP_ITEM,
    "roadmap",
    ("key", "horizon", "status", "window", "score", "owner", "title"),
    then={"score": _score, "schedule": _slip, "reschedule": _slip},
)


def _ask(context: click.Context, name: str, *, as_json: bool) -> Any:  # noqa: ANN401  # plain values
    """The answer of ``/v1/roadmap/<name>`` to any filters; None once it is shown as JSON."""
    filters = filters_in(context.args)
    with reach() as api:
        if "baseline" in filters and "product" not in filters:
            filters["product"] = only_product(api)
        answer = api.get(f"/v1/roadmap/{name}", **filters)
    if as_json:
        show_json(answer)
        return None
    return answer


@roadmap.command(context_settings=ANY_FILTER)
@json_option
@click.pass_context
def board(context: click.Context, *, as_json: bool) -> None:
    """Draw the board; any filter of the API is an option, such as --owner ana --baseline spring."""
    answer = _ask(context, "board", as_json=as_json)
    if answer:
        from trueline.roadmap_board import draw  # noqa: PLC0415 (slow to import)

        draw(answer["data"])


@roadmap.command(context_settings=ANY_FILTER)
@json_option
@click.pass_context
def timeline(context: click.Context, *, as_json: bool) -> None:
    """Draw the windows; any filter of the API is an option, such as --overlaps 2026-H2."""
    answer = _ask(context, "timeline", as_json=as_json)
    if answer:
        from trueline.roadmap_timeline import draw  # noqa: PLC0415 (slow to import)

        draw(answer["data"])


@roadmap.command(context_settings=ANY_FILTER)
@json_option
@click.pass_context
def churn(context: click.Context, *, as_json: bool) -> None:
    """Tell how much it moved and why; such as --since 2026-01-01 --cause decision."""
    answer = _ask(context, "churn", as_json=as_json)
    if not answer:
        return
    rows = [
        (
            each["key"],
            each["moves"],
            f"{each['slip_days']:+}",
            each["notice_days"],
            _causes(each["causes"]),
            each["title"],
        )
        for each in answer["data"]
    ]
    columns = ("Key", "Moves", "Slip days", "Notice days", "Because of", "Title")
    show_table(columns, rows, empty="Nothing on the roadmap has moved.")
    totals = answer["totals"]
    if totals["moves"]:
        click.echo(
            f"{totals['moves']} moves of {totals['items']} items, {totals['slip_days']:+} days; "
            f"{totals['with_reason']} say why. Because of: {_causes(totals['causes'])}."
        )
    if answer["page"]["next"]:
        click.echo(f"More: --cursor {answer['page']['next']}")


def _causes(shares: list[dict[str, Any]]) -> str:
    return ", ".join(f"{each['cause'].replace('_', ' ')} {each['moves']}" for each in shares)


@click.pass_context
def _board_at_first(context: click.Context, *, as_json: bool) -> None:
    """Show the board when nothing else is asked for."""
    if context.invoked_subcommand is None:
        context.invoke(board, as_json=as_json)


roadmap.callback = _board_at_first
roadmap.help = f"Without a command: the board. {roadmap.help}"
roadmap.params.append(click.Option(["--json", "as_json"], is_flag=True, help="Print JSON."))
roadmap.invoke_without_command, roadmap.no_args_is_help = True, False
