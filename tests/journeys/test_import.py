"""Issues come into the backlog once."""

from world import World


def test_importing_n_issues_adds_n_items_once(world: World) -> None:
    for number in range(5):
        world.github.create(f"Issue {number}")
    world.connect_github()
    run = world.import_all(world.github_id)
    assert (run.state, run.imported, run.known) == ("done", 5, 0)
    assert [world.item(key).title for key in world.all_keys()] == [f"Issue {n}" for n in range(5)]


def test_the_first_pass_does_not_get_ahead_of_the_import(world: World) -> None:
    for number in range(3):
        world.github.create(f"Issue {number}")
    world.connect_github()
    world.reconcile()
    assert world.all_keys() == []
    run = world.import_all(world.github_id)
    assert (run.imported, run.known) == (3, 0)


def test_the_second_pass_takes_in_what_the_first_one_left(world: World) -> None:
    world.connect_github(hook=False)
    world.github.create("Made right after the connection")
    for _ in range(2):
        world.reconcile()
    assert len(world.all_keys()) == 1


def test_importing_again_changes_nothing(world: World) -> None:
    for number in range(3):
        world.github.create(f"Issue {number}")
    world.connect_github()
    world.import_all(world.github_id)
    head = world.ledger.head()
    run = world.import_all(world.github_id)
    assert (run.imported, run.known) == (0, 3)
    assert world.ledger.head() == head
    assert world.github.counts["writes"] == 0


def test_items_are_ranked_in_the_order_of_their_keys(world: World) -> None:
    for number in range(4):
        world.github.create(f"Issue {number}")
    world.connect_github()
    world.import_all(world.github_id)
    ranks = [world.item(key).rank for key in world.all_keys()]
    assert ranks == sorted(set(map(str, ranks)))


def test_keys_follow_the_order_of_creation_whatever_changed_last(world: World) -> None:
    first = world.github.create("First")
    world.github.create("Second")
    world.clock.advance(10)
    world.github.edit(first, body="Changed later")
    world.connect_github()
    world.import_all(world.github_id)
    assert [world.item(key).title for key in world.all_keys()] == ["First", "Second"]


def test_an_import_that_meets_a_limit_goes_on_where_it_stopped(world: World) -> None:
    world.github.create("Only")
    world.connect_github()
    world.limit(world.github, ("GET", "/issues"), retry_after_s=30)
    run = world.import_all(world.github_id)
    assert (run.state, run.imported) == ("running", 0)
    world.clock.advance(31)
    world.settle()
    assert world.latest_import(world.github_id).state == "done"
    assert len(world.all_keys()) == 1


def test_an_item_added_by_hand_meanwhile_keeps_its_key(world: World) -> None:
    world.github.create("Theirs")
    world.connect_github()
    mine = world.add("Mine")
    world.import_all(world.github_id)
    assert world.item(mine).title == "Mine"
    assert len(world.all_keys()) == 2


def test_unmapped_words_of_the_tracker_survive_the_import(world: World) -> None:
    """Nothing of what we have no word for is taken away from the issue."""
    world.github.add_user("grace")
    number = world.github.create(
        "Words", labels=["good first issue", "Help Wanted"], assignees=["grace"], by="grace"
    )
    before = world.github.issue(number)
    world.connect_github()
    world.import_all(world.github_id)
    (key,) = world.all_keys()
    assert set(world.item(key).labels) == {"good-first-issue", "Help-Wanted"}
    assert world.github.issue(number) == before
