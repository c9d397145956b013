"""Who answers at an address, and what is said when nobody does."""

import pytest
from trackers import Site

from integrations.errors import Gone, NotAllowed, Unavailable
from integrations.tracker import Tracker


def test_a_probe_names_the_remote_and_the_account(site: Site, tracker: Tracker):
    remote = tracker.probe()
    assert remote.name == site.remote
    assert remote.id.isdecimal()
    assert remote.account.display


def test_a_remote_is_found_by_its_id_too(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    by_id = site.tracker(remote=tracker.probe().id)
    assert by_id.fetch(ref).fields.title == "Here"


def test_wrong_credentials_are_not_allowed(site: Site):
    with pytest.raises(NotAllowed):
        site.tracker(token="wrong").probe()


def test_a_remote_that_is_not_there_is_gone(site: Site):
    with pytest.raises(Gone):
        site.tracker(remote="nobody/nothing" if site.flavour == "github" else "NONE").probe()


def test_a_server_that_does_not_listen_is_unavailable(site: Site):
    tracker = site.tracker(url="http://127.0.0.1:9")
    with pytest.raises(Unavailable):
        tracker.probe()
