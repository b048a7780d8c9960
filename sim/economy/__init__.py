"""What the dispute costs: three chemicals in stock and on licence, and the losses on both sides."""
