"""Evidence: dated events, observations with their sources, and the parameters fitted to them."""
