"""Forecasts: when something will be done, out of how much was done in the weeks before."""
