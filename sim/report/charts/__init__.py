"""Charts as Vega-Lite specifications in plain mappings: one form for pages, reports, PNG and SVG."""
