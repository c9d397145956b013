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


def release_key(api: Api, named: str, product: str | None) -> str:
    """The key of a release that is named by its key, or by its version."""
    whole = expand(api, named, product)
    if kind_of(whole) == "release":
        return whole
    filters = {"version_name": named, "product": product or only_product(api)}
    found = [str(each["key"]) for each in api.get("/v1/releases", **filters)["data"]]
    if len(found) != 1:
        message = f"There is no one release {named!r}: trueline release list shows their keys."
        raise CommandFailed(message, USAGE)
    return found[0]


def only_product(api: Api) -> str:
    """The key of the only product; raises ``CommandFailed`` when there is none, or are several."""
    found = [each["key"] for each in api.get("/v1/products")["data"]]
    if len(found) == 1:
        return str(found[0])
    several = f"There are several products ({', '.join(found)}): say --product KEY."
    none = "There is no product yet: trueline product create ACME 'Acme Notes'."
    raise CommandFailed(several if found else none, USAGE)
