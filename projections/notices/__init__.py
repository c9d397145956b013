"""What waits for a person, wherever it is kept: asked of the read models, and kept nowhere."""
