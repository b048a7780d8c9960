"""Explore: choose a scenario, move what the capitals are like and what they do, and see within the second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import ScenarioError, SimError
from sim.scenario.scenario import Scenario
from sim.scenario.write import to_yaml
from sim.ui import library
from sim.ui.component import markup, script, styles
from sim.ui.engine import CachedEngine
from sim.ui.library import Opened
from sim.ui.pages import Page
from sim.ui.setting import Setting, read_setting
from sim.ui.workbench import Workbench, read_wish

KEY = "bench"
LINK, NAME, FILE, OWN, PROBLEMS, HELD = (
    f"explore.{word}" for word in ("link", "name", "file", "own", "problems", "held")
)
bench = st.components.v2.component("trilateral.bench", html=markup(), css=styles(), js=script())

SELECT_WIDTH = 460
HOW_TO_READ = """
**A run is many worlds.** Every world starts from the same scenario with luck of its own: when courts rule, when
missiles fly, when a cabinet meets. A chart shows all of them: half of the worlds lie in the dark band, nine in ten in
the pale one, and the line is the middle world.

**The dashed line is the scenario as written.** Both runs use the same luck, world by world, so what you see between the
dashes and the fan is your change and not chance. Where the 95% interval of the difference covers zero, the page says
*cannot tell apart*, and means it.

**A lever at zero is left to its capital,** which decides for itself. Above zero it is pulled on the date that you give,
whatever the capital would have decided. A disposition that the scenario samples becomes the same in every world once
you move it.

**Notches and stripes on a slider** show where the scenario has it and over which range it is sampled.
"""
CANNOT_DO = """
- **It does not forecast.** It works out what follows if the dispute works as the model says. Probabilities are shares
  of simulated worlds, not odds to bet on.
- **Most of its numbers are judgement.** Each slider says whether data, published work or judgement stands behind it.
  Believe directions that survive when you vary the judged ones; do not believe decimals.
- **It sees one dispute.** Trade, courts, publics, the intelligence pact and Washington's part in it, week by week from
  2018 to 2023. Elections come from a calendar, and territory never changes hands.
- **Rare events are coarse.** With 200 worlds a share of 5% is known to about ± 3 points. Choose more worlds to see
  finer.
"""


@st.cache_resource(show_spinner=False)
def engine() -> CachedEngine:
    return CachedEngine()


@st.cache_resource(show_spinner=False)
def scenario_titles() -> dict[str, str]:
    return {name: library.title_of(name) for name in library.names()}


@dataclass
class Held:
    """What the session remembers of one scenario: the setting last understood, and what in it was not."""

    setting: Setting
    refused: tuple[str, ...] = ()


def render() -> None:
    """The whole page. Sliders live in the component; the session holds the setting that was last understood."""
    row = st.container(key="explore-row", horizontal=True, vertical_alignment="bottom")
    opened = choose(row)
    for problem in st.session_state.get(PROBLEMS, ()):
        say_problem(problem)
    if opened is None:
        return
    table = Workbench(opened.scenario, catalogue(), engine())
    held = remembered(table, opened.name)
    with row:
        st.download_button(
            "Save",
            data=lambda: to_yaml(table.moved(held.setting)),
            file_name=f"{opened.name or 'scenario'}_moved.yaml",
            mime="application/yaml",
            on_click="ignore",
            help="The scenario with everything you moved, as a YAML file.",
        )
    show(table, opened.name, held)
    with st.expander("How to read this"):
        st.markdown(HOW_TO_READ)
    with st.expander("What this model cannot do"):
        st.markdown(CANNOT_DO)


def choose(row: DeltaGenerator) -> Opened | None:
    """Which scenario: from the folder, from a link, or a file of the reader's own."""
    titles = scenario_titles()
    if LINK not in st.session_state:
        st.session_state[LINK] = {key: st.query_params[key] for key in st.query_params}
        wished = st.session_state[LINK].pop("scenario", library.FIRST)
        st.session_state[NAME] = wished if wished in titles else library.FIRST
    own: Opened | None = st.session_state.get(OWN)
    if own is not None:
        titles = {**titles, library.OPENED: f"Your file: {own.scenario.title}"}
    with row:
        name = st.selectbox(
            "Scenario",
            list(titles),
            key=NAME,
            format_func=titles.__getitem__,
            label_visibility="collapsed",
            width=SELECT_WIDTH,
        )
        with st.popover("Open"):
            st.file_uploader("A scenario file (YAML)", type=["yaml", "yml"], key=FILE, on_change=take_file)
    if name == library.OPENED:
        return own
    try:
        return library.open_named(name)
    except ScenarioError as error:
        st.session_state[PROBLEMS] = tuple(str(problem) for problem in error.problems)
        return None


def take_file() -> None:
    """Open the file that was just handed in, or keep its problems to be shown."""
    given = st.session_state.get(FILE)
    st.session_state[PROBLEMS] = ()
    if given is None:
        return
    own, found = library.open_bytes(given.getvalue(), given.name)
    st.session_state[PROBLEMS] = found
    if own is not None:
        hold(own.scenario)


def hold(scenario: Scenario) -> None:
    """Have the page open a scenario of the reader's own, now or when it is next shown."""
    st.session_state[OWN] = Opened(library.OPENED, scenario)
    st.session_state[NAME] = library.OPENED
    st.session_state.setdefault(LINK, {})


def say_problem(problem: str) -> None:
    """One lesson, as plain text: a stranger's file is quoted in it."""
    with st.container(border=True):
        st.text(problem)


def remembered(table: Workbench, name: str) -> Held:
    """The setting of this scenario in this session; the first time, the one that the link asks for."""
    everything: dict[str, Held] = st.session_state.setdefault(HELD, {})
    key = table.id_of(name)
    if key not in everything:
        link = st.session_state.pop(LINK, {}) if not everything else {}
        st.session_state[LINK] = {}
        everything[key] = Held(*read_setting(link, table.desk, table.scenario.clock))
    return everything[key]


@st.fragment
def show(table: Workbench, name: str, held: Held) -> None:
    """The sliders and all that they move. A fragment, so that a slider reruns nothing else."""
    sent = st.session_state.get(KEY)
    wish = read_wish(sent.get("wish") if isinstance(sent, Mapping) else None)
    if wish.scenario == table.id_of(name):
        held.setting, held.refused = read_setting(wish.words, table.desk, table.scenario.clock)
    try:
        frame = table.frame(held.setting, wish, name, held.refused)
    except SimError as error:
        say_problem(str(error))
        return
    bench(key=KEY, data=frame, on_wish_change=lambda: None)


PAGE = Page(place=0, title="Explore", path="explore", render=render)
