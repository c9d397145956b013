"""Refusals that every kind of thing has."""

from domain.refusal import FieldError, illegal


def test_what_a_status_does_not_allow_names_the_status_and_what_would_do():
    refused = illegal("held", "ACME-M1 is held.", ("scheduled",))
    wrong = FieldError("status", refused.code, "ACME-M1 is held.", "held", ("scheduled",))
    assert refused.code == "illegal-transition"
    assert refused.fields == (wrong,)
