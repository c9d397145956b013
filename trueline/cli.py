"""The ``trueline`` command: a table of subcommands, each imported only when it is used."""

from importlib import import_module

import click

SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "Try it": {
        "demo": ("trueline.commands.demo:demo", "Run the main job on two sandbox trackers."),
        "serve": ("trueline.commands.serve:serve", "Run everything in one process on SQLite."),
        "doctor": ("trueline.commands.doctor:doctor", "Check settings, store and trackers."),
    },
    "The plan": {
        "overview": ("trueline.commands.overview:overview", "Show a product on one page."),
        "notices": ("trueline.commands.notices:notices", "List what waits for a person."),
        "product": ("trueline.commands.product:product", "Create, list and change products."),
        "item": ("trueline.commands.item:item", "Add, show and change backlog items."),
        "decision": ("trueline.commands.decision:decision", "Argue, take and review decisions."),
        "decide": ("trueline.commands.decision:decide", "Propose a decision, or take it at once."),
        "meeting": ("trueline.commands.meeting:meeting", "Schedule and hold meetings."),
        "roadmap": ("trueline.commands.roadmap:roadmap", "See and plan what is to be built."),
        "vision": ("trueline.commands.vision:vision", "Draft, publish and share the vision."),
        "objective": ("trueline.commands.objective:objective", "Set and check objectives."),
        "release": ("trueline.commands.release:release", "Plan, freeze and ship releases."),
        "team": ("trueline.commands.team:team", "Keep who is in a team, and for which part."),
        "iteration": ("trueline.commands.iteration:iteration", "Plan, commit, start and close."),
        "capacity": ("trueline.commands.capacity:capacity", "Show how much is asked of whom."),
        "risk": ("trueline.commands.risk:risk", "Keep what may happen, and what is done about it."),
        "metric": ("trueline.commands.metric:metric", "Keep and draw what is measured."),
        "evidence": ("trueline.commands.evidence:evidence", "Keep what users and markets say."),
        "feedback": ("trueline.commands.evidence:feedback", "Capture and answer feedback."),
        "market": ("trueline.commands.evidence:market", "Record and see market signals."),
        "demand": ("trueline.commands.demand:demand", "See who wants what, and how much."),
        "brief": ("trueline.commands.brief:brief", "Tell an audience of the plan in plain words."),
        "briefs": ("trueline.commands.briefs:briefs", "List briefs, and which of them are stale."),
        "promises": ("trueline.commands.briefs:promises", "List what was promised to whom."),
        "backlog": ("trueline.commands.backlog:backlog", "List the ranked backlog."),
        "flow": ("trueline.commands.flow:flow", "Draw how much gets done, and how fast."),
        "forecast": ("trueline.commands.forecast:forecast", "Tell when it will be done."),
        "meta": ("trueline.commands.meta:meta", "List what there is to ask for."),
        "history": ("trueline.commands.history:history", "Show who changed what, when and why."),
        "audit": ("trueline.commands.audit:audit", "Find facts by who, what, when and why."),
        "blame": ("trueline.commands.blame:blame", "Show who gave each value, when and why."),
        "trace": ("trueline.commands.trace:trace", "Draw why a thing is here, or what follows."),
        "search": ("trueline.commands.search:search", "Find things of the plan by their words."),
    },
    "Trackers": {
        "connect": ("trueline.commands.connect:connect", "Connect a GitHub or Jira project."),
        "connections": ("trueline.commands.connections:connections", "List and steer connections."),
        "import": ("trueline.commands.importing:import_", "Import a connection's issues."),
        "mirror": ("trueline.commands.mirror:mirror", "Let items exist at a tracker."),
        "sync": ("trueline.commands.sync:sync", "See and settle what the sync is doing."),
    },
    "Running it": {
        "completion": (
            "trueline.commands.completion:completion",
            "Let a shell complete commands.",
        ),
        "token": ("trueline.commands.token:token", "Create, list and revoke API tokens."),
        "migrate": ("trueline.commands.processes:migrate", "Bring the database up to date."),
        "api": ("trueline.commands.processes:api", "Serve the HTTP API."),
        "worker": ("trueline.commands.processes:worker", "Run the sync workers."),
        "projector": ("trueline.commands.processes:projector", "Keep the read models current."),
        "scheduler": ("trueline.commands.processes:scheduler", "Wake what is due."),
        "rebuild": ("trueline.commands.processes:rebuild", "Rebuild a read model from zero."),
    },
}
COMMANDS = {name: entry for section in SECTIONS.values() for name, entry in section.items()}


class LazyGroup(click.Group):
    """Lists its subcommands from a table, so that ``--help`` imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (inherited)
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (inherited)
        """Import the module of one subcommand."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry[0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand; wrong usage is told as JSON too, where JSON was asked for."""
        from trueline.failure import AS_JSON, USAGE, CommandFailed  # noqa: PLC0415 (not for --help)

        ctx.meta[AS_JSON] = "--json" in ctx.args
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            if not ctx.meta[AS_JSON]:
                raise
            raise CommandFailed(error.format_message(), USAGE) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (inherited)
        """Write the table, section by section."""
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, entry[1]) for name, entry in commands.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="trueline")
def main() -> None:
    """Keep a product's plan as a ledger of facts, and keep it true with Jira and GitHub.

    Every command takes --json. Exit codes: 0 ok, 2 usage, 3 refused by a rule, 4 version
    conflict, 5 remote failure.
    """
