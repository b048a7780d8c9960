"""The actors: governments, publics, courts, industry and the adversaries, one file each."""
