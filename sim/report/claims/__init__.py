"""What the articles claim and what the model makes of it, as a document."""
