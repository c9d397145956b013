"""``trueline demand``: who wants what of the plan, and how much it matters."""

import click

from trueline.show import json_option


@click.command()
@json_option
def demand(*, as_json: bool) -> None:
    """See who wants what."""
