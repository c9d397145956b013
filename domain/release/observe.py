"""What a tracker says of an item's release has happened already, whatever the rules say.

The item's own facts come first (``domain.backlog_item.observe``); these are the same move as the
release's stream tells it, so that its scope and its items never differ.
"""

from domain.backlog_item.facts import ItemJoinedRelease, ItemLeftRelease
from domain.backlog_item.observe import Seen
from domain.release.facts import ReleaseScopeAdded, ReleaseScopeRemoved
from domain.release.state import Release, is_open


def scope_seen(release: Release, item: str, move: ItemJoinedRelease | ItemLeftRelease) -> Seen:
    """Take over that ``item`` joined or left, with the codes of the rules that it breaks."""
    is_joining = isinstance(move, ItemJoinedRelease)
    if is_joining == (item in release.scope):
        return Seen()
    if not is_joining and not is_open(release):
        return Seen()  # what came out with it stays known
    fact = ReleaseScopeAdded(item) if is_joining else ReleaseScopeRemoved(item)
    return Seen((fact,), _violations(release))


def _violations(release: Release) -> tuple[str, ...]:
    if not is_open(release):
        return ("illegal-transition",)
    return ("reason-required",) if release.frozen else ()
