"""A team and its iterations over HTTP: 39.2 hours of Ana, 25.2 of Ben."""

from typing import Any

from api_house import House

TWO_WEEKS = {"start": "2026-01-05", "end": "2026-01-16"}
ITERATION, TEAM = "/v1/iterations/ACME-I1", "/v1/teams/ACME-T1"


class Sprint:
    """Asks the API; what goes well is told, what is refused is answered with its problem."""

    def __init__(self, house: House) -> None:
        self.house = house

    def do(self, path: str, **body: Any) -> Any:
        """What a command that goes well is answered with."""
        answer = self.house.post(path, body)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def get(self, path: str) -> Any:
        """The data of an answer that holds everything by now."""
        self.house.catch_up()
        answer = self.house.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    def begin(self, unit: str = "hours") -> None:
        """A team and an iteration, as in the model."""
        self.house.product()
        members = [{"person": "ana"}, {"person": "ben", "fte": "0.5"}]
        self.do("/v1/teams", product="ACME", name="Notes", members=members, estimate_unit=unit)
        self.do(f"{TEAM}/add-holiday", day="2026-01-06", name="Three Kings")
        self.plan("First", TWO_WEEKS)
        gone = {"start": "2026-01-08", "end": "2026-01-09"}
        self.do(f"{ITERATION}/plan-absence", person="ana", days=gone)

    def plan(self, name: str, window: Any, **more: Any) -> str:
        """An iteration more."""
        body = {"team": "ACME-T1", "name": name, "window": window, **more}
        return str(self.do("/v1/iterations", product="ACME", **body)["key"])

    def item(self, points: str = "10") -> str:
        """An item that is ready."""
        key = self.house.item()
        self.do(f"/v1/items/{key}/estimate", points=points)
        self.do(f"/v1/items/{key}/mark-ready")
        return key

    def commit(self, points: str, assignee: str | None = None, key: str = "ACME-I1") -> str:
        """An item that is committed to."""
        item = self.item(points)
        self.do(f"/v1/iterations/{key}/commit", item=item, assignee=assignee, reason="It burns.")
        return item

    def finish(self, item: str) -> None:
        """The item is done."""
        self.do(f"/v1/items/{item}/start")
        self.do(f"/v1/items/{item}/complete")

    def lived(self, *ends: tuple[str, str]) -> None:
        """Closed iterations: the points done and the person-days of each."""
        for at, (points, days) in enumerate(ends, 1):
            window = {"start": f"2025-{at:02}-01", "end": f"2025-{at:02}-28"}
            key = self.plan(f"Past {at}", window)
            path = f"/v1/iterations/{key}"
            self.do(f"{path}/estimate-capacity", points="100")
            item = self.commit(points, key=key)
            self.do(f"{path}/start")
            self.finish(item)
            self.do(f"{path}/close", person_days=days)
