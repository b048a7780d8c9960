"""Scenario files: schema, reading with lessons, writing back, sampling."""
