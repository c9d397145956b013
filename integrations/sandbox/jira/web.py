"""The pages of the sandbox Jira: an index of projects, their issues, and one page per issue."""

from html import escape

from integrations.sandbox import pages
from integrations.sandbox.clock import jira_time
from integrations.sandbox.jira import adf
from integrations.sandbox.jira.records import Issue, Project, Text
from integrations.sandbox.jira.world import World
from integrations.sandbox.wire import Answer, Refusal


def answer(world: World, base: str, path: str) -> Answer:
    """The page at ``path``: ``/``, ``/projects/ACME`` or ``/browse/ACME-1``."""
    place, _, name = path.strip("/").partition("/")
    home = (f"{base}/", "Jira")
    if not place:
        return pages.page("Projects", home, _projects(world, base))
    project = world.project(name.partition("/")[0])
    if project is not None and not project.hidden:
        return _index(world, base, project)
    if place != "browse":
        return pages.missing(home)
    try:
        return _issue(base, world.find(name))
    except Refusal:
        return pages.missing(home)


def _projects(world: World, base: str) -> str:
    rows = (
        (p.key, f"{base}/projects/{p.key}", p.name, "")
        for p in world.projects.values()
        if not p.hidden
    )
    return f"<h1>Projects</h1>{pages.listing(rows)}"


def _index(world: World, base: str, project: Project) -> Answer:
    mine = [issue for issue in world.issues.values() if issue.project is project]
    newest = sorted(mine, key=lambda issue: issue.number, reverse=True)
    rows = ((i.key, f"{base}/browse/{i.key}", i.summary, i.status.name) for i in newest)
    body = f"<h1>{escape(project.name)}</h1>{pages.listing(rows)}"
    return pages.page(project.name, (f"{base}/projects/{project.key}", project.name), body)


def _issue(base: str, issue: Issue) -> Answer:
    rows = (
        ("Status", issue.status.name),
        ("Resolution", issue.resolution.name if issue.resolution else ""),
        ("Type", issue.kind.name),
        ("Priority", issue.priority.name),
        ("Assignee", issue.assignee.display if issue.assignee else ""),
        ("Reporter", issue.reporter.display),
        ("Fix versions", ", ".join(version.name for version in issue.versions)),
        ("Updated", jira_time(issue.updated)),
    )
    title = f"{issue.key} {issue.summary}"
    body = (
        f"<h1 dir=auto>{escape(title)}</h1>{pages.tags(issue.labels)}"
        f"{pages.facts(rows)}{pages.text(_plain(issue.description))}"
    )
    remarks = (
        pages.remark(c.author.display, jira_time(c.created), _plain(c.body)) for c in issue.comments
    )
    home = (f"{base}/projects/{issue.project.key}", issue.project.name)
    return pages.page(title, home, body + "".join(remarks))


def _plain(text: Text | None) -> str:
    return adf.plain(text) if isinstance(text, dict) else text or ""
