"""``trueline trace``: why a thing is here, or what hangs on it, as a tree."""

from collections.abc import Iterator, Mapping
from typing import Any

import click

from trueline.reach import at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, plain, show_json


@click.command()
@click.argument("key")
@click.option("--down", is_flag=True, help="What hangs on it, instead of what it follows from.")
@click.option("--depth", default=4, show_default=True, type=click.IntRange(0, 10))
@click.option("--rel", help="Only these relations, such as supports,because_of.")
@PRODUCT
@json_option
def trace(
    key: str, depth: int, rel: str | None, product: str | None, *, down: bool, as_json: bool
) -> None:
    """Draw what KEY follows from: goals, decisions, meetings and evidence."""
    direction = "down" if down else "up"
    with reach() as api:
        whole = expand(api, key, product)
        answer = api.get(at("trace", whole), direction=direction, depth=depth, rel=rel)
    if as_json:
        show_json(answer)
        return
    root = answer["data"]
    click.echo(_named(root))
    for line in _below(root, ""):
        click.echo(line)
    if not root.get("next"):
        other = f"trueline trace {whole}{'' if down else ' --down'}"
        nothing = f"Nothing hangs on {whole}" if down else f"{whole} follows from nothing"
        click.echo(f"{nothing} yet; the other way: {other}")
    if answer["cut"]:
        click.echo("There is more: give a greater --depth, or begin at another key.")


def _below(node: Mapping[str, Any], indent: str) -> Iterator[str]:
    nodes = node.get("next", ())
    for at_, each in enumerate(nodes, 1):
        is_last = at_ == len(nodes)
        rel = ", ".join(each.get("rel", ()))
        again = " (see elsewhere)" if each.get("again") and each.get("status") else ""
        yield f"{indent}{'└─' if is_last else '├─'} {rel}: {_named(each)}{again}"
        yield from _below(each, indent + ("   " if is_last else "│  "))


def _named(node: Mapping[str, Any]) -> str:
    status = f" ({node['status']})" if node.get("status") else ""
    return f"{node['key']}{status} {plain(node.get('title'))}".rstrip()
