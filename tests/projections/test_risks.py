"""The register of risks: what is shown of them, its filters, and what others ask of it."""

import msgspec
from plan import origin

from domain.keys import stream_of
from domain.metric.commands import Define
from domain.metric.rules import METRIC
from domain.risk import commands as ask
from projections.page import page
from projections.risks.listing import RISKS
from projections.risks.query import watching, worst


def keys(found):
    return [msgspec.json.decode(each)["key"] for each in found.items]


def shown(found):
    return [msgspec.json.decode(each) for each in found.items]


def test_levels_and_bands_are_shown_and_not_stored(register, show):
    key = register.risk(1, 4, 5)
    register.tell(key, ask.AssessResidual(2, 4))
    [row] = shown(show(page, RISKS, {}))
    computed = ("level", "band", "residual_level", "residual_band", "reduction", "exposure")
    assert [row[each] for each in computed] == [20, "extreme", 8, "moderate", 0.6, 8]


def test_the_register_is_found_by_what_is_asked_of_it(register, show):
    register.risk(1, 4, 5, category="schedule")
    register.risk(2, 1, 2, category="budget")
    register.risk(3)
    register.tell("ACME-K1", ask.AssessResidual(2, 4), ask.ArmTrigger("slip_days", "gt", "5"))
    register.tell("ACME-K1", ask.FireTrigger("slip_days", "9"))
    register.tell("ACME-K2", ask.AssignOwner("bo"))
    asked = {
        ("band", ("extreme",)): ["ACME-K1"],
        ("band", ("low", "extreme")): ["ACME-K1", "ACME-K2"],
        ("residual_band", ("moderate",)): ["ACME-K1"],
        ("category", ("budget",)): ["ACME-K2"],
        ("owner", ("bo",)): ["ACME-K2"],
        ("status", ("identified",)): ["ACME-K3"],
        ("fired", ("yes",)): ["ACME-K1"],
        ("likelihood", (4,)): ["ACME-K1"],
        ("exposure[gte]", 3): ["ACME-K1"],
        ("review_due[lte]", "2026-02-01"): ["ACME-K1"],
        ("review_due[gte]", "2026-02-01"): ["ACME-K2"],
        ("q", "vendor"): ["ACME-K1", "ACME-K2", "ACME-K3"],
    }
    assert {each: keys(show(page, RISKS, dict([each]))) for each in asked} == asked


def test_a_closed_risk_is_not_due_for_review(register, show):
    key = register.risk(1, 4, 5)
    register.tell(key, ask.Close("expired"))
    assert keys(show(page, RISKS, {"review_due[lte]": "2099-01-01"})) == []


def test_the_worst_risks_come_first_and_those_that_are_over_not_at_all(register, show):
    register.risk(1, 1, 2)
    register.risk(2, 4, 5)
    register.tell(register.risk(3, 5, 5), ask.Materialise("2026-01-01"))
    found = [msgspec.json.decode(each)["key"] for each in show(worst, "ACME")]
    assert found == ["ACME-K2", "ACME-K1"]


def test_who_watches_a_signal_of_a_thing_is_known(register, show):
    for number in (1, 2, 3):
        register.risk(number)
    for key in ("ACME-X5", "ACME-X6"):
        defined = Define(key, "Notes found", "Searches that end in a click", "%")
        register.ledger.execute(METRIC, stream_of(key), defined, origin())
    register.tell("ACME-K1", ask.ArmTrigger("metric", "gt", "5", "ACME-X5"))
    register.tell("ACME-K2", ask.ArmTrigger("load_ratio", "gt", "1"))
    register.tell("ACME-K3", ask.ArmTrigger("metric", "gt", "5", "ACME-X6"))
    assert show(watching, "metric", "ACME-X5") == ["ACME-K1"]
    register.tell("ACME-K1", ask.FireTrigger("metric", "6", "ACME-X5"))
    assert show(watching, "metric", "ACME-X5") == []
