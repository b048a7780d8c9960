"""Scenario discovery: in which part of what was varied an outcome of interest is likely, and whether that holds."""
