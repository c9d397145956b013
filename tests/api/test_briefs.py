"""Briefs over HTTP: drafted, published, shared, stale, broken, and a page to share."""

from typing import Any

import pytest
from api_house import House

Q3 = {"start": "2026-07-01", "end": "2026-09-30", "resolution": "quarter"}
Q4 = {"start": "2026-10-01", "end": "2026-12-31", "resolution": "quarter"}
B1 = "/v1/briefs/ACME-B1"


def done(house: House, path: str, **body: object) -> Any:
    answer = house.post(path, body)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def found(house: House, path: str, **asked: str) -> Any:
    house.catch_up()
    answer = house.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


@pytest.fixture
def drafted(house: House) -> House:
    """A draft for sales about one item that is in a release."""
    house.product()
    done(house, "/v1/roadmap-items", product="ACME", title="Offline mode", horizon="next")
    done(house, "/v1/roadmap-items/ACME-R1/schedule", window=Q3)
    naming = {"name": "Autumn", "version_name": "2.0", "kind": "major"}
    done(house, "/v1/releases", product="ACME", target=Q3, **naming)
    done(house, "/v1/releases/ACME-REL1/add-scope", item="ACME-R1")
    done(house, "/v1/briefs", product="ACME", audience="sales", release="ACME-REL1")
    return house


@pytest.fixture
def given(drafted: House) -> House:
    """The brief is published, and Globex has it."""
    done(drafted, f"{B1}/publish")
    done(drafted, f"{B1}/share", to="Globex", via="mail")
    return drafted


def moved(house: House) -> None:
    done(house, "/v1/roadmap-items/ACME-R1/reschedule", window=Q4)


def test_a_brief_is_shown_with_how_it_stands(drafted: House) -> None:
    shown = found(drafted, B1)
    assert (shown["status"], shown["items"], shown["dates"]) == ("draft", ["ACME-R1"], "quarter")
    assert (shown["stale"], shown["broken"], shown["untold"]) == ("no", "no", [])


def test_a_date_that_is_too_exact_names_what_is_allowed(drafted: House) -> None:
    body = {"product": "ACME", "audience": "customer", "items": ["ACME-R1"], "dates": "exact"}
    answer = drafted.post("/v1/briefs", body)
    assert answer.status_code == 422
    [wrong] = answer.json()["errors"]
    assert (wrong["code"], wrong["allowed"]) == ("dates-too-exact", ["none", "horizon", "quarter"])


def test_a_product_says_what_an_audience_may_have(drafted: House) -> None:
    done(drafted, "/v1/products/ACME/allow-dates", audience="customer", dates="horizon")
    done(drafted, "/v1/briefs", product="ACME", audience="customer", items=["ACME-R1"])
    assert found(drafted, "/v1/briefs/ACME-B2")["told"][0]["when"] == "next"


def test_what_moved_makes_it_stale_and_broken(given: House) -> None:
    moved(given)
    asked = {"audience": "sales", "stale": "yes", "broken": "yes", "account": "Globex"}
    [row] = found(given, "/v1/briefs", **asked)
    assert (row["key"], row["changed"], row["untold"]) == ("ACME-B1", ["ACME-R1"], ["Globex"])
    assert found(given, "/v1/briefs", stale="no") == []
    assert found(given, "/v1/briefs", account="Initech") == []


def test_promises_tell_who_has_to_hear_of_it(given: House) -> None:
    moved(given)
    [broken] = found(given, "/v1/promises", standing="broken", account="Globex")
    assert (broken["item"], broken["window"], broken["now"]) == ("ACME-R1", Q3, Q4)
    assert [(each["account"], each["told_on"]) for each in broken["told"]] == [("Globex", None)]
    assert found(given, "/v1/promises", standing="kept") == []


def test_a_promise_is_asked_for_by_its_brief(given: House) -> None:
    assert len(found(given, "/v1/promises", brief="ACME-B1", product="ACME")) == 2
    assert found(given, "/v1/promises", brief="ACME-B9") == []


def test_an_unknown_word_is_refused(given: House) -> None:
    answer = given.get("/v1/promises", params={"standing": "fine"})
    assert answer.status_code == 400


def test_every_version_tells_what_it_changed_and_who_has_it(given: House) -> None:
    moved(given)
    done(given, f"{B1}/refresh")
    done(given, f"{B1}/publish")
    newest, first = found(given, f"{B1}/versions")
    assert [each["field"] for each in newest["changes"]] == ["told"]
    assert newest["promises"][1]["window"] == Q4
    assert [each["to"] for each in first["shared_with"]] == ["Globex"]
    assert newest["shared_with"] == []
    assert [each["number"] for each in found(given, f"{B1}/versions", version="1")] == [1]
    assert given.get(f"{B1}/versions", params={"version": "9"}).status_code == 404


def test_a_page_is_that_of_the_newest_published_version(given: House) -> None:
    first = given.get(f"{B1}/page")
    assert first.headers["content-type"].startswith("text/markdown")
    assert "* Offline mode: 2026-Q3" in first.text
    moved(given)
    done(given, f"{B1}/refresh")
    assert given.get(f"{B1}/page").content == first.content
    draft = given.get(f"{B1}/page", params={"version": "2"}).text
    assert "Draft of version 2: not published." in draft
    assert "* Offline mode: 2026-Q4" in draft
    done(given, f"{B1}/publish")
    assert "Version 2, 2026-01-02." in given.get(f"{B1}/page").text
    assert given.get(f"{B1}/page", params={"version": "1"}).content == first.content


def test_a_draft_has_a_page_before_anything_is_published(drafted: House) -> None:
    assert "Draft of version 1: not published." in drafted.get(f"{B1}/page").text


def test_a_draft_that_was_withdrawn_can_still_be_read(drafted: House) -> None:
    done(drafted, f"{B1}/withdraw")
    assert "Draft of version 1: not published." in drafted.get(f"{B1}/page").text


def test_what_stands_in_a_title_is_no_markup(drafted: House) -> None:
    title = "<img src=x onerror=alert(1)> [x](javascript:y)"
    done(drafted, "/v1/roadmap-items/ACME-R1/describe", title=title)
    done(drafted, f"{B1}/refresh")
    page = drafted.get(f"{B1}/page").text
    assert "\\<img" in page
    assert "\\[x\\](javascript" in page


def test_a_term_without_its_meaning_is_a_warning(drafted: House) -> None:
    done(drafted, "/v1/products/ACME/define-term", term="offline", plain="without a network")
    [warned] = found(drafted, f"{B1}/jargon")
    assert (warned["term"], warned["plain"]) == ("offline", "without a network")
    done(drafted, f"{B1}/edit", glossary={"Offline": "without a network"})
    assert found(drafted, f"{B1}/jargon") == []


@pytest.mark.parametrize("path", ["versions", "page", "jargon"])
def test_a_brief_that_is_not_there_is_not_found(house: House, path: str) -> None:
    for key in ("ACME-B9", "ACME-R1", "nonsense"):
        assert house.get(f"/v1/briefs/{key}/{path}").status_code == 404


def test_what_a_brief_tells_of_leads_to_it(given: House) -> None:
    given.catch_up()
    answer = given.get("/v1/trace/ACME-R1", params={"direction": "down"})
    assert answer.status_code == 200, answer.text
    assert "ACME-B1" in answer.text
