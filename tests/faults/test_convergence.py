"""Whatever happens on three sides, in the end they agree, nothing is there twice and nothing moves.

``TRUELINE_TURMOIL_SEEDS=100:300`` runs other seeds than the few of every day.
"""

import os

import pytest
from agreement import disagreements
from turmoil import Turmoil
from world import open_world

FIRST, _, END = os.environ.get("TRUELINE_TURMOIL_SEEDS", "1:16").partition(":")
OPERATIONS = int(os.environ.get("TRUELINE_TURMOIL_OPERATIONS", "15"))


@pytest.mark.parametrize("seed", range(int(FIRST), int(END)))
def test_three_sides_agree_after_the_storm(sqlite_url: str, seed: int) -> None:
    with open_world(sqlite_url) as world:
        turmoil = Turmoil(world, seed)
        for _ in range(OPERATIONS):
            turmoil.act()
        turmoil.calm()
        story = "\n".join([f"seed {seed}", *turmoil.dice.told])
        assert not disagreements(world), story
        assert _missing(turmoil) == [], story
        written = world.writes()
        for _ in range(3):
            world.clock.advance(61)
            world.reconcile()
        assert world.writes() == written, story


def _missing(turmoil: Turmoil) -> list[str]:
    """Labels and comments that nobody took away and that are on no item any more."""
    items = [turmoil.world.item(key) for key in turmoil.world.all_keys()]
    labels = {label for item in items for label in item.labels}
    said = {c.body.split()[0] for item in items for c in item.comments.values()}
    return sorted((turmoil.dice.kept_labels - labels) | (turmoil.dice.kept_comments - said))
