"""What an iteration can take: by who is there, by the pace so far, or by what somebody says."""

from crew import TEAM, Crew, second

from domain.iteration.commands import (
    EstimateCapacity,
    Start,
)
from domain.iteration.facts import (
    IterationCapacityEstimated,
)
from domain.iteration.standing import standing
from domain.team.commands import AddHoliday, AddMember, ChangeMember, RemoveMember


def test_hours_are_those_of_the_model(crew: Crew) -> None:
    found = standing(crew.state())
    assert [(each.person, each.days, each.hours) for each in found.people] == [
        ("ana", 7, "39.2"),
        ("ben", 9, "25.2"),
    ]
    assert (found.person_days, found.hours, found.capacity) == ("11.5", "64.4", "64.4")
    assert (found.method, found.basis) == ("availability", ())


def test_what_a_team_can_give_follows_who_is_in_it(crew: Crew) -> None:
    def hours() -> str:
        return standing(crew.state()).hours

    crew.ask(TEAM, AddMember("cleo", since="2026-01-15"))
    assert hours() == "75.6"
    crew.ask(TEAM, ChangeMember("ben", "1"))
    assert hours() == "100.8"
    crew.ask(TEAM, RemoveMember("cleo", "2026-01-15"))
    assert hours() == "95.2"
    crew.ask(TEAM, AddHoliday("2026-01-12", "Storm"))
    assert hours() == "84"


def test_what_is_beyond_an_iteration_says_nothing_new_to_it(crew: Crew) -> None:
    assert len(crew.ask(TEAM, AddHoliday("2026-05-01", "May Day"))) == 1
    assert len(crew.ask(TEAM, AddMember("cleo", since="2026-05-01"))) == 1


def test_points_are_unknown_before_three_iterations_are_closed() -> None:
    crew = Crew("points").lived(("30", "50"), ("24", "40")).planned()
    found = standing(crew.state())
    assert (found.points, found.capacity, found.band, found.method) == (None, None, None, None)
    crew.commit("50", "ana")
    crew.when(Start()).then_refused("no-capacity", "capacity")


def test_points_are_what_is_available_at_the_teams_pace() -> None:
    """The average of what was done would say 25; 11.5 of the person-days make 6.9 of it."""
    crew = Crew("points").lived(("30", "50"), ("24", "40"), ("21", "35")).planned()
    found = standing(crew.state())
    assert (found.points_per_day, found.points, found.capacity) == ("0.6", "6.9", "6.9")
    assert found.basis == ("ACME-I101", "ACME-I102", "ACME-I103")
    assert [each.capacity for each in found.people] == ["4.2", "2.7"]


def test_thirty_person_days_are_eighteen_points_where_the_average_says_twenty_five() -> None:
    crew = Crew("points").lived(("30", "50"), ("24", "40"), ("21", "35"))
    done = [each.outcome.points_done for each in crew.state(TEAM).iterations]
    assert sum(map(int, done)) / len(done) == 25
    crew.ask("ACME-I2", second())  # 20 working days of Ana, 10 of Ben
    assert standing(crew.state("ACME-I2")).person_days == "30"
    assert standing(crew.state("ACME-I2")).points == "18"


def test_a_pace_rests_on_the_last_five() -> None:
    ends = [("90", "10"), *[("6", "10")] * 5]
    crew = Crew("points").lived(*ends).planned()
    assert standing(crew.state()).points_per_day == "0.6"
    assert len(standing(crew.state()).basis) == 5


def test_somebody_says_the_points() -> None:
    crew = Crew("points").planned()
    crew.when(EstimateCapacity("23.0")).then(IterationCapacityEstimated("23"))
    crew.when(EstimateCapacity("23")).then_nothing()
    found = standing(crew.state())
    assert (found.capacity, found.method, found.basis) == ("23", "estimate", ())
    assert [each.capacity for each in found.people] == ["14", "9"]
    crew.when(EstimateCapacity()).then(IterationCapacityEstimated(None))


def test_hours_are_not_estimated(crew: Crew) -> None:
    crew.when(EstimateCapacity("23")).then_refused("not-in-points", "points")
    crew.when(EstimateCapacity("-1")).then_refused("out-of-range", "points")
