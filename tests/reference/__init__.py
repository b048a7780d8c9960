"""The model once more, for one world at a time and in plain numbers: the oracle for the vectorised engine.

Every function is written from the description of the model, takes one `World` and a dictionary of parameters by
key, and changes that world. No arrays over worlds, no NumPy (but for the game of `idiomatic.py`, on small arrays).
"""
