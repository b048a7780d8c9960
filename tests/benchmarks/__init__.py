"""Figures of speed and memory, printed on purpose; nothing here is a test."""

import sim  # noqa: F401  before NumPy, whose BLAS otherwise takes as many threads as there are cores
