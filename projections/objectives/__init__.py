"""Objectives as a list."""
