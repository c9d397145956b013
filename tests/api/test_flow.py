"""Flow and forecast over HTTP: typed filters, positions, and the shapes of the document."""

import jsonschema_rs
import pytest
from api_house import House
from worked import Worked, on

DAYS = f"since={on(0)}&until={on(62)}"


@pytest.fixture
def flowing(house: House) -> House:
    """A product with nine weeks of work; it is the Wednesday of the tenth."""
    house.product()
    worked = Worked(house.surroundings.ledger, house.clock)
    worked.weeks(1, 3, 5, 2, 6, 4, 1, 7, 4)
    worked.add(90, on(60))
    worked.start(90, on(65))
    house.catch_up()
    return house


def fields(answer):
    return {each["field"]: each["code"] for each in answer.json()["errors"]}


def test_the_flow_is_answered_with_its_position(flowing: House) -> None:
    answer = flowing.get(f"/v1/flow?product=ACME&{DAYS}&kind=bug&percentile=50,85")
    found = answer.json()
    assert found["data"]["throughput"] == {
        "done": 33,
        "weeks": 9,
        "per_week": 3.67,
        "least": 1,
        "most": 7,
    }
    assert [each["percentile"] for each in found["data"]["cycle"]["percentiles"]] == [50, 85]
    assert found["position"] == int(answer.headers["X-Head-Position"])


def test_twelve_weeks_and_the_running_one_are_told_unless_others_are_named(flowing: House) -> None:
    weeks = flowing.get("/v1/flow?product=ACME").json()["data"]["weeks"]
    assert (len(weeks), weeks[-1]["week"], weeks[-1]["whole"]) == (13, on(63), False)


def test_the_forecast_is_answered_with_what_it_counted(flowing: House) -> None:
    answer = flowing.get("/v1/forecast?product=ACME&items=40&weeks=8&risk_adjusted=true").json()
    found = answer["data"]
    assert [each["days"] for each in found["percentiles"]] == [70, 77, 84, 91]
    assert (len(found["weeks"]), found["scope"]["counted"]) == (8, 40)
    assert found["adjusted"]["percentiles"] == found["percentiles"]
    assert answer["position"] > 0


def test_without_a_scope_the_open_backlog_is_forecast(flowing: House) -> None:
    scope = flowing.get("/v1/forecast?product=ACME").json()["data"]["scope"]
    assert (scope["kind"], [each["key"] for each in scope["items"]]) == ("backlog", ["ACME-90"])


def test_a_key_says_which_product_is_meant(flowing: House) -> None:
    scope = flowing.get("/v1/forecast?item=ACME-90").json()["data"]["scope"]
    assert (scope["kind"], scope["counted"]) == ("item", 1)


def test_the_backtest_prints_its_calibration(flowing: House) -> None:
    found = flowing.get("/v1/forecast/backtest?product=ACME&items=2&weeks=8").json()["data"]
    assert [each["percentile"] for each in found["calibration"]] == [50, 70, 85, 95]
    assert found["replays"][0]["on"] == on(49)


def test_the_next_release_has_its_dates_on_the_overview(flowing: House) -> None:
    target = {"start": "2026-06-01", "end": "2026-06-30", "resolution": "month"}
    said = {"product": "ACME", "name": "Autumn", "version_name": "2.0", "kind": "minor"}
    assert flowing.post("/v1/releases", said | {"target": target}).status_code == 201
    scope = "/v1/releases/ACME-REL1/add-scope"
    assert flowing.post(scope, {"item": "ACME-90"}).status_code == 200
    flowing.catch_up()
    shown = flowing.get("/v1/overview?product=ACME").json()["data"]["release"]
    assert (shown["p50"], shown["p85"]) == (on(72), on(72))


@pytest.mark.parametrize("path", ["flow", "forecast", "forecast/backtest"])
def test_what_is_sent_is_what_the_document_says(flowing: House, path: str) -> None:
    document = flowing.client.get("/openapi.json").json()
    good = document["paths"][f"/v1/{path}"]["get"]["responses"]["200"]["content"]
    schema = good["application/json"]["schema"] | {"components": document["components"]}
    more = "&risk_adjusted=true" if path == "forecast" else ""
    jsonschema_rs.validate(schema, flowing.get(f"/v1/{path}?product=ACME{more}").json())


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("flow", ["product"]),
        ("flow?product=ACME&kind=luck", ["kind"]),
        ("flow?product=ACME&team=blue", ["team"]),
        ("flow?product=ACME&since=yesterday", ["since"]),
        ("flow?product=ACME&since=2026-03-01&until=2026-02-01", ["since"]),
        ("flow?product=ACME&since=1990-01-01", ["since"]),
        ("flow?product=ACME&since=0001-01-01&until=0001-01-01", ["since"]),
        ("flow?product=ACME&percentile=100", ["percentile"]),
        ("forecast", ["product"]),
        ("forecast?product=ACME&items=-1", ["items"]),
        ("forecast?product=ACME&items=2001", ["items"]),
        ("forecast?product=ACME&weeks=0", ["weeks"]),
        ("forecast?product=ACME&sprint=1", ["sprint"]),
        ("forecast?product=ACME&target=soon", ["target"]),
        ("forecast?items=5&release=ACME-REL1", ["items", "release"]),
        ("forecast?release=ACME-1", ["release"]),
        ("forecast?item=ACME-REL1", ["item"]),
        ("forecast?product=OTHER&item=ACME-1", ["item"]),
        ("forecast/backtest?product=ACME&items=0", ["items"]),
        ("forecast/backtest?product=ACME&target=2026-01-01", ["target"]),
    ],
)
def test_a_filter_that_is_none_is_refused(flowing: House, path: str, named: list[str]) -> None:
    answer = flowing.get(f"/v1/{path}")
    assert (answer.status_code, list(fields(answer))) == (400, named)


def test_what_there_is_not_is_not_found(flowing: House) -> None:
    for query in ("release=ACME-REL9", "item=ACME-999", "item=ACME-R9"):
        assert flowing.get(f"/v1/forecast?{query}").status_code == 404
