"""Evidence as people look at it: the inbox, demand, the market, who is to be told; and erasure."""

import msgspec
import pytest
import sqlalchemy as sa
from asking import Asking
from msgspec.structs import replace

from domain.evidence import commands as ask
from domain.roadmap_item.commands import Propose, Schedule, Ship, Start
from domain.values import Money, Window
from ledger import vault
from projections.evidence.demand import Wanted, demand
from projections.evidence.listing import INBOX
from projections.evidence.radar import radar
from projections.evidence.telling import ToTell, to_tell
from projections.evidence.telling import Wanted as Telling
from projections.history.tables import HISTORY, HISTORY_STREAM
from projections.page import page
from projections.search.tables import SEARCH_TEXT

TODAY = "2026-06-30"
OTHERS = f"sealed:{'0' * 32}:{'x' * 22}"


@pytest.fixture
def log(plan, clock):
    """Two things of the plan, on a day that everything is counted from."""
    plan.create()
    clock.now = clock.now.replace(year=2026, month=6, day=30)
    log = Asking(plan.ledger, clock)
    for number, title in ((1, "Offline"), (2, "Search")):
        log(f"ACME-R{number}", Propose(f"ACME-R{number}", title))
    return log


def hear(log, number, *refs, weight=3, summary="They said so", **said):
    key = f"ACME-E{number}"
    log(key, ask.CaptureFeedback(key, summary, **({"occurred_on": TODAY} | said)))
    for ref in refs:
        log(key, ask.Link(ref, weight))
    return key


def see(log, number, topic, strength, confidence=0.5, **said):
    key, url = f"ACME-E{number}", "https://example.com/news"
    said = {"occurred_on": TODAY} | said
    log(key, ask.RecordMarketSignal(key, "News", topic, url, strength, confidence, **said))
    return key


def keys(found):
    return [msgspec.json.decode(each)["key"] for each in found.items]


def test_the_inbox_is_found_by_what_is_asked_of_it(log, show):
    hear(log, 1, "ACME-R1", channel="support", account="Globex", sentiment=-2, tier="key")
    hear(log, 2, channel="email", importance="critical", segment="smb", occurred_on="2026-01-05")
    see(log, 3, "competitor", 4, trend="rising")
    log("ACME-E2", ask.Triage(owner="ana"))
    asked = {
        ("kind", ("feedback",)): ["ACME-E2", "ACME-E1"],
        ("kind", ("market_signal",)): ["ACME-E3"],
        ("channel", ("support", "nps")): ["ACME-E1"],
        ("account", ("Globex",)): ["ACME-E1"],
        ("tier", ("key",)): ["ACME-E1"],
        ("segment", ("smb",)): ["ACME-E2"],
        ("sentiment[lte]", -1): ["ACME-E1"],
        ("importance", ("critical",)): ["ACME-E2"],
        ("status", ("triaged",)): ["ACME-E2"],
        ("owner", ("ana",)): ["ACME-E2"],
        ("linked", ("no",)): ["ACME-E2", "ACME-E3"],
        ("ref", ("ACME-R1",)): ["ACME-E1"],
        ("occurred_on[lte]", "2026-02-01"): ["ACME-E2"],
        ("topic", ("competitor",)): ["ACME-E3"],
        ("trend", ("rising",)): ["ACME-E3"],
        ("strength[gte]", 4): ["ACME-E3"],
        ("q", "news"): ["ACME-E3"],
    }
    assert {each: keys(show(page, INBOX, dict([each]))) for each in asked} == asked


def test_an_account_counts_once_with_the_strongest_it_said(log, show):
    worth = {"account": "Globex", "segment": "large", "tier": "key"}
    hear(log, 1, "ACME-R1", weight=4, deal_value=Money("1200", "EUR"), **worth)
    hear(log, 2, "ACME-R1", weight=2, deal_value=Money("900", "EUR"), **worth)
    hear(log, 3, "ACME-R1", weight=1)
    [row] = show(demand, Wanted("ACME"), TODAY)
    assert (row.ref, row.title, row.score) == ("ACME-R1", "Offline", 2 * 4 + 1)
    assert (row.accounts, row.unnamed, row.voices) == (["Globex"], 1, 3)
    assert (row.revenue, row.segments) == ([Money("1200", "EUR")], {"large": 1})


def test_what_is_old_counts_half_after_180_days(log, show):
    hear(log, 1, "ACME-R1", weight=4, account="Globex", occurred_on="2026-01-01")
    [row] = show(demand, Wanted(), TODAY)
    assert row.score == 2


def test_the_trend_compares_90_days_with_the_90_before(log, show):
    hear(log, 1, "ACME-R1", occurred_on="2026-06-01")
    hear(log, 2, "ACME-R1", occurred_on="2026-03-01")
    hear(log, 3, "ACME-R2", occurred_on="2026-03-01")
    found = {each.ref: each for each in show(demand, Wanted(), TODAY)}
    one, two = found["ACME-R1"], found["ACME-R2"]
    assert (one.recent, one.earlier, one.trend) == (1, 1, "stable")
    assert (two.recent, two.earlier, two.trend) == (0, 1, "falling")


def test_demand_is_ordered_and_narrowed_as_asked(log, show):
    hear(log, 1, "ACME-R1", weight=1, account="Globex", deal_value=Money("9", "EUR"))
    hear(log, 2, "ACME-R2", weight=5, account="Initech", prospect=True)

    def asked(by="score", **wanted):
        return [each.ref for each in show(demand, Wanted("ACME", **wanted), TODAY, by=by)]

    assert asked() == ["ACME-R2", "ACME-R1"]
    assert asked("revenue") == ["ACME-R1", "ACME-R2"]
    assert asked(account=("Globex",)) == asked(ref=("ACME-R1",)) == ["ACME-R1"]
    assert asked(since="2026-07-01") == []
    assert show(demand, Wanted("OTHER"), TODAY) == []
    assert show(demand, Wanted("ACME", ref=("ACME-R2",)), TODAY)[0].prospects == 1


def test_what_was_merged_counts_where_it_went_and_what_was_dismissed_nowhere(log, show):
    hear(log, 1, "ACME-R1", account="Globex")
    hear(log, 2, account="Initech")
    hear(log, 3, "ACME-R1", account="Umbrella")
    log("ACME-E1", ask.Merge("ACME-E2"))
    log("ACME-E3", ask.Dismiss(), "Not ours.")
    [row] = show(demand, Wanted(), TODAY)
    assert (row.accounts, row.voices) == (["Globex", "Initech"], 2)


def test_a_market_signal_speaks_for_a_thing_but_is_no_voice(log, show):
    log(see(log, 1, "demand", 4), ask.Link("ACME-R1"))
    [row] = show(demand, Wanted(), TODAY)
    assert (row.signals, row.voices, row.score, row.last_on) == (1, 0, 0, None)


def test_the_radar_shows_the_strongest_topic_first(log, show):
    see(log, 1, "pricing", 2)
    see(log, 2, "competitor", 5, 0.9)
    see(log, 3, "competitor", 1, 0.5)
    log(see(log, 4, "macro", 5, 1.0), ask.Dismiss(), "Noise.")
    found = show(radar, {"product": "ACME"})
    assert [each.key for each in found] == ["ACME-E2", "ACME-E3", "ACME-E1"]
    assert found[0].force == 4.5
    assert [each.key for each in show(radar, {"status": ("dismissed",)})] == ["ACME-E4"]


def test_a_strong_guess_does_not_crowd_out_what_is_sure(log, show):
    see(log, 1, "macro", 5, 0.1)
    see(log, 2, "pricing", 4, 0.9)
    assert [each.key for each in show(radar, {}, limit=1)] == ["ACME-E2"]


def test_those_who_asked_are_told_once_it_is_out(log, show):
    hear(log, 1, "ACME-R1", account="Globex")
    waits = [ToTell("ACME-E1", ["ACME-R1"], ["Globex"], None, TODAY)]
    assert show(to_tell, Telling("ACME")) == []
    assert show(to_tell, Telling("ACME", ("ACME-R1",), out=False)) == waits
    for each in (Schedule(Window.read("2026-Q2")), Start(), Ship()):
        log("ACME-R1", each)
    assert show(to_tell, Telling("ACME")) == waits
    log("ACME-E1", ask.Answer(OTHERS))
    assert show(to_tell, Telling("ACME")) == []


@pytest.mark.parametrize(
    "database_url", ["sqlite"], indirect=True
)  # the other reads few rows whole
def test_demand_is_read_by_an_index(log, database, show):
    hear(log, 1, "ACME-R1")
    show(page, INBOX, {})
    with database.read() as connection:
        for where in ("product_key = 'ACME'", "ref = 'ACME-R1'"):
            asked = f"EXPLAIN QUERY PLAN SELECT * FROM evidence_voice WHERE {where}"
            [row] = connection.exec_driver_sql(asked).all()
            assert "USING INDEX" in row[3]


class Sealed:
    """Feedback of which every text is sealed under one key."""

    def __init__(self, log, database):
        self.log, self.database = log, database
        with database.begin() as connection:
            self.subject = vault.make(connection, log.clock())
        words, name = (self.subject.seal(each) for each in ("Exports crawl", "Bob Smith"))
        log("ACME-E1", ask.CaptureFeedback("ACME-E1", "Exports", words, contact=name))
        log("ACME-E1", ask.Link("ACME-R1", 4, self.subject.seal("It crawls")))

    def held(self):
        with self.database.read() as connection:
            return vault.known(connection, [self.subject.id])


@pytest.fixture
def kept(log, database):
    return Sealed(log, database)


def everything(connection):
    """What the read models hold, as one text."""
    columns = (HISTORY.c.json, SEARCH_TEXT.c.title, SEARCH_TEXT.c.body)
    return "\n".join(str(row) for each in columns for row in connection.execute(sa.select(each)))


def test_no_view_holds_what_is_sealed_in_the_clear(kept, show):
    told = show(everything)
    assert "Exports" in told
    assert "crawl" not in told
    assert "sealed:" not in told
    assert "(personal text)" in told


def test_reading_that_it_was_redacted_destroys_the_key(kept, show):
    show(page, INBOX, {})
    assert kept.held()
    kept.log("ACME-E1", ask.Redact(), "Bob asked.")
    [row] = show(page, INBOX, {"redacted": ("yes",)}).items
    assert not kept.held()
    shown = msgspec.json.decode(row)
    assert (shown["verbatim"], shown["contact"], shown["links"][0]["quote"]) == ("(erased)",) * 3
    assert show(demand, Wanted("ACME"), TODAY)[0].voices == 1


def test_a_restored_key_is_destroyed_by_reading_again(kept, show, runner, database):
    kept.log("ACME-E1", ask.Redact(), "Bob asked.")
    show(page, INBOX, {})
    with database.begin() as connection:
        back = sa.update(vault.SUBJECT_KEY).values(secret=kept.subject.secret)
        connection.execute(back)
    runner.rebuild("erasure")
    assert not kept.held()


def test_the_history_goes_on_from_states_that_are_still_sealed(kept, show):
    show(page, INBOX, {})
    kept.log("ACME-E1", ask.Triage(owner="ana"))
    states = show(lambda connection: connection.execute(sa.select(HISTORY_STREAM.c.state)).all())
    assert not any("crawl" in str(each) for each in states)
    assert replace(kept.log.state("ACME-E1"), owner=None).links[0].weight == 4
