"""Over HTTP: a roadmap item due on June 30, and a risk that watches whether it slips."""

from running_house import Caller

ITEM, RISK = "ACME-R1", "ACME-K1"


def prepare(api: Caller) -> None:
    """Both, in a product that exists; the trigger is armed."""
    api.data("POST", "/v1/roadmap-items", {"product": "ACME", "title": "Offline mode"})
    api.data("POST", f"/v1/roadmap-items/{ITEM}/schedule", {"window": until_day("2026-06-30")})
    risk = {"event": "the vendor is late", "consequence": "we are late", "threatens": [ITEM]}
    api.data("POST", "/v1/risks", {"product": "ACME"} | risk)
    arm(api)


def arm(api: Caller) -> None:
    armed = {"signal": "slip_days", "op": "gt", "threshold": "5"}
    api.data("POST", f"/v1/risks/{RISK}/arm-trigger", armed)


def until_day(day: str) -> dict[str, str]:
    return {"start": "2026-06-01", "end": day, "resolution": "day"}


def reschedule(api: Caller, day: str) -> None:
    api.data("POST", f"/v1/roadmap-items/{ITEM}/reschedule", {"window": until_day(day)})


def trigger(api: Caller) -> tuple[bool, str | None]:
    """Whether it is armed, and the value that it fired at."""
    [found] = api.data("GET", f"/v1/risks/{RISK}")["triggers"]
    return found["armed"], found.get("fired")
