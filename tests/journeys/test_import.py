"""Issues come into the backlog once."""

from world import World


def test_importing_n_issues_adds_n_items_once(world: World) -> None:
    for number in range(5):
        world.github.create(f"Issue {number}")
    world.connect_github()
    run = world.import_all(world.github_id)
    assert (run.state, run.imported, run.known) == ("done", 5, 0)
    assert [world.item(key).title for key in world.keys()] == [f"Issue {n}" for n in range(5)]
