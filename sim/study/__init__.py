"""Studies: many runs put together to answer a question; no printing, no charts."""
