"""The classroom wargame: people play Seoul, Tokyo and Washington in a world that the model computes."""
