"""The matrix of risks: how many lie in each cell, and which count at all."""

from domain.risk import commands as ask
from projections.risks.matrix import matrix


def cells(found, when):
    return {(each.likelihood, each.impact): n for each in found.cells if (n := getattr(each, when))}


def test_the_matrix_counts_before_and_after_the_treatment(register, show):
    register.risk(1, 4, 5)
    register.risk(2, 4, 5)
    register.risk(3)
    register.tell("ACME-K1", ask.AssessResidual(2, 4))
    found = show(matrix, {})
    assert len(found.cells) == 25
    assert cells(found, "inherent") == {(4, 5): 2}
    assert cells(found, "residual") == {(2, 4): 1}
    assert (found.unassessed, found.untreated) == (1, 1)


def test_a_cell_knows_its_band(register, show):
    bands = {(each.likelihood, each.impact): each.band for each in show(matrix, {}).cells}
    assert (bands[4, 5], bands[2, 5], bands[1, 5], bands[1, 4]) == (
        "extreme",
        "high",
        "moderate",
        "low",
    )


def test_the_matrix_leaves_closed_risks_out_until_it_is_asked_for_them(register, show):
    register.tell(register.risk(1, 4, 5), ask.Close("expired"))
    register.risk(2, 1, 1)
    assert cells(show(matrix, {}), "inherent") == {(1, 1): 1}
    assert cells(show(matrix, {"status": ("closed",)}), "inherent") == {(4, 5): 1}
    assert cells(show(matrix, {"product": "NOPE"}), "inherent") == {}
