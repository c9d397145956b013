"""What comes out with a release, how far that is, and how its date was kept."""

import msgspec
import sqlalchemy as sa
from litestar import Response
from litestar.params import FromPath

from api.positions import Positions, positions
from api.queries import Query, read_query, reads
from api.reading import answered, ask
from api.request import ApiRequest
from domain.keys import kind_of, stream_of
from domain.refusal import Unknown
from projections.releases.scope import PROJECTIONS, Scope, scope_of


class ScopeAnswer(msgspec.Struct, frozen=True):
    """One release with its items and dates."""

    data: Scope
    position: int


@reads("/v1/releases/{key:str}/scope", ScopeAnswer)
async def scope(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """A release's items with how far they are, whether it may go out, and how its date moved."""
    ledger = request.surroundings.ledger

    def read(connection: sa.Connection) -> tuple[Scope, Positions]:
        entries = ledger.stream(stream_of(key)) if kind_of(key) == "release" else []
        if not entries:
            raise Unknown("release", key[:50])
        places = [positions(connection, each) for each in PROJECTIONS]
        return scope_of(connection, entries), min(places, key=lambda each: each.projection)

    (found, at), _ = await ask(request, read_query(request, Query), PROJECTIONS[0], read)
    return answered(ScopeAnswer(found, at.projection), at)


ROUTES = (scope,)
