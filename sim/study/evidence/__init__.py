"""The register of the evidence: every parameter, observation and event with its source and who uses it."""
