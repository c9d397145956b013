"""What GitHub says about a repository and about the account that asks."""

from integrations.sandbox.clock import github_time
from integrations.sandbox.github.records import Repository, User
from integrations.sandbox.github.shapes import Shapes, node_id
from integrations.sandbox.wire import Json

PLAIN_LINKS = (
    "contributors",
    "deployments",
    "downloads",
    "events",
    "forks",
    "hooks",
    "languages",
    "merges",
    "stargazers",
    "subscribers",
    "subscription",
    "tags",
    "teams",
)
TEMPLATE_LINKS = {
    "archive": "/{archive_format}{/ref}",
    "assignees": "/assignees{/user}",
    "blobs": "/git/blobs{/sha}",
    "branches": "/branches{/branch}",
    "collaborators": "/collaborators{/collaborator}",
    "comments": "/comments{/number}",
    "commits": "/commits{/sha}",
    "compare": "/compare/{base}...{head}",
    "contents": "/contents/{+path}",
    "git_commits": "/git/commits{/sha}",
    "git_refs": "/git/refs{/sha}",
    "git_tags": "/git/tags{/sha}",
    "issue_comment": "/issues/comments{/number}",
    "issue_events": "/issues/events{/number}",
    "issues": "/issues{/number}",
    "keys": "/keys{/key_id}",
    "labels": "/labels{/name}",
    "milestones": "/milestones{/number}",
    "notifications": "/notifications{?since,all,participating}",
    "pulls": "/pulls{/number}",
    "releases": "/releases{/id}",
    "statuses": "/statuses/{sha}",
    "trees": "/git/trees{/sha}",
}


def repository(shapes: Shapes, repo: Repository, owner: User, *, push: bool) -> Json:
    """A repository as ``GET /repos/{owner}/{repo}`` and every webhook show it."""
    api, page = shapes.repo_url(repo), f"{shapes.base}/{repo.full_name}"
    open_issues = sum(1 for issue in repo.issues.values() if issue.state == "open")
    links = {f"{name}_url": f"{api}/{name}" for name in PLAIN_LINKS}
    links |= {f"{name}_url": api + rest for name, rest in TEMPLATE_LINKS.items()}
    return {
        "id": repo.id,
        "node_id": node_id("Repository", repo.id),
        "name": repo.name,
        "full_name": repo.full_name,
        "private": False,
        "owner": shapes.user(owner),
        "html_url": page,
        "description": "A repository that lives in memory",
        "fork": False,
        "url": api,
        "open_issues_count": open_issues,
        "open_issues": open_issues,
        "permissions": {
            "admin": push,
            "maintain": push,
            "push": push,
            "triage": push,
            "pull": True,
        },
        **links,
        **_constants(repo, page),
    }


def _constants(repo: Repository, page: str) -> Json:
    """What a sandbox repository never changes."""
    made = github_time(repo.created_at)
    counts = ("forks_count", "stargazers_count", "watchers_count", "size", "forks", "watchers")
    more = ("network_count", "subscribers_count")
    features = ("has_projects", "has_wiki", "has_pages", "has_discussions", "has_downloads")
    return {
        **dict.fromkeys((*counts, *more), 0),
        **dict.fromkeys((*features, "archived", "disabled", "is_template"), False),
        **dict.fromkeys(("mirror_url", "homepage", "language", "license")),
        **dict.fromkeys(("created_at", "updated_at", "pushed_at"), made),
        "has_issues": True,
        "allow_forking": True,
        "web_commit_signoff_required": False,
        "topics": [],
        "visibility": "public",
        "default_branch": "main",
        "git_url": page.replace("http:", "git:") + ".git",
        "ssh_url": f"git@sandbox.invalid:{repo.full_name}.git",
        "clone_url": f"{page}.git",
        "svn_url": page,
    }


def account(shapes: Shapes, user: User, made: str) -> Json:
    """The account as ``GET /user`` and ``GET /users/{login}`` show it."""
    return {
        **shapes.user(user),
        "name": user.name or user.login,
        **dict.fromkeys(("company", "location", "email", "hireable", "bio")),
        "blog": "",
        "twitter_username": None,
        **dict.fromkeys(("public_repos", "public_gists", "followers", "following"), 0),
        "created_at": made,
        "updated_at": made,
    }


def own_account(shapes: Shapes, user: User, made: str) -> Json:
    """The token's own account: more is told about it."""
    private = ("private_gists", "total_private_repos", "owned_private_repos")
    return {
        **account(shapes, user, made),
        "notification_email": None,
        **dict.fromkeys((*private, "disk_usage", "collaborators"), 0),
        "two_factor_authentication": True,
        "plan": {"name": "free", "space": 976_562_499, "collaborators": 0, "private_repos": 0},
    }
