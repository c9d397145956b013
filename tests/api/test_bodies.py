"""Rules of reading bodies: what is not exactly right is refused, and named."""

import pytest
from api_house import House

PATH = "/v1/items"


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"nonsense",
        b'{"title": NaN}',
        b'{"title": Infinity}',
        b"[" * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"title": "a", "title": "b"}',
        b'{"story": {"as_a": "a", "as_a": "b"}}',
        b'{"title": "\\ud800"}',
        b'{"title": "\xff"}',
        b'\xff\xfe{\x00"\x00',
        b'{"severity": 1e999}',
        b'{"severity": ' + b"9" * 10_000 + b"}",
        b'{"title": "x"} trailing',
        b"null",
        b"[]",
        b'"text"',
        b"12",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_a_body_that_is_not_acceptable_json_is_refused(small_house: House, body: bytes) -> None:
    answer = small_house.ask("POST", PATH, content=body)
    assert answer.status_code in {400, 422}, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"titel": "typo"}, "titel", "unknown-field"),
        ({"story": {"as_a": "a", "i_want": "b", "so_that": "c", "x": 1}},
         "story.x", "unknown-field"),
        ({"version": 7}, "version", "unknown-field"),
        ({"key": "ACME-99"}, "key", "unknown-field"),
        ({"rank": "a0"}, "rank", "unknown-field"),
        ({"role": "admin"}, "role", "unknown-field"),
        ({"kind": "bgu"}, "kind", "invalid-enum"),
        ({"priority": None}, "priority", "invalid-enum"),
        ({"title": 7}, "title", "invalid"),
        ({"title": " "}, "title", "blank"),
        ({"title": "a\x00b"}, "title", "control-characters"),
        ({"title": "x" * 256}, "title", "too-long"),
        ({"labels": ["ok", "not ok"]}, "labels", "bad-label"),
        ({"labels": "web"}, "labels", "invalid"),
        ({"labels": [7]}, "labels.0", "invalid"),
        ({"due": "2026-02-30"}, "due", "bad-date"),
        ({"because_of": [{"type": "decision"}]}, "because_of.0.id", "required"),
        ({"requirement": {"category": "functional", "verification": "hope"}},
         "requirement.verification", "invalid-enum"),
    ],
)  # fmt: skip
def test_a_field_that_is_not_acceptable_is_named(small_house: House, fields, field, code) -> None:
    small_house.product()
    answer = small_house.post(PATH, {"product": "ACME", "kind": "bug", "title": "T"} | fields)
    assert answer.status_code == 422, answer.text
    assert (field, code) in [(e["field"], e["code"]) for e in answer.json()["errors"]]


def test_an_unknown_word_lists_the_allowed_ones(small_house: House) -> None:
    error = small_house.post(PATH, {"product": "A", "kind": "bgu", "title": "T"}).json()["errors"][
        0
    ]
    assert error["found"] == "bgu"
    assert error["allowed"] == ["user_story", "technical_issue", "requirement", "bug", "spike"]


def test_a_missing_field_is_named(small_house: House) -> None:
    error = small_house.post(PATH, {"product": "ACME", "title": "T"}).json()["errors"][0]
    assert (error["field"], error["code"]) == ("kind", "required")


def test_a_body_over_the_limit_is_413(small_house: House) -> None:
    answer = small_house.ask("POST", PATH, content=b" " * 1_000_001)
    assert answer.status_code == 413
    assert answer.json()["status"] == 413


def test_a_compressed_body_is_refused_unread(small_house: House) -> None:
    answer = small_house.ask(
        "POST", PATH, content=b"\x1f\x8b" + b"\x00" * 100, headers={"Content-Encoding": "gzip"}
    )
    assert (answer.status_code, answer.json()["code"]) == (415, "encoded-body")


@pytest.mark.parametrize("title", ["\u202eevil", "a\u200db", "e" + "\u0301" * 100, "\U0001f4a9"])
def test_hostile_text_comes_back_as_it_was_sent_or_is_refused(small_house: House, title) -> None:
    small_house.product()
    answer = small_house.post(PATH, {"product": "ACME", "kind": "bug", "title": title})
    if answer.status_code == 201:
        small_house.catch_up()
        assert small_house.get("/v1/items/ACME-1").json()["data"]["title"] == title
    else:
        assert answer.status_code == 422


@pytest.mark.parametrize(
    "tag", ["7", '"7"', '"x7"', '"v"', '"v1", "v2"', "v-1", '"v99999999999999999999"']
)
def test_an_if_match_that_is_no_version_is_refused(small_house: House, tag: str) -> None:
    small_house.product()
    key = small_house.item()
    answer = small_house.ask("PATCH", f"{PATH}/{key}", {"title": "T"}, headers={"If-Match": tag})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-header")


@pytest.mark.parametrize("tag", ['"v1"', "v1", 'W/"v1"', "*"])
def test_an_if_match_that_fits_is_taken(small_house: House, tag: str) -> None:
    small_house.product()
    key = small_house.item()
    answer = small_house.ask("PATCH", f"{PATH}/{key}", {"title": "T"}, headers={"If-Match": tag})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201])
def test_an_idempotency_key_that_is_none_is_refused(small_house: House, key: str) -> None:
    body = {"product": "ACME", "kind": "bug", "title": "T"}
    answer = small_house.post(PATH, body, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-header")
