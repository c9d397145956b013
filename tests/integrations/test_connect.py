import subprocess
import sys

import pytest

from integrations.address import Address, Credentials
from integrations.connect import open_tracker
from integrations.errors import NotAllowed, Rejected

GITHUB = Address("github", "https://api.github.com", "acme/roadmap", "github")


def test_a_token_is_never_shown():
    assert "s3cret" not in repr(Credentials("ada", "s3cret"))
    assert "s3cret" not in f"{Credentials('ada', 's3cret')}"


def test_an_address_says_which_tracker():
    assert open_tracker(GITHUB, Credentials(None, "t")).name == "github"


def test_a_tracker_is_not_opened_at_an_address_we_may_not_call():
    odd = Address("github", "file:///etc/passwd", "acme/roadmap", "github")
    with pytest.raises(Rejected):
        open_tracker(odd, Credentials(None, "t"))


def test_github_needs_a_token():
    with pytest.raises(NotAllowed):
        open_tracker(GITHUB, Credentials(None, " "))


def test_trackers_libraries_are_imported_when_they_are_needed():
    code = (
        "import sys, integrations.connect; print({'jira', 'github', 'requests'} & set(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "set()"
