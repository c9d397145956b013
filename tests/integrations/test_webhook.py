import pytest

from integrations.sandbox.webhooks import sign
from integrations.webhook import header, is_signed

BODY = b"Hello, World!"
SECRET = "It's a Secret to Everybody"
PUBLISHED = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


def test_the_published_example_is_accepted():
    assert is_signed(PUBLISHED, BODY, [SECRET])


def test_any_active_secret_will_do():
    assert is_signed(sign("new", BODY), BODY, ["old", "new"])


@pytest.mark.parametrize(
    "signature",
    [
        None,
        "",
        "sha256=",
        PUBLISHED.removeprefix("sha256="),
        PUBLISHED[:-1],
        PUBLISHED.upper(),
        PUBLISHED.replace("sha256", "sha1"),
        sign("another secret", BODY),
        "sha256=é\ud800",
    ],
)
def test_any_other_signature_is_refused(signature):
    assert not is_signed(signature, BODY, [SECRET])


def test_a_body_written_anew_is_refused():
    assert not is_signed(sign(SECRET, b'{"a": 1}'), b'{"a":1}', [SECRET])


@pytest.mark.parametrize("secrets", [[], [""]])
def test_without_a_secret_nothing_is_accepted(secrets):
    assert not is_signed(sign("", BODY), BODY, secrets)


def test_headers_are_found_whatever_their_case():
    assert header({"x-github-event": "issues"}, "X-GitHub-Event") == "issues"
    assert header({}, "X-GitHub-Event") is None
