"""History beside the model: real observations and events, and what many worlds did where history did one thing."""
