"""The pages of the sandbox GitHub: an index and one page per issue."""

from html import escape

from integrations.sandbox import pages
from integrations.sandbox.clock import github_time
from integrations.sandbox.github.records import Issue, Repository
from integrations.sandbox.github.shapes import Shapes
from integrations.sandbox.github.world import World
from integrations.sandbox.wire import Answer


def answer(world: World, shapes: Shapes, path: str) -> Answer:
    """The page at ``path``: ``/``, ``/owner/repo``, or one issue of it."""
    parts = [part for part in path.split("/") if part]
    home = (f"{shapes.base}/", "GitHub")
    if not parts:
        return pages.page("Repositories", home, _repositories(world, shapes))
    repo = world.repo_named("/".join(parts[:2]))
    if repo is None or repo.hidden:
        return pages.missing(home)
    if len(parts) > 3 and parts[3].isdecimal():  # noqa: PLR2004 (owner/repo/issues/number)
        return _issue(shapes, repo, int(parts[3]))
    return _index(shapes, repo)


def _repositories(world: World, shapes: Shapes) -> str:
    rows = (
        (r.full_name, f"{shapes.base}/{r.full_name}/issues", f"{len(r.issues)} issues", "public")
        for r in world.repos.values()
        if not r.hidden
    )
    return f"<h1>Repositories</h1>{pages.listing(rows)}"


def _index(shapes: Shapes, repo: Repository) -> Answer:
    newest = sorted(repo.issues.values(), key=lambda i: i.number, reverse=True)
    rows = ((f"#{i.number}", shapes.html_url(repo, i), i.title, _state(i)) for i in newest)
    body = f"<h1>{escape(repo.full_name)}</h1>{pages.listing(rows)}"
    return pages.page(repo.full_name, _home(shapes, repo), body)


def _issue(shapes: Shapes, repo: Repository, number: int) -> Answer:
    issue = repo.issues.get(number)
    if issue is None:
        return pages.missing(_home(shapes, repo))
    rows = (
        ("State", _state(issue)),
        ("Author", issue.user.login),
        ("Assignees", ", ".join(user.login for user in issue.assignees)),
        ("Milestone", issue.milestone.title if issue.milestone else ""),
        ("Updated", github_time(issue.updated_at)),
    )
    title = f"{issue.title} #{issue.number}"
    body = (
        f"<h1 dir=auto>{escape(title)}</h1>{pages.tags(x.name for x in issue.labels)}"
        f"{pages.facts(rows)}{pages.text(issue.body or '')}"
    )
    remarks = (
        pages.remark(c.user.login, github_time(c.created_at), c.body) for c in issue.comments
    )
    return pages.page(title, _home(shapes, repo), body + "".join(remarks))


def _home(shapes: Shapes, repo: Repository) -> tuple[str, str]:
    return f"{shapes.base}/{repo.full_name}/issues", repo.full_name


def _state(issue: Issue) -> str:
    if issue.is_pull:
        return "merged" if issue.merged_at else f"pull request, {issue.state}"
    return " as ".join(x for x in (issue.state, (issue.state_reason or "").replace("_", " ")) if x)
