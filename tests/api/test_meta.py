"""What a program can read about everything there is to ask for."""

from typing import Any

import pytest
from api_house import House

from domain.aggregates import AGGREGATES
from domain.catalogue import FACTS


@pytest.fixture
def meta(small_house: House) -> dict[str, Any]:
    answer = small_house.get("/v1/meta", role="viewer")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["data"]
    return found


def kind_in(meta: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(each for each in meta["kinds"] if each["kind"] == kind)


def test_every_kind_is_there_with_its_letter_and_path(meta: dict[str, Any]) -> None:
    assert [each["kind"] for each in meta["kinds"]] == [each.kind for each in AGGREGATES]
    assert (kind_in(meta, "risk")["letter"], kind_in(meta, "risk")["path"]) == ("K", "risks")


def test_every_verb_that_is_there_can_be_asked_for(meta: dict[str, Any], house: House) -> None:
    paths = house.client.get("/openapi.json").json()["paths"]
    for kind in meta["kinds"]:
        for verb in kind["verbs"]:
            assert "post" in paths[f"/v1/{kind['path']}/{{key}}/{verb['name']}"]


def test_the_words_of_every_value_are_there(meta: dict[str, Any]) -> None:
    item = kind_in(meta, "item")
    assert item["words"]["priority"] == ["urgent", "high", "medium", "low", "none"]
    drop = next(each for each in item["verbs"] if each["name"] == "drop")
    assert drop["words"] == {"resolution": ["wont_do", "duplicate", "obsolete"]}


def test_the_limits_of_every_value_are_there(meta: dict[str, Any]) -> None:
    edit = next(each for each in kind_in(meta, "item")["verbs"] if each["name"] == "edit")
    assert edit["limits"]["title"] == {"maxLength": 255}
    assert edit["limits"]["severity"] == {"minimum": 1, "maximum": 4}


def test_where_a_status_can_go_is_there(meta: dict[str, Any]) -> None:
    assert kind_in(meta, "item")["transitions"]["new"] == ["ready", "dropped"]


def test_what_wants_a_reason_or_a_cause_is_there(meta: dict[str, Any]) -> None:
    assert meta["governed"]["vision.publish"] == "cause"
    assert meta["governed"]["product.delete-baseline"] == "reason"
    assert "item.start" not in meta["governed"]


def test_every_fact_has_its_schema(meta: dict[str, Any]) -> None:
    assert set(meta["facts"]) == set(FACTS)


def test_roles_and_read_models_are_there(meta: dict[str, Any]) -> None:
    assert meta["roles"]["viewer"] == ["read"]
    assert "backlog" in meta["projections"]
