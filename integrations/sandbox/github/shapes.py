"""What GitHub's JSON looks like, every address under the host the caller used."""

import base64
from dataclasses import dataclass
from datetime import datetime

from integrations.sandbox.clock import github_time
from integrations.sandbox.github.records import (
    Comment,
    Issue,
    Label,
    Milestone,
    Repository,
    User,
)
from integrations.sandbox.wire import Json


def node_id(kind: str, number: int) -> str:
    """An opaque global id."""
    return base64.b64encode(f"0:{kind}{number}".encode()).decode()


def optional_time(moment: datetime | None) -> str | None:
    """The time as GitHub writes it, or null."""
    return None if moment is None else github_time(moment)


@dataclass(frozen=True)
class Shapes:
    """Renders records; ``base`` is scheme, host and port without a slash at the end."""

    base: str

    def user(self, user: User) -> Json:
        """An account as it is embedded everywhere."""
        url = f"{self.base}/users/{user.login}"
        return {
            "login": user.login,
            "id": user.id,
            "node_id": node_id("User", user.id),
            "avatar_url": f"{self.base}/avatars/{user.id}",
            "gravatar_id": "",
            "url": url,
            "html_url": f"{self.base}/{user.login}",
            "followers_url": f"{url}/followers",
            "following_url": f"{url}/following{{/other_user}}",
            "gists_url": f"{url}/gists{{/gist_id}}",
            "starred_url": f"{url}/starred{{/owner}}{{/repo}}",
            "subscriptions_url": f"{url}/subscriptions",
            "organizations_url": f"{url}/orgs",
            "repos_url": f"{url}/repos",
            "events_url": f"{url}/events{{/privacy}}",
            "received_events_url": f"{url}/received_events",
            "type": user.kind,
            "user_view_type": "public",
            "site_admin": False,
        }

    def repo_url(self, repo: Repository) -> str:
        """The repository's address in the API."""
        return f"{self.base}/repos/{repo.full_name}"

    def label(self, repo: Repository, label: Label) -> Json:
        """A label."""
        return {
            "id": label.id,
            "node_id": node_id("Label", label.id),
            "url": f"{self.repo_url(repo)}/labels/{label.name}".replace(" ", "%20"),
            "name": label.name,
            "color": label.color,
            "default": False,
            "description": label.description,
        }

    def milestone(self, repo: Repository, milestone: Milestone) -> Json:
        """A milestone with its counts."""
        url = f"{self.repo_url(repo)}/milestones/{milestone.number}"
        states = [i.state for i in repo.issues.values() if i.milestone is milestone]
        return {
            "url": url,
            "html_url": f"{self.base}/{repo.full_name}/milestone/{milestone.number}",
            "labels_url": f"{url}/labels",
            "id": milestone.id,
            "node_id": node_id("Milestone", milestone.id),
            "number": milestone.number,
            "title": milestone.title,
            "description": milestone.description,
            "creator": self.user(milestone.creator),
            "open_issues": states.count("open"),
            "closed_issues": states.count("closed"),
            "state": "closed" if milestone.closed_at else "open",
            "created_at": github_time(milestone.created_at),
            "updated_at": github_time(milestone.updated_at),
            "due_on": optional_time(milestone.due_on),
            "closed_at": optional_time(milestone.closed_at),
        }

    def issue(self, repo: Repository, issue: Issue) -> Json:
        """An issue; ``pull_request`` is there for pull requests only."""
        url = f"{self.repo_url(repo)}/issues/{issue.number}"
        people = [self.user(user) for user in issue.assignees]
        stone = issue.milestone
        shape: Json = {
            "url": url,
            "repository_url": self.repo_url(repo),
            "labels_url": f"{url}/labels{{/name}}",
            "comments_url": f"{url}/comments",
            "events_url": f"{url}/events",
            "timeline_url": f"{url}/timeline",
            "html_url": self.html_url(repo, issue),
            "id": issue.id,
            "node_id": node_id("Issue", issue.id),
            "number": issue.number,
            "title": issue.title,
            "user": self.user(issue.user),
            "labels": [self.label(repo, label) for label in issue.labels],
            "state": issue.state,
            "locked": issue.locked,
            "assignee": people[0] if people else None,
            "assignees": people,
            "milestone": None if stone is None else self.milestone(repo, stone),
            "comments": len(issue.comments),
            "created_at": github_time(issue.created_at),
            "updated_at": github_time(issue.updated_at),
            "closed_at": optional_time(issue.closed_at),
            "author_association": "NONE",
            "active_lock_reason": None,
            "body": issue.body,
            "closed_by": None if issue.closed_by is None else self.user(issue.closed_by),
            "reactions": reactions(url),
            "performed_via_github_app": None,
            "state_reason": issue.state_reason,
        }
        return shape | (self._pull(repo, issue) if issue.is_pull else {})

    def html_url(self, repo: Repository, issue: Issue) -> str:
        """The page a person opens."""
        kind = "pull" if issue.is_pull else "issues"
        return f"{self.base}/{repo.full_name}/{kind}/{issue.number}"

    def comment(self, repo: Repository, comment: Comment) -> Json:
        """A comment."""
        url = f"{self.repo_url(repo)}/issues/comments/{comment.id}"
        page = self.html_url(repo, repo.issues[comment.number])
        return {
            "url": url,
            "html_url": f"{page}#issuecomment-{comment.id}",
            "issue_url": f"{self.repo_url(repo)}/issues/{comment.number}",
            "id": comment.id,
            "node_id": node_id("IssueComment", comment.id),
            "user": self.user(comment.user),
            "created_at": github_time(comment.created_at),
            "updated_at": github_time(comment.updated_at),
            "body": comment.body,
            "author_association": "NONE",
            "reactions": reactions(url),
            "performed_via_github_app": None,
        }

    def _pull(self, repo: Repository, issue: Issue) -> Json:
        page = self.html_url(repo, issue)
        pull = {
            "url": f"{self.repo_url(repo)}/pulls/{issue.number}",
            "html_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "merged_at": optional_time(issue.merged_at),
        }
        return {"draft": False, "pull_request": pull}


def reactions(url: str) -> Json:
    """Nobody reacts in a sandbox."""
    kinds = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
    return {"url": f"{url}/reactions", "total_count": 0} | dict.fromkeys(kinds, 0)
