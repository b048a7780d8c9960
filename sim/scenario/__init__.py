"""Scenario files: read, checked, changed, sampled and written."""
