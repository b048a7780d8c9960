"""Claims of the articles, each tested by forcing worlds apart: what must be seen if the claim is right."""
