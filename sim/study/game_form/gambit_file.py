"""A game in the text format that Gambit reads: `.nfg`, payoff version.

Form: `NFG 1 R "title" { "players" } { { "strategies" } ... } "comment"`, then the payoffs of all players in one
profile after the other, the first player's strategy changing fastest.
Source: Gambit's documentation, "The strategic game (.nfg) file format, payoff version".
"""

from __future__ import annotations

import numpy as np

from sim.study.game_form.normal_form import NormalForm


def gambit_text(form: NormalForm, title: str, comment: str = "") -> str:
    """The game as the text of an .nfg file. Numbers are written so that they read back to the last bit."""
    players = " ".join(map(_quoted, form.players))
    strategies = "\n".join(f"{{ {' '.join(map(_quoted, names))} }}" for names in form.strategies)
    by_profile = form.table.reshape(len(form.players), -1, order="F").T
    lines = [" ".join(map(_written, payoffs)) for payoffs in by_profile]
    head = f"NFG 1 R {_quoted(title)} {{ {players} }}\n\n{{ {strategies}\n}}\n{_quoted(comment)}\n\n"
    return head + "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _written(payoff: float) -> str:
    """Without an exponent, which not every reader takes."""
    return np.format_float_positional(payoff + 0.0, unique=True, trim="-")
