"""A program that plays in a room: keeps acts one after the other and says which were acknowledged.

Words: address of the database, code of the room, its own name, how many acts. Opens a room itself where the code is -.
"""

from __future__ import annotations

import os
import sys

from sim.game.store.errors import Behind
from sim.game.store.store import Store
from tests.game.store.acts import SETUP, act


def main(url: str, code: str, name: str, count: int) -> None:
    """Write `number request` after every acknowledged act."""
    store = Store.open(url)
    code = store.create_room(SETUP, seed=1, at=0.0).code if code == "-" else code
    last = store.last_number(code)
    for turn in range(count):
        request = f"{name}-{turn}"
        while True:
            try:
                kept = store.append(code, last, act(request, by=name))
                break
            except Behind as behind:
                last = behind.last
        last = kept.number
        # In one piece, so that a kill cannot leave half a line.
        os.write(sys.stdout.fileno(), f"{kept.number} {request}\n".encode())
    store.shut()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
