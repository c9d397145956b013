"""The composition root: settings, bootstrap, command line, demo."""
