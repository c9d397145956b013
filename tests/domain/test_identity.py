"""A thing's stream follows from what people call it."""

from uuid import UUID

import pytest

from domain.identity import connection_id, item_id, link_id, product_id, remote_claim

ACME, WEB = product_id("ACME"), UUID(int=4)


def test_the_streams_never_move():
    assert str(product_id("ACME")) == "cda91bb0-ed3d-5516-bdc6-9c0e4b41a534"
    assert str(item_id("ACME-12")) == "682e2cf8-2b3d-538f-b4f9-9d7bbc98cebe"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (product_id("ACME"), product_id("ACNE")),
        (item_id("ACME-1"), item_id("ACME-11")),
        (product_id("ACME"), item_id("ACME")),
        (link_id(ACME, WEB), link_id(WEB, ACME)),
        (
            connection_id(ACME, "jira", "https://a", "1"),
            connection_id(ACME, "jira", "https://b", "1"),
        ),
        (remote_claim(ACME, "1"), remote_claim(WEB, "1")),
    ],
)
def test_different_names_have_different_streams(one, other):
    assert one != other


def test_an_address_is_the_same_with_and_without_its_last_slash():
    plain = connection_id(ACME, "github", "https://api.github.com", "42")
    assert connection_id(ACME, "github", "https://API.github.com/", "42") == plain
