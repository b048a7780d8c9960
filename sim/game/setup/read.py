"""Room files become games, or a list of everything that is wrong with them."""

from __future__ import annotations

from pathlib import Path

from sim.game.setup.deck import read_injects, read_questions
from sim.game.setup.draft import Draft
from sim.game.setup.files import located_game, scenario_file
from sim.game.setup.form import game_form
from sim.game.setup.numbers import FORMAT
from sim.game.setup.opening import read_opening
from sim.game.setup.records import Capital, Criterion, Options, Setup
from sim.game.setup.teams import read_teams
from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.errors import Problem, ScenarioError, near_matches
from sim.scenario.library import scenario_names
from sim.scenario.load import load_scenario, shown_name
from sim.scenario.places import shown
from sim.scenario.scenario import Scenario
from sim.scenario.shape import fitted_to
from sim.scenario.text import decoded, read_bytes
from sim.scenario.tree import read_tree

LEAST = f"'game: {FORMAT}', a title, a scenario, moves and teams"
UNSAID = {
    "game": f"the file does not say its form. Write game: {FORMAT} in the first line.",
    "title": "the game has no title. Write title: and what it is called.",
}
ADVICE = "Write the name of a scenario that comes along, or of a file beside this one, such as scenario: july_2019."


def read_game(path_or_name: str | Path, known: Catalogue | None = None) -> Setup:
    """The game of a room file, or of the name of a ready game. Raises ScenarioError with every problem."""
    return read_room(path_or_name, known)[0]


def read_room(path_or_name: str | Path, known: Catalogue | None = None) -> tuple[Setup, Scenario]:
    """The game of a room file or a ready game, and the scenario that its world plays.

    Raises ScenarioError with every problem of the room file and of the scenario.
    """
    path = located_game(path_or_name)
    file = shown_name(path)
    return _read(decoded(read_bytes(path, file), file), file, path, known or catalogue())


def read_room_text(text: str | bytes, name: str, known: Catalogue | None = None) -> tuple[Setup, Scenario]:
    """The game of a text that is in no file, such as an upload, and its scenario, which must come along.

    `name` stands for the file in messages. Raises ScenarioError with every problem.
    """
    content = text if isinstance(text, bytes) else text.encode("utf-8", errors="replace")
    return _read(decoded(content, name), name, None, known or catalogue())


def check_game(path: str | Path, known: Catalogue | None = None) -> list[Problem]:
    """Everything that is wrong with a room file; an empty list where nothing is."""
    try:
        read_room(path, known)
    except ScenarioError as error:
        return list(error.problems)
    return []


def _read(text: str, file: str, path: Path | None, known: Catalogue) -> tuple[Setup, Scenario]:
    tree = read_tree(text, file, "a room file", LEAST)
    draft = Draft(fitted_to(tree, game_form(known)), tree, known)
    problems: list[Problem] = []
    try:
        draft.scenario = _scenario(draft, path)
    except ScenarioError as error:
        problems += error.problems
    setup = _setup(draft)
    if setup is None or draft.scenario is None or problems:
        raise ScenarioError([*tree.complaints.sorted(), *problems])
    return setup, draft.scenario


def _scenario(draft: Draft, path: Path | None) -> Scenario | None:
    """The scenario that a room file names; None, with a complaint, where there is none."""
    name = draft.own.get("scenario")
    if name is None:
        if draft.lacks("scenario"):
            draft.complain(("scenario",), f"the file does not say which scenario its world plays. {ADVICE}")
        return None
    found = scenario_file(name, path)
    if found is None:
        near = near_matches(name, scenario_names())
        draft.complain(("scenario",), f"there is no scenario {shown(name)} here.{near} {ADVICE}")
        return None
    return load_scenario(found, draft.known)


def _setup(draft: Draft) -> Setup | None:
    """The game of a draft; None where something has been complained of."""
    own = draft.own
    for name, lesson in UNSAID.items():
        if draft.lacks(name):
            draft.complain((name,), lesson)
    read_opening(draft)
    teams, injects, questions = read_teams(draft), read_injects(draft), read_questions(draft)
    capital = _capital(draft)
    if draft.tree.complaints.problems or draft.opens is None or draft.scenario is None:
        return None
    return Setup(
        title=own["title"],
        scenario=own["scenario"],
        opens=draft.opens,
        moves=draft.moves,
        teams=teams,
        summary=own.get("summary", ""),
        length=own.get("length", ""),
        minutes=own.get("minutes", {}),
        capital=capital,
        options=Options(**own.get("options", {})),
        injects=injects,
        questions=questions,
        script=tuple(own.get("script", ())),
        rubric=tuple(Criterion(**row) for row in own.get("rubric", ())),
        watch=tuple(dict.fromkeys(own.get("watch", draft.scenario.watch))),
    )


def _capital(draft: Draft) -> Capital:
    capital = Capital(**draft.own.get("capital", {}))
    if capital.start > capital.most:
        draft.complain(
            ("capital",),
            f"a team begins with {capital.start:g} and can save up {capital.most:g} at most. "
            "Write a start no higher than most.",
            at_key=True,
        )
    return capital
