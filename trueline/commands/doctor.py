"""``trueline doctor``: each part, whether it works, and what to do when it does not."""

import click

from trueline.failure import REMOTE, CommandFailed
from trueline.reach import settings_or_fail
from trueline.show import json_option, show_json, show_table


@click.command()
@click.option("--ready", is_flag=True, help="Only ask the API here whether it is ready.")
@click.option("--store", "store_only", is_flag=True, help="Only check database and broker.")
@json_option
def doctor(*, ready: bool, store_only: bool, as_json: bool) -> None:
    """Check settings, store, broker, read models, the API and the trackers; 5 when one fails."""
    from trueline.checks import Check, api_check, store_checks, tracker_checks  # noqa: PLC0415

    settings = settings_or_fail()
    checks: list[Check] = []
    if not ready:
        checks += store_checks(settings)
    if not store_only:
        checks.append(api_check(settings))
    if not ready and not store_only:
        checks += tracker_checks()
    if as_json:
        show_json({"ok": all(check.ok for check in checks), "checks": checks})
    else:
        rows = [(check.name, "ok" if check.ok else "NO", check.found) for check in checks]
        show_table(("Part", "", "Found"), rows, empty="Nothing to check.")
    failed = [check.name for check in checks if not check.ok]
    if failed:
        message = f"Needs attention: {', '.join(failed)}."
        raise CommandFailed(message, REMOTE)
