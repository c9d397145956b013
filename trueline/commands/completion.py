"""``trueline completion``: what a shell needs to complete commands, options and words."""

import click
from click.shell_completion import get_completion_class

from trueline.cli import main

VARIABLE = "_TRUELINE_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion of SHELL, such as: eval "$(trueline completion bash)"."""
    found = get_completion_class(shell)
    if found is None:
        message = f"There is no completion for {shell}."
        raise click.UsageError(message)
    source = found(main, {}, "trueline", VARIABLE)
    click.echo(source.source_template % source.source_vars())
