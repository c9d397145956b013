"""``trueline audit``: who changed what, when, why and because of what, by any mix of filters."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from trueline.changes import moment, shown_changes
from trueline.commands.audit_export import write_export
from trueline.commands.audit_row import lines_of
from trueline.commands.paging import paged
from trueline.failure import REFUSED, CommandFailed
from trueline.reach import Api, at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, show_json, show_table

COLUMNS = ("Position", "When", "Who", "About", "What", "Change", "Why")
F = TypeVar("F", bound=Callable[..., Any])

_WORDS = {
    "actor": "Name or id of who did it.",
    "actor-kind": "human, service, integration or system.",
    "source": "human, api, jira, github, import or automation.",
    "about": "Kind of thing, such as risk or roadmap_item.",
    "key": "Key of a thing, such as ACME-R12.",
    "type": "Type of fact, such as risk.accepted, or risk.* for all of a risk.",
    "field": "Changed field; window is all that is in it too.",
    "old": "A value that is not any more.",
    "new": "A value that is from then on.",
    "because": "What it follows from, such as D9: everything this decision changed.",
    "violation": "Code of a rule that an observed fact breaks.",
    "correlation": "All that one intent of a person brought about.",
    "since": "Recorded at or after: 2026-05-04, or 2026-05-04T09:12:00Z.",
    "until": "Recorded at or before.",
    "occurred-since": "True in the world at or after.",
    "occurred-until": "True in the world at or before.",
    "q": "Words that all stand in the fact.",
}
_FLAGS = {
    "reason/--no-reason": "has_reason",
    "violations/--no-violations": "has_violations",
    "governed/--not-governed": "governed",
}
_NAMES = {
    "because": "because_of",
    "since": "recorded_at[gte]",
    "until": "recorded_at[lte]",
    "occurred_since": "occurred_at[gte]",
    "occurred_until": "occurred_at[lte]",
}


def filters(command: F) -> F:
    """Give a command every filter of the audit log as an option."""
    for words, name in reversed(_FLAGS.items()):
        command = click.option(f"--{words}", name, default=None)(command)
    for word, hint in reversed(_WORDS.items()):
        command = click.option(f"--{word}", help=hint)(command)
    return PRODUCT(command)


@click.group(invoke_without_command=True)
@filters
@click.option("--order", default="newest", type=click.Choice(("newest", "oldest")))
@paged()
@click.option("--position", type=int, help="Show the one fact at this position, in full.")
@json_option
@click.pass_context
def audit(
    context: click.Context,
    /,
    position: int | None,
    order: str,
    limit: int,
    cursor: str | None,
    *,
    as_json: bool,
    **asked: Any,
) -> None:
    """List facts: who changed what, when, why and because of what.

    Several values of one filter are given with commas between them.
    """
    if context.invoked_subcommand is not None:
        return
    with reach() as api:
        if position is not None:
            _tell_one(api, position, as_json=as_json)
            return
        page = query_of(api, asked) | {"order": order, "limit": limit, "cursor": cursor}
        answer = api.get("/v1/audit", **page)
    if as_json:
        show_json(answer)
        return
    empty = "No fact is like that: trueline audit lists all, newest first."
    show_table(COLUMNS, [_row(each) for each in answer["data"]], empty=empty)
    if answer["page"]["next"]:
        click.echo(f"More: --cursor {answer['page']['next']}")


@audit.command()
@click.argument("position", type=int)
@json_option
def show(position: int, *, as_json: bool) -> None:
    """Show the fact at POSITION in full."""
    with reach() as api:
        _tell_one(api, position, as_json=as_json)


@audit.command()
@filters
@click.option("--format", "form", default="jsonl", type=click.Choice(("jsonl", "csv")))
@click.option("--output", help="The file to write; - is standard output.")
@json_option
def export(form: str, output: str | None, *, as_json: bool, **asked: Any) -> None:
    """Write facts to a file, oldest first: CloudEvents, or CSV with a line per changed field."""
    path = output or f"trueline-audit.{form}"
    with reach() as api:
        manifest = write_export(api, query_of(api, asked), form, path, quiet=as_json)
    if as_json or path == "-":
        click.echo(_as_json(manifest), err=path == "-")
        return
    if not manifest["count"]:
        click.echo(f"No fact is like that; {path} is empty.")
        return
    span = f"positions {manifest['first']} to {manifest['last']}"
    click.echo(f"{manifest['count']:,} facts, {span}: {path}, {path}.manifest.json")


@audit.command()
@json_option
def coverage(*, as_json: bool) -> None:
    """Check that every fact has its row, and every governed change its reason."""
    with reach() as api:
        answer = api.get("/v1/audit/coverage")
    found = answer["data"]
    if as_json:
        show_json(answer)
    else:
        click.echo(f"{found['facts']:,} facts, {found['rows']:,} rows in the audit log.")
        click.echo(f"{found['governed']:,} governed changes, {found['with_reason']:,} with reason.")
    if found["facts"] != found["rows"] or found["governed"] != found["with_reason"]:
        bare = ", ".join(str(each) for each in found["without_reason"])
        missing = "Rows are missing: trueline sync status tells what the read models are at."
        why = f"Without a reason: positions {bare}." if bare else missing
        raise CommandFailed(why, REFUSED, answer)


def query_of(api: Api, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The options that are given, as the API's filters."""
    given = {name: value for name, value in asked.items() if value not in (None, "")}
    product = given.pop("product", None)
    for name in ("key", "because"):
        if name in given:
            parts = given[name].split(",")
            given[name] = ",".join(expand(api, each.strip(), product) for each in parts)
    given |= {name: str(given[name]).lower() for name in _FLAGS.values() if name in given}
    return {_NAMES.get(name, name): value for name, value in given.items()}


def _row(entry: Mapping[str, Any]) -> tuple[object, ...]:
    changes = shown_changes(entry)
    change = changes[0] if changes else ""
    more = f" (+{len(changes) - 1})" if len(changes) > 1 else ""
    causes = ", ".join(each["id"] for each in entry.get("because_of", ()))
    why = " ".join(each for each in (entry.get("reason"), causes and f"[{causes}]") if each)
    who, key = entry["who"]["display"], entry["key"] or entry["about"]
    when = moment(entry["recorded_at"])
    return (entry["position"], when, who, key, entry["type"], f"{change}{more}", why)


def _tell_one(api: Api, position: int, *, as_json: bool) -> None:
    answer = api.get(at("audit", str(position)))
    if as_json:
        show_json(answer)
        return
    for line in lines_of(api, answer["data"]):
        click.echo(line)


def _as_json(value: object) -> str:
    import msgspec  # noqa: PLC0415 (only where it is printed)

    return msgspec.json.encode(value).decode()
