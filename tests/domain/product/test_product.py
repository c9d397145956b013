"""What may happen to a product."""

from typing import Any

import pytest
from deciding import fold, given

from domain.product.commands import (
    Archive,
    CreateProduct,
    DefineDone,
    DefineReady,
    DeleteBaseline,
    Edit,
    NameBaseline,
    Restore,
)
from domain.product.facts import (
    BaselineDeleted,
    BaselineNamed,
    Cadence,
    Check,
    DefinitionOfDoneAgreed,
    DefinitionOfReadyAgreed,
    ProductArchived,
    ProductCreated,
    ProductRestored,
    ProductSettingsRevised,
)
from domain.product.rules import PRODUCT
from domain.release.state import Release
from domain.values import Window

CREATED = ProductCreated(key="ACME", name="Acme")
DREAMING: Any = "dreaming"
ESTIMATED = Check("size", "It has an estimate", "has_estimate")


def test_a_product_is_created():
    command = CreateProduct("ACME", "Acme", timezone="Europe/Lisbon")
    created = ProductCreated("ACME", "Acme", timezone="Europe/Lisbon")
    given(PRODUCT).when(command).then(created)


def test_creating_the_same_product_again_stays_quiet():
    given(PRODUCT, CREATED).when(CreateProduct("ACME", "Acme")).then_nothing()


def test_a_taken_key_is_refused():
    given(PRODUCT, CREATED).when(CreateProduct("ACME", "Other")).then_refused("key-taken", "key")


@pytest.mark.parametrize("key", ["A", "acme", "1AC", "ACME-1", "ABCDEFGHIJK", "ÄCME", "ACME\n"])
def test_a_bad_key_is_refused(key):
    given(PRODUCT).when(CreateProduct(key, "Acme")).then_refused("bad-format", "key")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Europe", "a\0b"])
def test_an_unknown_time_zone_is_refused(zone):
    command = CreateProduct("ACME", "Acme", timezone=zone)
    given(PRODUCT).when(command).then_refused("unknown-timezone", "timezone")


def test_every_wrong_value_is_named_at_once():
    command = CreateProduct("acme", " ", currency="euro", stage=DREAMING)
    error = given(PRODUCT).when(command).then_refused("malformed")
    assert [each.field for each in error.fields] == ["key", "name", "stage", "currency"]
    assert error.fields[2].allowed == ("discovery", "delivery", "launch", "live", "sunset")


def test_what_does_not_exist_is_unknown():
    given(PRODUCT).when(Archive()).then_refused("unknown-reference")


def test_only_the_settings_that_differ_are_kept():
    command = Edit(name="Acme", description="Anvils", cadence=Cadence(3))
    revised = ProductSettingsRevised(description="Anvils", cadence=Cadence(3))
    given(PRODUCT, CREATED).when(command).then(revised)


def test_settings_that_are_so_already_stay_quiet():
    command = Edit(name="Acme", stage="discovery")
    given(PRODUCT, CREATED).when(command).then_nothing()


def test_prioritising_in_another_way_needs_a_reason():
    command = Edit(prioritization="wsjf")
    given(PRODUCT, CREATED).when(command).then_refused("reason-required", "reason")
    revised = ProductSettingsRevised(prioritization="wsjf")
    given(PRODUCT, CREATED).when(command, reason="Flow first").then(revised)


def test_weights_that_are_all_zero_are_refused():
    command = Edit(weights={"value": "0", "effort": "0.0"})
    given(PRODUCT, CREATED).when(command).then_refused("all-zero", "weights")


@pytest.mark.parametrize("weight", ["-1", "NaN", "Infinity", "much"])
def test_a_weight_that_is_no_number_is_refused(weight):
    command = Edit(weights={"value": weight})
    given(PRODUCT, CREATED).when(command).then_refused("bad-format", "weights.value")


@pytest.mark.parametrize("weeks", [0, 7])
def test_an_iteration_takes_one_to_six_weeks(weeks):
    command = Edit(cadence=Cadence(weeks))
    given(PRODUCT, CREATED).when(command).then_refused("out-of-range", "cadence.weeks")


@pytest.mark.parametrize(
    ("define", "agreed"),
    [(DefineReady, DefinitionOfReadyAgreed), (DefineDone, DefinitionOfDoneAgreed)],
)
def test_a_definition_is_agreed_once(define, agreed):
    given(PRODUCT, CREATED).when(define((ESTIMATED,))).then(agreed((ESTIMATED,)))
    given(PRODUCT, CREATED, agreed((ESTIMATED,))).when(define((ESTIMATED,))).then_nothing()


@pytest.mark.parametrize("define", [DefineReady, DefineDone])
def test_a_check_that_is_there_twice_is_refused(define):
    command = define((ESTIMATED, ESTIMATED))
    given(PRODUCT, CREATED).when(command).then_refused("duplicate", "checks.id")


def test_a_baseline_is_named_once():
    given(PRODUCT, CREATED).when(NameBaseline("Q1", 3)).then(BaselineNamed("Q1", 3))
    named = given(PRODUCT, CREATED, BaselineNamed("Q1", 3))
    named.when(NameBaseline("Q1", 3)).then_nothing()
    named.when(NameBaseline("Q1")).then_refused("name-taken", "name")
    given(PRODUCT, CREATED).when(NameBaseline("Now")).then(BaselineNamed("Now", 7))
    named.when(NameBaseline("Q1", 4)).then_refused("name-taken", "name")


@pytest.mark.parametrize("position", [0, -1, 8])
def test_a_baseline_beyond_the_ledger_is_refused(position):
    command = NameBaseline("Q1", position)  # the ledger ends at 7
    given(PRODUCT, CREATED).when(command).then_refused("out-of-range", "position")


def test_deleting_a_baseline_needs_a_reason():
    named = given(PRODUCT, CREATED, BaselineNamed("Q1", 3))
    named.when(DeleteBaseline("Q1")).then_refused("reason-required")
    named.when(DeleteBaseline("Q1"), reason="Never used").then(BaselineDeleted("Q1"))


def test_deleting_a_baseline_that_is_gone_stays_quiet():
    over = given(PRODUCT, CREATED, BaselineNamed("Q1", 3), BaselineDeleted("Q1"))
    over.when(DeleteBaseline("Q1")).then_nothing()


def test_an_archived_product_accepts_nothing_but_its_return():
    archived = given(PRODUCT, CREATED, ProductArchived())
    archived.when(Edit(name="New")).then_refused("archived")
    archived.when(Archive()).then_nothing()
    archived.when(Restore()).then(ProductRestored())
    given(PRODUCT, CREATED).when(Restore()).then_nothing()
    given(PRODUCT, CREATED).when(Archive()).then(ProductArchived())


@pytest.mark.parametrize(("status", "needs"), [("announced", True), ("planned", False)])
def test_a_product_with_a_promised_release_is_archived_only_for_a_reason(status, needs):
    release = Release("ACME-REL1", "Offline", "2.0", "major", Window.read("2026"), status=status)
    promised = given(PRODUCT, CREATED, around={"ACME-REL1": release})
    promised.when(Archive(), reason="Sold").then(ProductArchived())
    if needs:
        promised.when(Archive()).then_refused("reason-required", "reason")
    else:
        promised.when(Archive()).then(ProductArchived())


def test_a_reason_over_its_limit_is_refused():
    given(PRODUCT, CREATED).when(Archive(), reason="x" * 2_001).then_refused("too-long")


def test_the_state_follows_from_the_facts():
    facts = [
        CREATED,
        ProductSettingsRevised(name="Acme 2", weights={"value": "1"}),
        DefinitionOfReadyAgreed((ESTIMATED,)),
        DefinitionOfDoneAgreed((ESTIMATED,)),
        BaselineNamed("Q1", 3),
        ProductArchived(),
        ProductRestored(),
    ]
    product = fold(PRODUCT, facts)
    assert (product.name, product.weights) == ("Acme 2", {"value": "1"})
    assert product.definition_of_ready == product.definition_of_done == (ESTIMATED,)
    assert product.baselines == {"Q1": 3}
    assert not product.archived
    assert fold(PRODUCT, [*facts, BaselineDeleted("Q1")]).baselines == {}


def test_a_stream_cannot_begin_in_the_middle():
    with pytest.raises(TypeError, match="first fact"):
        fold(PRODUCT, [ProductArchived()])
