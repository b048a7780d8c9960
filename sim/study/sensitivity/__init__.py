"""Which inputs matter for an outcome: screening, variance-based indices, and what of either is only luck."""
