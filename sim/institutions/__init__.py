"""The rules that bind the actors: the intelligence pact, export licences, cost sharing, the settlement table."""
