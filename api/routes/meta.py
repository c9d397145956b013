"""What there is to ask for, for programs that offer it to people."""

from typing import Any

import msgspec
from litestar import Response

from api import answers
from api.meta import Meta, meta
from api.queries import Query, read_query, reads
from api.request import ApiRequest


class MetaAnswer(msgspec.Struct, frozen=True):
    """What there is to ask for."""

    data: Meta


@reads("/v1/meta", MetaAnswer)
async def show(request: ApiRequest) -> Response[Any]:
    """Kinds, verbs, words, limits, transitions, governed changes, roles and every fact's schema."""
    await request.reach(read_query(request, Query).min_position)
    return answers.data(meta())


ROUTES = (show,)
