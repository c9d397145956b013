"""``trueline overview``: a product on one page."""

import click

from trueline.reach import reach
from trueline.short_keys import only_product
from trueline.show import json_option, show_json


@click.command()
@click.argument("product", required=False, envvar="TRUELINE_PRODUCT")
@json_option
def overview(product: str | None, *, as_json: bool) -> None:
    """Show PRODUCT on one page: vision, roadmap, next release, risks, and what is late.

    PRODUCT is its key; it is not needed while there is one product.
    """
    from trueline.overview_page import draw  # noqa: PLC0415 (slow to import)

    with reach() as api:
        answer = api.get("/v1/overview", product=product or only_product(api))
    if as_json:
        show_json(answer)
    else:
        draw(answer["data"])
