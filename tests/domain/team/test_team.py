"""A team: who is in it for which part, and nobody for more than there is of them."""

import pytest
from deciding import NONSENSE, fold, given

from domain.refusal import DomainError
from domain.team.commands import AddHoliday, AddMember, ChangeMember, Form, RemoveMember
from domain.team.facts import (
    TeamFormed,
    TeamHolidayAdded,
    TeamMemberAdded,
    TeamMemberRemoved,
    TeamMemberRevised,
)
from domain.team.rules import TEAM
from domain.team.words import Holiday, Member

ANA, BEN = Member("ana"), Member("ben", "0.5")
FORMED = TeamFormed("ACME-T2", "Notes", (ANA,))
HALF_ANA = fold(TEAM, [TeamFormed("ACME-T1", "Core", (Member("ana", "0.5", until="2026-03-31"),))])
THREE_KINGS = TeamHolidayAdded(Holiday("2026-01-06", "Three Kings"))


def test_a_team_is_formed_with_its_members() -> None:
    asked = given(TEAM).when(Form("ACME-T2", "Notes", (Member("ana", "1.00"),)))
    asked.then(FORMED)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (Form("ACME-T2", " "), "name"),
        (Form("ACME-T2", "Notes", (Member("ana", "0"),)), "members.0.fte"),
        (Form("ACME-T2", "Notes", (Member("ana", "1.1"),)), "members.0.fte"),
        (Form("ACME-T2", "Notes", (Member("ana", "NaN"),)), "members.0.fte"),
        (Form("ACME-T2", "Notes", (Member("ana", hours_per_day="25"),)), "members.0.hours_per_day"),
        (Form("ACME-T2", "Notes", (Member("ana", focus_factor="0"),)), "members.0.focus_factor"),
        (Form("ACME-T2", "Notes", working_days=()), "working_days"),
        (Form("ACME-T2", "Notes", working_days=(NONSENSE,)), "working_days.0"),
        (Form("ACME-T2", "Notes", estimate_unit=NONSENSE), "estimate_unit"),
        (Form("ACME-T2", "Notes", (ANA, Member("ana", "0.1"))), "members"),
        (
            Form("ACME-T2", "Notes", (Member("ana", since="2026-02-01", until="2026-01-01"),)),
            "members.0.until",
        ),
    ],
)
def test_a_wrong_team_names_its_field(command: Form, field: str) -> None:
    given(TEAM).when(command).then_refused_for(field)


def test_a_second_team_under_a_key_is_refused() -> None:
    given(TEAM, FORMED).when(Form("ACME-T2", "Other")).then_refused("key-taken", "key")


def test_a_member_is_written_short() -> None:
    assert Member.read("ana 0.5 back end") == Member("ana", "0.5", "back end")
    assert Member.read("ana") == ANA


def test_somebody_joins() -> None:
    given(TEAM, FORMED).when(AddMember("ben", "0.50")).then(TeamMemberAdded(BEN))


def test_joining_twice_is_quiet_or_refused() -> None:
    given(TEAM, FORMED).when(AddMember("ana")).then_nothing()
    given(TEAM, FORMED).when(AddMember("ana", "0.5")).then_refused("already-member", "person")


def test_who_left_may_come_back() -> None:
    left = TeamMemberRemoved("ana", "2026-01-31")
    asked = given(TEAM, FORMED, left).when(AddMember("ana", since="2026-03-01"))
    asked.then(TeamMemberAdded(Member("ana", since="2026-03-01")))


def test_a_membership_ends_after_it_begins() -> None:
    asked = given(TEAM, FORMED).when(AddMember("ben", since="2026-03-01", until="2026-02-01"))
    asked.then_refused("ends-before-start", "until")


def test_the_part_beyond_all_of_somebody_is_refused_with_names_and_numbers() -> None:
    asked = given(TEAM, FORMED, around={"ACME-T1": HALF_ANA})
    error = asked.when(ChangeMember("ana", "0.6")).then_refused("over-allocated", "fte")
    assert str(error) == (
        "ana would be 110 % allocated, 0.1 too much: 60 % of ACME-T2, 50 % of ACME-T1."
    )


def test_a_reason_overrides_that() -> None:
    asked = given(TEAM, FORMED, around={"ACME-T1": HALF_ANA})
    revised = TeamMemberRevised(Member("ana", "0.6"))
    asked.when(ChangeMember("ana", "0.6"), "Only until the audit is over.").then(revised)


def test_a_team_is_not_formed_of_people_who_are_taken() -> None:
    asked = given(TEAM, around={"ACME-T1": HALF_ANA}).when(Form("ACME-T2", "Notes", (ANA,)))
    asked.then_refused("over-allocated", "members")


def test_the_first_day_of_too_much_is_named() -> None:
    asked = given(TEAM, TeamFormed("ACME-T2", "Notes"), around={"ACME-T1": HALF_ANA})
    error = asked.when(AddMember("ana", since="2026-02-02")).then_refused("over-allocated")
    assert "from 2026-02-02 on" in str(error)


def test_what_does_not_fall_together_is_not_too_much() -> None:
    asked = given(TEAM, TeamFormed("ACME-T2", "Notes"), around={"ACME-T1": HALF_ANA})
    new = Member("ana", since="2026-04-01")
    asked.when(AddMember("ana", since="2026-04-01")).then(TeamMemberAdded(new))


def test_a_member_is_there_otherwise() -> None:
    changed = ChangeMember("ana", "0.5", role="lead")
    given(TEAM, FORMED).when(changed).then(TeamMemberRevised(Member("ana", "0.5", "lead")))
    given(TEAM, FORMED).when(ChangeMember("ana", "1.0")).then_nothing()
    given(TEAM, FORMED).when(ChangeMember("zoe", "1")).then_refused("unknown-reference")


def test_a_membership_is_not_turned_round() -> None:
    begun = TeamMemberRevised(Member("ana", since="2026-02-01"))
    asked = given(TEAM, FORMED, begun).when(ChangeMember("ana", until="2026-01-01"))
    asked.then_refused("ends-before-start", "until")


def test_two_memberships_of_one_person_share_no_day() -> None:
    left = TeamMemberRemoved("ana", "2026-01-31")
    back = TeamMemberAdded(Member("ana", since="2026-03-01"))
    asked = given(TEAM, FORMED, left, back).when(ChangeMember("ana", since="2026-01-15"))
    asked.then_refused("already-member", "since")


def test_somebody_leaves_after_a_last_day() -> None:
    given(TEAM, FORMED).when(RemoveMember("ana")).then(TeamMemberRemoved("ana", "2026-01-02"))
    left = TeamMemberRemoved("ana", "2026-01-31")
    given(TEAM, FORMED).when(RemoveMember("ana", "2026-01-31")).then(left)
    given(TEAM, FORMED, left).when(RemoveMember("ana", "2026-01-31")).then_nothing()
    given(TEAM, FORMED, left).when(RemoveMember("ana")).then_nothing()


def test_nobody_leaves_who_is_not_there_yet() -> None:
    given(TEAM, FORMED).when(RemoveMember("zoe")).then_refused("unknown-reference")
    later = TeamMemberAdded(Member("ben", since="2026-02-01"))
    asked = given(TEAM, FORMED, later).when(RemoveMember("ben"))
    asked.then_refused("ends-before-start", "until")


def test_a_day_is_a_holiday_once() -> None:
    asked = AddHoliday("2026-01-06", "Three Kings")
    given(TEAM, FORMED).when(asked).then(THREE_KINGS)
    given(TEAM, FORMED, THREE_KINGS).when(asked).then_nothing()
    again = given(TEAM, FORMED, THREE_KINGS).when(AddHoliday("2026-01-06", "Epiphany"))
    again.then_refused("duplicate", "day")
    given(TEAM, FORMED).when(AddHoliday("soon", "Party")).then_refused("bad-date", "day")


def test_a_team_that_is_not_there_is_unknown() -> None:
    error = given(TEAM).when(AddMember("ana")).error
    assert isinstance(error, DomainError)
    assert error.code == "unknown-reference"
