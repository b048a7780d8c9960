"""Figures of speed and memory, printed on purpose; nothing here is a test."""
