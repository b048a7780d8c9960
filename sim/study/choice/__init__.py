"""Robust choice: which lever a capital would least regret, and how the capitals answer each other."""
