"""A release: a version of its own, dates that are kept, and what may go out with it."""

import pytest
from deciding import NONSENSE, Why, facts_of, fold, given

from domain.claim import Claim
from domain.claim import Release as GiveBack
from domain.decider import Ask
from domain.keys import stream_of
from domain.release.commands import (
    AddScope,
    Announce,
    Cancel,
    DraftNotes,
    Freeze,
    Plan,
    RecordGoNoGo,
    Reschedule,
    Ship,
    Unfreeze,
)
from domain.release.facts import (
    GoNoGo,
    GoNoGoRecorded,
    ReleaseAnnounced,
    ReleaseCancelled,
    ReleaseNotesDrafted,
    ReleasePlanned,
    ReleaseRescheduled,
    ReleaseScopeFrozen,
    ReleaseScopeUnfrozen,
    ReleaseShipped,
)
from domain.release.rules import RELEASE
from domain.release.state import slip
from domain.values import Window

Q3, Q4, H2 = (Window.read(each) for each in ("2026-Q3", "2026-Q4", "2026-H2"))
PLANNED = ReleasePlanned("ACME-REL1", "Offline", "2.0", "major", Q3)
TOLD = ReleaseAnnounced(("sales",), Q3)
MOVED = ReleaseRescheduled(Q4)
FROZEN = ReleaseScopeFrozen()
SHIPPED = ReleaseShipped("2026-01-02")
NAME = "version:ACME:2.0"
OWNER = stream_of("ACME-REL1")
AROUND = {"ACME-M1": object()}
WHY: Why = {"reason": "The vendor slips.", "because": ["ACME-M1"]}


def asked_with(version):
    """What planning a release of that version asks of the name."""
    planned, ask = given(RELEASE).when(Plan("ACME-REL1", "Offline", version, "major", Q3)).facts
    assert isinstance(planned, ReleasePlanned)
    assert isinstance(ask, Ask)
    return ask


def test_a_release_is_planned_and_claims_its_version():
    ask = asked_with("2.0")
    given(RELEASE).when(Plan("ACME-REL1", "Offline", "2.0", "major", Q3)).then(PLANNED, ask)
    assert (ask.key, ask.command.owner) == (NAME, OWNER)
    assert (ask.command.code, ask.command.field) == ("version-taken", "version_name")


def test_a_version_is_the_same_however_it_is_written():
    for version in ("V2-rc", " v2-RC "):
        assert asked_with(version).key == "version:ACME:v2-rc"


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (Plan("ACME-REL1", " ", "2.0", "major", Q3), "name"),
        (Plan("ACME-REL1", "A", "", "major", Q3), "version_name"),
        (Plan("ACME-REL1", "A", "2.0", NONSENSE, Q3), "kind"),
        (Plan("ACME-REL1", "A", "2.0", "major", Window("2026-09-30", "2026-07-01")), "target.end"),
    ],
)
def test_a_wrong_plan_names_its_field(command, field):
    given(RELEASE).when(command).then_refused_for(field)


def test_a_second_release_under_a_key_is_refused():
    asked = given(RELEASE, PLANNED).when(Plan("ACME-REL1", "A", "2.1", "minor", Q3))
    asked.then_refused("key-taken", "key")


def test_a_release_is_announced_for_its_target():
    given(RELEASE, PLANNED).when(Announce(("sales",))).then(TOLD)
    given(RELEASE, PLANNED, TOLD).when(Announce(("sales",))).then_nothing()


def test_a_release_can_be_announced_less_exactly_than_it_is_planned():
    given(RELEASE, PLANNED).when(Announce(("sales",), H2)).then(ReleaseAnnounced(("sales",), H2))


def test_another_audience_is_told_the_same():
    asked = given(RELEASE, PLANNED, TOLD).when(Announce(("customer",), Q3))
    asked.then(ReleaseAnnounced(("customer",), Q3))
    assert fold(RELEASE, [PLANNED, TOLD, *facts_of(asked.facts)]).audience == ("sales", "customer")


def test_somebody_is_told():
    given(RELEASE, PLANNED).when(Announce(())).then_refused("required", "audience")
    given(RELEASE, PLANNED).when(Announce((NONSENSE,))).then_refused("invalid-enum", "audience.0")


def test_an_announced_window_is_not_moved_by_announcing():
    asked = given(RELEASE, PLANNED, TOLD).when(Announce(("sales",), Q4))
    asked.then_refused("already-announced", "window")


def test_a_moved_release_is_announced_anew():
    asked = given(RELEASE, PLANNED, TOLD, MOVED).when(Announce(("sales",)))
    asked.then(ReleaseAnnounced(("sales",), Q4))


def test_a_planned_release_is_rescheduled_freely():
    given(RELEASE, PLANNED).when(Reschedule(Q4)).then(MOVED)
    given(RELEASE, PLANNED).when(Reschedule(Q3)).then_nothing()


def test_an_announced_release_is_rescheduled_for_a_reason_with_a_cause():
    asked = given(RELEASE, PLANNED, TOLD, around=AROUND)
    asked.when(Reschedule(Q4)).then_refused("reason-required", "reason")
    asked.when(Reschedule(Q4), reason="Later.").then_refused("cause-required", "because_of")
    asked.when(Reschedule(Q4), **WHY).then(MOVED)


def test_the_promise_stays_when_the_target_moves():
    state = fold(RELEASE, [PLANNED, TOLD, MOVED])
    assert (state.announced, state.target, slip(state)) == (Q3, Q4, 92)
    assert slip(fold(RELEASE, [PLANNED])) is None
    assert slip(fold(RELEASE, [PLANNED, TOLD, ReleaseShipped("2026-09-28")])) == -2


def test_a_scope_is_frozen_and_unfrozen_for_a_reason():
    given(RELEASE, PLANNED).when(Freeze()).then(FROZEN)
    given(RELEASE, PLANNED, FROZEN).when(Freeze()).then_nothing()
    given(RELEASE, PLANNED, FROZEN).when(Unfreeze()).then_refused("reason-required", "reason")
    asked = given(RELEASE, PLANNED, FROZEN).when(Unfreeze(), reason="One more.")
    asked.then(ReleaseScopeUnfrozen())
    given(RELEASE, PLANNED).when(Unfreeze()).then_nothing()


def test_who_looked_at_what_is_recorded():
    said = GoNoGoRecorded(GoNoGo("Security", "Ada", ok=False))
    given(RELEASE, PLANNED).when(RecordGoNoGo("Security", ok=False)).then(said)
    given(RELEASE, PLANNED, said).when(RecordGoNoGo("Security", ok=False)).then_nothing()
    given(RELEASE, PLANNED).when(RecordGoNoGo("", ok=True)).then_refused("blank", "check")


def test_the_newest_word_on_a_check_counts():
    first, other = GoNoGo("Security", "Ada", ok=False), GoNoGo("Load", "Ben", ok=True)
    second = GoNoGo("Security", "Ada", ok=True)
    facts = [GoNoGoRecorded(each) for each in (first, other, second)]
    assert fold(RELEASE, [PLANNED, *facts]).go_no_go == (second, other)


def test_notes_are_drafted():
    drafted = ReleaseNotesDrafted("Works offline.")
    given(RELEASE, PLANNED).when(DraftNotes("Works offline.")).then(drafted)
    given(RELEASE, PLANNED, drafted).when(DraftNotes("Works offline.")).then_nothing()
    given(RELEASE, PLANNED).when(DraftNotes("\x07")).then_refused("control-characters", "notes")


def test_a_release_is_shipped_today_with_its_notes():
    drafted = ReleaseNotesDrafted("Works offline.")
    asked = given(RELEASE, PLANNED, drafted).when(Ship())
    asked.then(ReleaseShipped("2026-01-02", "Works offline."))
    given(RELEASE, PLANNED, SHIPPED).when(Ship()).then_nothing()


def test_a_release_is_not_shipped_in_the_future():
    given(RELEASE, PLANNED).when(Ship("2026-01-03")).then_refused("in-the-future", "on")
    given(RELEASE, PLANNED).when(Ship("soon")).then_refused("bad-date", "on")


def test_a_cancelled_release_gives_its_version_back():
    asked = given(RELEASE, PLANNED).when(Cancel())
    asked.then(ReleaseCancelled(), Ask(NAME, GiveBack(NAME, OWNER)))
    given(RELEASE, PLANNED, ReleaseCancelled()).when(Cancel()).then_nothing()


def test_an_announced_release_is_cancelled_for_a_reason_with_a_cause():
    given(RELEASE, PLANNED, TOLD).when(Cancel()).then_refused("reason-required", "reason")
    answer = given(RELEASE, PLANNED, TOLD, around=AROUND).when(Cancel(), **WHY)
    assert answer.facts[0] == ReleaseCancelled()


@pytest.mark.parametrize("end", [SHIPPED, ReleaseCancelled()])
@pytest.mark.parametrize(
    "command",
    [
        AddScope("ACME-1"),
        Announce(("sales",)),
        Reschedule(Q4),
        Freeze(),
        RecordGoNoGo("Security", ok=True),
        DraftNotes("More."),
    ],
)
def test_what_is_over_stays_as_it_is(end, command):
    asked = given(RELEASE, PLANNED, end, around={"ACME-1": object()}).when(command)
    asked.then_refused("illegal-transition", "status")


def test_what_is_over_is_neither_shipped_nor_cancelled():
    given(RELEASE, PLANNED, SHIPPED).when(Cancel()).then_refused("illegal-transition")
    given(RELEASE, PLANNED, ReleaseCancelled()).when(Ship()).then_refused("illegal-transition")
    asked = given(RELEASE, PLANNED, FROZEN, SHIPPED).when(Unfreeze(), reason="Why not.")
    asked.then_refused("illegal-transition")


def test_a_claim_names_the_field_and_what_to_do():
    claim = asked_with("2.0").command
    assert isinstance(claim, Claim)
    assert "name another version" in claim.message
