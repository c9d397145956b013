"""The main job, on two sandbox trackers: import, mirror, edit on three sides, converge, report."""
