"""Short keys: ``K4`` is ``ACME-K4`` where ``ACME`` is meant, or is the only product."""

import click

from domain.keys import kind_of
from trueline.failure import USAGE, CommandFailed
from trueline.reach import Api

PRODUCT = click.option(
    "--product", envvar="TRUELINE_PRODUCT", help="Its key; not needed while there is one product."
)


def expand(api: Api, key: str, product: str | None) -> str:
    """The whole key: ``K4`` is ``ACME-K4`` where ``ACME`` is meant, or is the only product."""
    is_short = kind_of(f"XX-{key}") not in (None, "item") and kind_of(key) in (None, "product")
    return f"{product or only_product(api)}-{key}" if is_short else key


def only_product(api: Api) -> str:
    """The key of the only product; raises ``CommandFailed`` when there is none, or are several."""
    found = [each["key"] for each in api.get("/v1/products")["data"]]
    if len(found) == 1:
        return str(found[0])
    several = f"There are several products ({', '.join(found)}): say --product KEY."
    none = "There is no product yet: trueline product create ACME 'Acme Notes'."
    raise CommandFailed(several if found else none, USAGE)
