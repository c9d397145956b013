"""``trueline connect``: connect a repository or project. Secrets are named, never given."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from trueline.reach import reach
from trueline.show import json_option, show_json

F = TypeVar("F", bound=Callable[..., Any])
SHARED = (
    click.option("--product", required=True, help="Key of the product it belongs to."),
    click.option(
        "--credentials",
        metavar="NAME",
        required=True,
        help="Environment variable or file:/path that holds the credentials (never the value).",
    ),
    click.option(
        "--webhook-secret",
        "webhook_secrets",
        metavar="NAME",
        multiple=True,
        help="Variable or file:/path of a webhook secret; twice while rotating.",
    ),
    click.option(
        "--direction",
        type=click.Choice(("both", "in", "out")),
        default="both",
        show_default=True,
        help="Which way changes travel.",
    ),
    click.option("--all", "select_all", is_flag=True, help="Mirror every item there."),
    click.option("--label", help="Mirror the items that carry this label there."),
    click.option(
        "--person",
        "people",
        metavar="OURS=THEIRS",
        multiple=True,
        help="A person here and their account id there; repeat for more.",
    ),
)


def _shared(command: F) -> F:
    for option in reversed(SHARED):
        command = option(command)
    return json_option(command)


@click.group()
def connect() -> None:
    """Connect a GitHub repository or a Jira project.

    Nothing is written to the tracker by connecting or importing. Items get there by trueline
    mirror, or by --all or --label.
    """


@connect.command()
@click.argument("repository", metavar="OWNER/REPO")
@click.option("--url", default="https://api.github.com", show_default=True, help="API address.")
@_shared
def github(repository: str, url: str, *, as_json: bool, **options: Any) -> None:
    """Connect a repository of GitHub or of a GitHub Enterprise (--url https://host/api/v3)."""
    if not all(repository.partition("/")[::2]):
        message = f"{repository!r}: expected OWNER/REPO, such as acme/notes"
        raise click.UsageError(message)
    _connect(
        {"tracker": "github", "flavour": "github", "remote": repository}, url, options, as_json
    )


@connect.command()
@click.argument("project", metavar="PROJECT")
@click.option(
    "--url", required=True, help="Address of the site, such as https://acme.atlassian.net"
)
@click.option("--datacenter", is_flag=True, help="Jira Data Center (API v2) instead of Cloud.")
@_shared
def jira(project: str, url: str, *, datacenter: bool, as_json: bool, **options: Any) -> None:
    """Connect a project of Jira Cloud, or of a Jira Data Center."""
    flavour = "datacenter" if datacenter else "cloud"
    _connect({"tracker": "jira", "flavour": flavour, "remote": project}, url, options, as_json)


def _connect(where: dict[str, str], url: str, options: dict[str, Any], as_json: bool) -> None:  # noqa: FBT001 (one flag)
    if options["select_all"] and options["label"]:
        message = "--all and --label exclude each other: give one of them, or none."
        raise click.UsageError(message)
    body = {
        **where,
        "product": options["product"],
        "base_url": url,
        "credentials_ref": options["credentials"],
        "webhook_secret_refs": list(options["webhook_secrets"]),
        "direction": options["direction"],
        "selection": {"all": options["select_all"], "label": options["label"]},
        "mapping": {"people": dict(_pairs(options["people"]))},
    }
    with reach() as api:
        answer = api.post("/v1/connections", body)
    if as_json:
        show_json(answer)
        return
    made = answer["data"]
    click.echo(f"Connected {made['remote_name']} as {made['id']}.")
    click.echo(f"Webhook address: {made['webhook_path']} on this server's public name.")
    click.echo(f"Next: trueline import {made['remote_name']}")


def _pairs(texts: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = [tuple(text.partition("=")[::2]) for text in texts]
    for text, pair in zip(texts, pairs, strict=True):
        if not all(pair):
            message = f"--person {text!r}: expected OURS=THEIRS, such as ada=583231"
            raise click.UsageError(message)
    return [(ours, theirs) for ours, theirs in pairs]
