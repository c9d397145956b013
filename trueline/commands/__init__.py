"""One module for each subcommand of ``trueline``."""
