"""What a product says for its briefs: what terms mean, and how exact dates may be."""

import pytest
from deciding import fold, given

from domain.product.commands import AllowDates, DefineTerm, ForgetTerm
from domain.product.facts import (
    ProductArchived,
    ProductCreated,
    ProductDatesAllowed,
    ProductTermDefined,
    ProductTermForgotten,
)
from domain.product.rules import PRODUCT

CREATED = ProductCreated(key="ACME", name="Acme")
DEFINED = ProductTermDefined("SSO", "one password for all")
ALLOWED = ProductDatesAllowed("customer", "horizon")


def test_a_term_is_explained():
    given(PRODUCT, CREATED).when(DefineTerm("SSO", "one password for all")).then(DEFINED)


def test_explaining_it_the_same_way_is_quiet():
    asked = given(PRODUCT, CREATED, DEFINED).when(DefineTerm("SSO", "one password for all"))
    asked.then_nothing()


def test_a_term_without_a_meaning_is_refused():
    given(PRODUCT, CREATED).when(DefineTerm("SSO", " ")).then_refused("blank", "plain")


def test_a_term_is_forgotten():
    forgotten = ProductTermForgotten("SSO")
    given(PRODUCT, CREATED, DEFINED).when(ForgetTerm("SSO")).then(forgotten)
    assert fold(PRODUCT, (CREATED, DEFINED, forgotten)).glossary == {}


def test_forgetting_what_is_not_there_is_quiet():
    given(PRODUCT, CREATED).when(ForgetTerm("SSO")).then_nothing()


def test_a_blank_term_is_not_looked_for():
    given(PRODUCT, CREATED).when(ForgetTerm("")).then_refused("blank", "term")


def test_an_audience_may_be_told_dates_up_to_a_point():
    given(PRODUCT, CREATED).when(AllowDates("customer", "horizon")).then(ALLOWED)
    assert fold(PRODUCT, (CREATED, ALLOWED)).finest_dates == {"customer": "horizon"}


def test_allowing_what_is_allowed_is_quiet():
    given(PRODUCT, CREATED, ALLOWED).when(AllowDates("customer", "horizon")).then_nothing()


def test_a_customer_never_hears_an_exact_date():
    asked = given(PRODUCT, CREATED).when(AllowDates("customer", "exact"))
    asked.then_refused("dates-too-exact", "dates")


def test_others_may():
    exact = ProductDatesAllowed("sales", "exact")
    given(PRODUCT, CREATED).when(AllowDates("sales", "exact")).then(exact)


@pytest.mark.parametrize(
    "command", [DefineTerm("SSO", "x"), ForgetTerm("SSO"), AllowDates("sales", "none")]
)
def test_an_archived_product_is_not_changed(command):
    given(PRODUCT, CREATED, ProductArchived()).when(command).then_refused("archived")
