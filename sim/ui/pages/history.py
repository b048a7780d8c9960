"""History: what really happened over the model's fan, and from any day on what else might have come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from sim.data.archive import archive
from sim.data.fitted import fitted
from sim.kernel.catalogue import catalogue
from sim.kernel.errors import SimError
from sim.scenario.library import RECORD
from sim.scenario.load import load_scenario
from sim.scenario.write import to_yaml
from sim.ui.component.history import markup, script, styles
from sim.ui.history.bench import HistoryBench, Wish, read_wish
from sim.ui.history.choices import Setting, read_setting
from sim.ui.pages import Page, explore

KEY = "history"
HELD = "history.held"
history = st.components.v2.component("trilateral.history", html=markup(), css=styles(), js=script())

HOW_TO_READ = """
**Until the branch day every world replays the record:** each move, launch and step of the courts on its real date. What
spreads there is only what the record leaves open: opinion, boycott, approval, and the parameters themselves, of which
every world has its own draw.

**From the branch day on the agents are free.** Seoul, Tokyo and Washington decide, Pyongyang launches, courts rule. Of
what came later they know only what stood in the calendar: elections and terms. So a branch before March 2020 knows no
epidemic, and the travel of 2020 to 2022 is then not a miss of the model.

**Points are real.** Filled ones were known before 1 July 2020; hollow ones are validation data, never used in a fit.
A diamond is not the model's quantity but the nearest question that was asked; look at its direction, not its level. The
fan is of the quantity itself and knows no error of a poll, so a point may miss it by a few points of percent.

**A world that history did not take is not an error.** The model says how often each thing follows; history is one draw.
Whether its shares can be trusted is what the hindcast measures over many such days.

**Your choices** are compared with the free branch under the same luck, world by world; the dashes are the free branch.
"""


@dataclass
class Held:
    """What the session remembers: the branch last understood, and what was not."""

    setting: Setting
    refused: tuple[str, ...] = ()


@st.cache_resource(show_spinner=False)
def bench() -> HistoryBench:
    """One for the whole server; it shares the Explore page's engine."""
    return HistoryBench(load_scenario(RECORD), archive(), fitted(), catalogue(), explore.engine())


def render() -> None:
    """The whole page. Its controls live in the component; the session holds the branch that was last understood."""
    try:
        table = bench()
    except SimError as error:
        explore.say_problem(str(error))
        return
    held = remembered(table)
    with st.container(key="history-row", horizontal=True, vertical_alignment="center"):
        st.markdown("**What really happened, and from any day on what else might have come.**", width="stretch")
        if st.button("Open in Explore", help="Every slider and lever, from this branch and with your choices."):
            explore.hold(table.moved(held.setting))
            st.switch_page(st.Page(explore.PAGE.render, title=explore.PAGE.title, url_path=explore.PAGE.path))
        st.download_button(
            "Save scenario",
            data=lambda: to_yaml(table.moved(held.setting)),
            file_name=f"branch_{held.setting.monday.isoformat()}.yaml",
            mime="application/yaml",
            on_click="ignore",
            help="This branch with your choices, as a scenario file.",
        )
    show(table, held)
    with st.expander("How to read this"):
        st.markdown(HOW_TO_READ)


def remembered(table: HistoryBench) -> Held:
    """The branch of this session; the first time, the one that the link asks for."""
    if HELD not in st.session_state:
        link = {key: st.query_params[key] for key in st.query_params}
        st.session_state[HELD] = Held(*read_setting(link, table.record, table.desk))
    held: Held = st.session_state[HELD]
    return held


@st.fragment
def show(table: HistoryBench, held: Held) -> None:
    """The branch day and all that it moves. A fragment, so that dragging it reruns nothing else."""
    sent = st.session_state.get(KEY)
    wish = read_wish(sent.get("wish") if isinstance(sent, Mapping) else None)
    if wish is not None:
        held.setting, held.refused = read_setting(wish.words, table.record, table.desk)
    try:
        frame = table.frame(held.setting, wish or Wish(), held.refused)
    except SimError as error:
        explore.say_problem(str(error))
        return
    history(key=KEY, data=frame, on_wish_change=lambda: None)


PAGE = Page(place=1, title="History", path="history", render=render)
