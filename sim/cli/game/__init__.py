"""Rooms in which a class plays: opened, served, taken home, tried, kept."""

from __future__ import annotations

from importlib import import_module

COMMANDS = ("room", "serving", "document", "replaying", "rehearsing", "keeping")

for name in COMMANDS:
    import_module(f"sim.cli.game.{name}")
