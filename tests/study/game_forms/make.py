"""Ask Gambit for the equilibria of saved weeks, and keep its answers in `gambit.json`.

Run by hand, where both the project and Gambit's Python package are installed (`pip install pygambit==16.7.0`; it is
GPL-2 and no dependency of the project):

    python -m tests.study.game_forms.make

Each state is a week of one world of a scenario that comes along. Its game, with the levers and types named in STATES,
is written with nine figures; what is stored, and solved on both sides, is that game. Gambit reads it from the .nfg text
of the project, traces the principal branch of the logit correspondence from lambda 0 to 1 (`qre.logit_solve_lambda`)
in small steps, and finds the pure equilibria (`nash.enumpure_solve`). The script stops where Gambit finds something
else when it is handed the table as arrays, or where its answer is no fixed point of logit choice to 1e-8.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pygambit

from sim.scenario.change import with_changes
from sim.scenario.load import load_scenario
from sim.study.game_form.agents import chances_of
from sim.study.game_form.fixed_point import fixed_point
from sim.study.game_form.gambit_file import gambit_text
from sim.study.game_form.moment import moment
from sim.study.game_form.normal_form import NormalForm, logit_residual
from sim.study.game_form.week_game import WeekGame, week_game
from tests.study.game_forms.stored import form_of, game_of, stored_game

FILE = Path(__file__).with_name("gambit.json")
FIRST_STEP, MAX_ACCEL = 0.01, 1.05
CERTAIN = {"seoul.resolve": 1.0}
CERTAIN_ALLIES = {"seoul.resolve": 1.0, "tokyo.resolve": 0.0}
CERTAIN_ENDS = {"seoul.resolve": 0.0, "washington.engagement": 1.0}
ALL_CERTAIN = {"seoul.resolve": 1.0, "tokyo.resolve": 1.0, "washington.engagement": 0.0}
MINDFUL = {  # the capitals mind each other as much as the parameters allow
    "decision.spiral_cost": 3.0,
    "decision.exchange_gain": 4.0,
    "decision.humiliation_cost": 4.0,
    "decision.defiance_cost": 5.0,
    "decision.success_gain": 4.0,
    "decision.us_concession_gain": 4.0,
    "decision.us_damage_response": 4.0,
    "seoul.precision": 2.0,
    "tokyo.precision": 2.0,
    "washington.precision": 2.0,
}


@dataclass(frozen=True)
class Saved:
    """A week of a world, and what is asked of its game."""

    what: str
    scenario: str
    week: int
    world: int
    levers: int
    known: bool = False
    changes: dict[str, float] = field(default_factory=dict)


STATES = (
    Saved("before export controls", "baseline", 8, 0, 4),
    Saved("before export controls, spring 2019", "no_export_controls", 30, 11, 4),
    Saved("export controls just imposed, as recorded", "history_2018_2023", 36, 5, 3),
    Saved("the last days for a notice, as recorded", "history_2018_2023", 42, 5, 3),
    Saved("notice just given, as recorded", "history_2018_2023", 43, 5, 4),
    Saved("notice about to end the pact, as recorded", "history_2018_2023", 55, 3, 4),
    Saved("notice about to end the pact, all types known", "history_2018_2023", 55, 3, 6, known=True),
    Saved("notice suspended, as recorded", "history_2018_2023", 80, 3, 4),
    Saved("notice suspended, all types known", "history_2018_2023", 80, 3, 5, known=True),
    Saved("years later, before the settlement, as recorded", "history_2018_2023", 222, 3, 3),
    Saved("notice running, the agents decide", "autumn_2019", 53, 21, 4),
    Saved("the agents decide after the deadline", "autumn_2019", 62, 21, 3),
    Saved("notice of August 2019, one type of Seoul certain", "notice_2019", 44, 2, 4, changes=CERTAIN),
    Saved("one type of Seoul certain", "baseline", 40, 17, 4, changes=CERTAIN),
    Saved("one type of Seoul certain, later", "baseline", 90, 17, 3, changes=CERTAIN),
    Saved("the allies' types certain", "baseline", 24, 9, 4, changes=CERTAIN_ALLIES),
    Saved("the allies' types certain, the pact lapses", "pact_lapses_2019", 60, 9, 4, changes=CERTAIN_ALLIES),
    Saved("Seoul's and Washington's types certain", "baseline", 50, 33, 3, changes=CERTAIN_ENDS),
    Saved("all types certain", "baseline", 35, 41, 5, changes=ALL_CERTAIN),
    Saved("all types certain, liquidation", "liquidation_and_retaliation", 100, 41, 5, changes=ALL_CERTAIN),
    Saved("settled", "mutual_compromise", 55, 3, 4),
    Saved("settled, all types known", "mutual_compromise", 80, 3, 6, known=True),
    Saved("Washington engaged", "engaged_washington", 42, 3, 3),
    Saved("Washington engaged, later", "engaged_washington", 80, 12, 3),
    Saved("Washington hands off", "hands_off_washington", 30, 12, 3),
    Saved("two doors for Seoul", "baseline", 57, 3, 3),
    Saved("two doors for Tokyo", "baseline", 45, 7, 3),
    Saved("capitals that mind each other much", "baseline", 8, 0, 3, changes=MINDFUL),
    Saved("capitals that mind each other much, notice running", "autumn_2019", 55, 4, 3, changes=MINDFUL),
    Saved("capitals that mind each other much, types known", "autumn_2019", 54, 8, 5, known=True, changes=MINDFUL),
)


def main() -> None:
    made = {
        "gambit": f"pygambit {version('pygambit')}",
        "call": f"qre.logit_solve_lambda(game, 1.0, first_step={FIRST_STEP}, max_accel={MAX_ACCEL})",
        "script": "python -m tests.study.game_forms.make",
        "date": date.today().isoformat(),
    }
    states = [_state(saved) for saved in STATES]
    rows = ",\n".join(json.dumps(state, separators=(",", ":")) for state in states)
    FILE.write_text(f'{{"made": {json.dumps(made)},\n"states": [\n{rows}\n]}}\n', encoding="utf-8")


def _state(saved: Saved) -> dict[str, Any]:
    found = _game(saved)
    stored = stored_game(found.game)
    levers = _levers(found)
    game = game_of(stored)
    form, agents = form_of(game, levers)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "week.nfg"
        path.write_text(gambit_text(form, saved.what), encoding="utf-8")
        read = pygambit.read_nfg(path)
    chances, pure = _logit(read), _pure(read)
    residual = logit_residual(form, chances)
    ours = chances_of(game, fixed_point(game), agents)
    assert residual < 1e-8, f"{saved.what}: Gambit's answer is off by {residual:.1e}"
    _same_from_arrays(form, chances)
    gap = max(float(np.abs(one - other).max()) for one, other in zip(ours, chances, strict=True))
    print(f"{saved.what}: {form.shape}, {len(pure)} pure, residual {residual:.0e}, difference {gap:.0e}", flush=True)
    return {
        "what": saved.what,
        "scenario": saved.scenario,
        "week": saved.week,
        "world": saved.world,
        "changes": saved.changes,
        "known": saved.known,
        "pact": int(found.moment.before["pact_state"]),
        "float32_gap": float(f"{found.slack:.3g}"),
        "players": list(form.players),
        "levers": levers,
        "game": stored,
        "logit": [chance.tolist() for chance in chances],
        "residual": float(f"{residual:.3g}"),
        "pure": pure,
    }


def _game(saved: Saved) -> WeekGame:
    scenario = load_scenario(saved.scenario)
    changed = with_changes(scenario, saved.changes) if saved.changes else scenario
    return week_game(moment(changed, saved.week, saved.world), saved.levers, saved.known)


def _levers(found: WeekGame) -> list[list[str]]:
    return [[lever.name for lever in levers] for levers in found.kept]


def _logit(game: Any) -> list[np.ndarray[Any, Any]]:
    (found,) = pygambit.qre.logit_solve_lambda(game, 1.0, first_step=FIRST_STEP, max_accel=MAX_ACCEL)
    return [np.array([float(found.profile[strategy]) for strategy in player.strategies]) for player in game.players]


def _pure(game: Any) -> list[list[int]]:
    found = pygambit.nash.enumpure_solve(game).equilibria
    return sorted(
        [[int(profile[strategy]) for strategy in player.strategies].index(1) for player in game.players]
        for profile in found
    )


def _same_from_arrays(form: NormalForm, chances: list[np.ndarray[Any, Any]]) -> None:
    handed = _logit(pygambit.Game.from_arrays(*form.table))
    gap = max(float(np.abs(one - other).max()) for one, other in zip(handed, chances, strict=True))
    assert gap < 1e-9, f"Gambit reads another game from the file: {gap:.1e}"


if __name__ == "__main__":
    main()
