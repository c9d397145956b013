"""What may happen to a connection: connected once, no secret in a fact, a pause is kept."""

from uuid import UUID

import pytest
from deciding import NONSENSE, fold, given
from msgspec.structs import replace

from domain.connection.commands import (
    ConnectTracker,
    Disconnect,
    Pause,
    Remap,
    ReportTrouble,
    ReportUnauthorised,
    Restore,
    Resume,
)
from domain.connection.facts import (
    ConnectionDegraded,
    ConnectionPaused,
    ConnectionRemapped,
    ConnectionRestored,
    ConnectionResumed,
    ConnectionUnauthorised,
    Mapping,
    Policy,
    Selection,
    TrackerConnected,
    TrackerDisconnected,
)
from domain.connection.rules import CONNECTION

CONNECT = ConnectTracker(
    product=UUID(int=1),
    tracker="github",
    flavour="github",
    base_url="https://api.github.com",
    remote_id="42",
    remote_name="acme/anvils",
    remote_url="https://github.com/acme/anvils",
    credentials_ref="env:GITHUB_TOKEN",
)
CONNECTED = TrackerConnected(
    product=UUID(int=1),
    tracker="github",
    flavour="github",
    base_url="https://api.github.com",
    remote_id="42",
    remote_name="acme/anvils",
    remote_url="https://github.com/acme/anvils",
    credentials_ref="env:GITHUB_TOKEN",
)


def test_a_tracker_is_connected():
    given(CONNECTION).when(CONNECT).then(CONNECTED)


def test_connecting_the_same_again_stays_quiet():
    given(CONNECTION, CONNECTED).when(CONNECT).then_nothing()


def test_a_connected_tracker_is_not_connected_otherwise():
    command = replace(CONNECT, direction="in")
    given(CONNECTION, CONNECTED).when(command).then_refused("already-connected")


def test_a_disconnected_tracker_can_be_connected_again():
    over = given(CONNECTION, CONNECTED, TrackerDisconnected())
    over.when(CONNECT).then(CONNECTED)
    assert fold(CONNECTION, [CONNECTED, TrackerDisconnected(), CONNECTED]).state == "active"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example",
        "api.github.com",
        "https://",
        "https://user:secret@a.example",
        "https://a.example?token=1",
        "https://a.example/#x",
        "https://a b.example",
        "https://[half",
        "https://a.example:99999",
    ],
)
def test_an_address_is_a_plain_web_address(url):
    given(CONNECTION).when(replace(CONNECT, base_url=url)).then_refused("bad-url", "base_url")


def test_a_refused_address_is_not_repeated():
    command = replace(CONNECT, base_url="https://user:hunter2@a.example")
    error = given(CONNECTION).when(command).then_refused("bad-url")
    assert "hunter2" not in repr(error) + repr(error.fields)


@pytest.mark.parametrize("reference", ["env:github_token", "GITHUB_TOKEN", "file:/run/secrets/gh"])
def test_a_secret_is_named_by_variable_or_file(reference):
    command = replace(CONNECT, credentials_ref=reference)
    given(CONNECTION).when(command).then(replace(CONNECTED, credentials_ref=reference))


@pytest.mark.parametrize(
    "value",
    [
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "env:github_pat_11AA",
        "ATATT3xFfGF0",
        "eyJhbGciOi",
    ],
)
def test_a_secret_itself_is_refused_and_not_repeated(value):
    command = replace(CONNECT, credentials_ref=value)
    error = given(CONNECTION).when(command).then_refused("secret-value", "credentials_ref")
    assert value not in repr(error) + repr(error.fields)


@pytest.mark.parametrize("value", ["", "two words", "5f2a9c", "a1b2c3d4e5f6a7b8", "file:relative"])
def test_a_reference_that_names_nothing_is_refused(value):
    command = replace(CONNECT, credentials_ref=value)
    given(CONNECTION).when(command).then_refused("bad-format", "credentials_ref")


def test_two_webhook_secrets_are_active_at_most():
    command = replace(CONNECT, webhook_secret_refs=("env:A", "env:B", "env:C"))
    given(CONNECTION).when(command).then_refused("too-many", "webhook_secret_refs")
    both = replace(CONNECT, webhook_secret_refs=("env:A", "ghp_123"))
    given(CONNECTION).when(both).then_refused("secret-value", "webhook_secret_refs")


@pytest.mark.parametrize(
    ("tracker", "flavour", "name", "field"),
    [
        ("github", "cloud", "acme/anvils", "flavour"),
        ("jira", "github", "ACME", "flavour"),
        ("github", "github", "anvils", "remote_name"),
        ("jira", "cloud", "acme", "remote_name"),
        ("gitlab", "cloud", "acme", "tracker"),
    ],
)
def test_tracker_flavour_and_name_belong_together(tracker, flavour, name, field):
    command = replace(CONNECT, tracker=tracker, flavour=flavour, remote_name=name)
    given(CONNECTION).when(command).then_refused("malformed", field)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"direction": NONSENSE}, "direction"),
        ({"selection": Selection(all=True, label="a")}, "selection"),
        ({"selection": Selection(label="two words")}, "selection.label"),
        ({"selection": Selection(query=" ")}, "selection.query"),
        ({"policies": {"colour": Policy()}}, "policies"),
        ({"policies": {"title": Policy(direction=NONSENSE)}}, "policies.title.direction"),
        ({"policies": {"title": Policy(on_conflict=NONSENSE)}}, "policies.title.on_conflict"),
        ({"mapping": Mapping(priority={"gigantic": "High"})}, "mapping.priority"),
        ({"mapping": Mapping(people={"ada": ""})}, "mapping.people.ada"),
    ],
)
def test_terms_that_make_no_sense_are_refused(terms, field):
    given(CONNECTION).when(replace(CONNECT, **terms)).then_refused("malformed", field)
    given(CONNECTION, CONNECTED).when(Remap(**terms)).then_refused("malformed", field)


def test_only_the_terms_that_differ_are_kept():
    command = Remap(direction="in", selection=Selection(), mapping=Mapping(people={"ada": "7"}))
    remapped = ConnectionRemapped(direction="in", mapping=Mapping(people={"ada": "7"}))
    given(CONNECTION, CONNECTED).when(command).then(remapped)
    given(CONNECTION, CONNECTED, remapped).when(command).then_nothing()
    assert fold(CONNECTION, [CONNECTED, remapped]).direction == "in"


def test_a_connection_is_paused_and_resumed_once():
    given(CONNECTION, CONNECTED).when(Pause()).then(ConnectionPaused())
    given(CONNECTION, CONNECTED).when(Resume()).then_nothing()
    paused = given(CONNECTION, CONNECTED, ConnectionPaused())
    paused.when(Pause()).then_nothing()
    paused.when(Resume()).then(ConnectionResumed())


def test_trouble_is_reported_once_per_reason():
    given(CONNECTION, CONNECTED).when(ReportTrouble("503")).then(ConnectionDegraded("503"))
    degraded = given(CONNECTION, CONNECTED, ConnectionDegraded("503"))
    degraded.when(ReportTrouble("503")).then_nothing()
    degraded.when(ReportTrouble("504")).then(ConnectionDegraded("504"))


def test_refused_credentials_are_reported_once_and_outweigh_trouble():
    degraded = given(CONNECTION, CONNECTED, ConnectionDegraded("503"))
    degraded.when(ReportUnauthorised("401")).then(ConnectionUnauthorised("401"))
    refused = given(CONNECTION, CONNECTED, ConnectionUnauthorised("401"))
    refused.when(ReportUnauthorised("401")).then_nothing()
    refused.when(ReportTrouble("503")).then_nothing()


@pytest.mark.parametrize("report", [ReportTrouble, ReportUnauthorised])
def test_a_report_says_why(report):
    given(CONNECTION, CONNECTED).when(report(" ")).then_refused("blank", "reason")


@pytest.mark.parametrize("report", [ReportTrouble("503"), ReportUnauthorised("401"), Restore()])
def test_a_late_report_does_not_end_a_pause_or_an_end(report):
    given(CONNECTION, CONNECTED, ConnectionPaused()).when(report).then_nothing()
    given(CONNECTION, CONNECTED, TrackerDisconnected()).when(report).then_nothing()


@pytest.mark.parametrize("trouble", [ConnectionDegraded("503"), ConnectionUnauthorised("401")])
def test_a_tracker_that_answers_again_is_restored(trouble):
    given(CONNECTION, CONNECTED, trouble).when(Restore()).then(ConnectionRestored())
    restored = fold(CONNECTION, [CONNECTED, trouble, ConnectionRestored()])
    assert (restored.state, restored.trouble) == ("active", None)


def test_restoring_what_works_stays_quiet():
    given(CONNECTION, CONNECTED).when(Restore()).then_nothing()


def test_a_connection_ends_once():
    given(CONNECTION, CONNECTED).when(Disconnect()).then(TrackerDisconnected())
    given(CONNECTION, CONNECTED, TrackerDisconnected()).when(Disconnect()).then_nothing()


@pytest.mark.parametrize("command", [Pause(), Resume(), Remap(direction="in")])
def test_a_connection_that_is_over_accepts_no_terms(command):
    over = given(CONNECTION, CONNECTED, TrackerDisconnected())
    over.when(command).then_refused("disconnected")


def test_what_does_not_exist_is_unknown():
    given(CONNECTION).when(Pause()).then_refused("unknown-reference")


def test_a_stream_cannot_begin_in_the_middle():
    with pytest.raises(TypeError, match="first fact"):
        fold(CONNECTION, [ConnectionPaused()])
