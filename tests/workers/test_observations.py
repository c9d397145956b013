"""A file of observations: every line that fails is named, and half a file is never kept."""

import pytest
from asking import ANA, Asking

from domain.fact import Origin
from domain.keys import stream_of
from domain.metric.commands import Define, Retire
from domain.product.commands import CreateProduct
from domain.refusal import DomainError, Refused, Unknown
from domain.stretch.facts import MetricObserved
from ledger.ledger import Ledger
from workers.observations import Taken, take_in

KEY = "ACME-X1"


class Desk:
    """A metric by day and region, and files that are brought in."""

    def __init__(self, ledger: Ledger, clock) -> None:
        self.ask = Asking(ledger, clock)
        self.ledger = ledger
        self.ask("ACME", CreateProduct("ACME", "Acme Notes"))
        words = ("Sign-ups", "New accounts", "people")
        self.ask(KEY, Define(KEY, *words, cadence="day", dims=("region",)))

    def bring(self, *lines: str, partial: bool = False, key: str = KEY) -> Taken:
        taken: list[Taken] = []
        at = self.ask.clock()
        origin = Origin(ANA, "import", at, stream_of("any"))

        def work(transaction):
            taken[:] = [take_in(transaction, key, "\n".join(lines), partial=partial)]

        self.ledger.transact(work, origin)
        return taken[0]

    def kept(self) -> dict[tuple[str, str], str]:
        facts = (each.fact for each in self.ledger.entries(0, 999))
        return {
            (label, day): value
            for fact in facts
            if isinstance(fact, MetricObserved)
            for label, values in fact.values.items()
            for day, value in values.items()
        }


@pytest.fixture
def desk(ledger, clock) -> Desk:
    return Desk(ledger, clock)


def refused(desk: Desk, *lines: str) -> list[tuple[str, str]]:
    with pytest.raises(DomainError) as error:
        desk.bring(*lines)
    assert desk.kept() == {}
    return [(each.field, each.code) for each in error.value.fields]


def test_a_file_is_kept_whole(desk):
    taken = desk.bring("region,period,value", "eu,2025-12-01,5", ",2025-12-01,9", "eu,2026-01-01,6")
    assert taken == Taken(3, 3, 0, 0, [])
    assert desk.kept() == {
        ("region=eu", "2025-12-01"): "5",
        ("", "2025-12-01"): "9",
        ("region=eu", "2026-01-01"): "6",
    }


def test_blanks_around_a_cell_say_nothing(desk):
    desk.bring("period, value ,region", " 2025-12-01 , 5,  eu ")
    assert desk.kept() == {("region=eu", "2025-12-01"): "5"}


def test_a_file_that_is_brought_again_keeps_nothing_twice(desk):
    file = ("period,value", "2025-12-01,5")
    desk.bring(*file)
    head = desk.ledger.head()
    assert desk.bring(*file) == Taken(1, 0, 1, 0, [])
    assert desk.ledger.head() == head


BAD = {
    "2025-12-02,NaN,eu": "bad-number",
    "2025-12-02,,eu": "bad-number",
    "2025-02-30,1,eu": "bad-date",
    "2999-01-01,1,eu": "in-the-future",
    "2025-12-01,7,eu": "duplicate",
    "2025-12-02,1": "wrong-columns",
    "2025-12-02,1,eu,more": "wrong-columns",
    "2025-12-02,1,e=u": "bad-dim",
    '2025-12-02,1,"eu': "bad-line",
}


@pytest.mark.parametrize("line", BAD)
def test_a_line_that_fails_is_named_and_nothing_is_kept(desk, line):
    found = refused(desk, "period,value,region", "2025-12-01,1,eu", line)
    assert found == [("line 3", BAD[line])]


def test_every_line_that_fails_is_named_at_once(desk):
    lines = ("2025-12-01,1,eu", "soon,x,eu", "", "2025-12-01,2,eu")
    found = refused(desk, "period,value,region", *lines)
    assert found == [
        ("line 3", "bad-date"),
        ("line 3", "bad-number"),
        ("line 5", "duplicate"),
    ]


@pytest.mark.parametrize(
    "head", ["", "period", "period,value,mood", "period,value,value", "Period,value"]
)
def test_a_wrong_column_is_named_whatever_else_is_wanted(desk, head):
    with pytest.raises(DomainError) as error:
        desk.bring(head, "2025-12-01,1", partial=True)
    assert {(each.field, each.code) for each in error.value.fields} == {("line 1", "wrong-column")}
    assert desk.kept() == {}


def test_the_other_lines_are_kept_where_that_is_wanted(desk):
    lines = ("2025-12-01,1", "2025-12-02,NaN", "2025-12-03,3")
    taken = desk.bring("period,value", *lines, partial=True)
    assert (taken.lines, taken.kept, taken.failed) == (3, 2, 1)
    assert [(each.line, each.column, each.code) for each in taken.errors] == [
        (3, "value", "bad-number")
    ]
    assert sorted(desk.kept().values()) == ["1", "3"]


def test_another_value_for_what_is_known_fails_its_line(desk):
    desk.bring("period,value", "2025-12-01,1")
    with pytest.raises(Refused) as error:
        desk.bring("period,value", "2025-12-02,2", "2025-12-01,7")
    assert error.value.code == "lines-failed"
    assert error.value.message == "1 of 2 lines cannot be kept, so none was."
    assert [(each.field, each.code) for each in error.value.fields] == [
        ("line 3", "use-correction")
    ]
    assert len(desk.kept()) == 1


def test_a_period_that_does_not_begin_one_fails_its_line(desk):
    desk.ask("ACME-X2", Define("ACME-X2", "Calls", "Calls", "calls", cadence="week"))
    with pytest.raises(Refused) as error:
        desk.bring("period,value", "2025-12-02,2", key="ACME-X2")
    assert [(each.field, each.code) for each in error.value.fields] == [("line 2", "not-aligned")]


def test_a_long_file_is_a_fact_for_each_thousand(desk):
    lines = [f"2025-12-{day:02},{day},region-{at}" for at in range(90) for day in range(1, 32)]
    assert desk.bring("period,value,region", *lines).kept == 2_790
    facts = [each.fact for each in desk.ledger.entries(0, 99)]
    sizes = [
        sum(len(values) for values in fact.values.values())
        for fact in facts
        if isinstance(fact, MetricObserved)
    ]
    assert sizes == [1_000, 1_000, 790]


def test_a_file_from_a_spreadsheet_may_begin_with_a_mark(desk):
    assert desk.bring("\ufeffperiod,value", "2025-12-01,1").kept == 1


def test_only_a_metric_that_is_measured_takes_a_file(desk):
    for key in ("ACME-X9", "ACME", "nonsense"):
        with pytest.raises(Unknown):
            desk.bring("period,value", key=key)
    desk.ask(KEY, Retire(), "Nobody looks")
    with pytest.raises(Refused):
        desk.bring("period,value", "2025-12-01,1")
