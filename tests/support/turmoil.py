"""Random trouble for a world between two trackers: people on three sides, bad lines, deaths.

Everything comes from one seed, so that a run can be told and repeated; what the threads make of it
may differ.
"""

from dice import Dice
from mishaps import Mishaps
from people import People
from world import World


class Turmoil:
    """A few items under fire; its ``dice`` tell what was done, and what must still be there."""

    def __init__(self, world: World, seed: int) -> None:
        """Begin with two items, each at both trackers, and nothing on its way."""
        self.world = world
        self.dice = Dice(seed)
        self._mishaps = Mishaps(world, self.dice)
        world.connect_github()
        world.connect_jira()
        self._people = People(world, self.dice)
        for title in ("Save drafts", "Print in colour"):
            world.add(title, description="One line.\n\nTwo lines.\n\nThree lines.")
        keys = world.all_keys()
        world.mirror(world.github_id, *keys)
        world.mirror(world.jira_id, *keys)

    def act(self) -> None:
        """One thing happens somewhere; nobody waits for what follows."""
        people, mishaps = self._people, self._mishaps
        doings = {
            people.here: 4,
            people.at_github: 4,
            people.at_jira: 4,
            people.release: 2,
            mishaps.lines: 2,
            mishaps.fault: 3,
            mishaps.die: 1,
            mishaps.time: 2,
        }
        (doing,) = self.dice.random.choices(list(doings), weights=list(doings.values()))
        doing()

    def calm(self) -> None:
        """Mend everything and let all that is owed arrive."""
        world = self.world
        world.deaths.clear()
        for sandbox in (world.github, world.jira):
            sandbox.faults.clear()
            sandbox.drop_webhooks = False
            sandbox.webhooks.copies = 1
            sandbox.webhooks.release()
        for _ in range(2):
            world.clock.advance(1000)
            world.reconcile()
            world.mirror(world.github_id, *world.all_keys())
            world.mirror(world.jira_id, *world.all_keys())
        world.wait_for_retries(2)
