"""HTTP: commands in, queries out, webhooks in."""
