"""The week's game of one world as a finite normal form: what the governments' choice looks like to game theory."""
