"""What every good answer carries beside its body."""

from litestar import Litestar, get, post
from litestar.testing import TestClient

from api.answers import Ready


@get("/read", sync_to_thread=False)
def read() -> Ready:
    return Ready('{"title":"Ü"}'.encode(), {"ETag": '"v1"'})


@post("/write", sync_to_thread=False)
def write() -> Ready:
    return Ready(b"{}")


def test_bytes_go_out_as_they_are_with_their_type_and_their_length():
    with TestClient(Litestar([read])) as client:
        answer = client.get("/read")
    assert answer.status_code == 200
    assert answer.json() == {"title": "Ü"}
    expected = [("etag", '"v1"'), ("content-type", "application/json"), ("content-length", "14")]
    assert answer.headers.multi_items() == expected


def test_the_status_is_the_routes_own():
    with TestClient(Litestar([write])) as client:
        assert client.post("/write").status_code == 201
