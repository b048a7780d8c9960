"""What the evidence says, for readers: the register, the fit, and how well the past was foretold."""
