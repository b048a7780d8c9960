"""Japan's export licences for three chemicals: approvals start late, then ramp up; lists are restored with a lag."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import HALF, ONE, ZERO, positive
from sim.kernel.draws import Law, Stream
from sim.kernel.materials import MATERIALS, keys_of, per_material
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter
from sim.kernel.state import Field
from sim.kernel.week import Week

DELAYS = Stream("licensing.delays", 3, Law.NORMAL, "How long the first licence for each material takes.")


PARAMETERS = (
    *per_material(
        "licensing",
        Parameter(
            "first_licence",
            "Weeks to the first licence",
            "weeks",
            8.0,
            1.0,
            13.0,
            "Average wait for the first licence after the controls begin.",
            "first approvals: photoresist 7 August, hydrogen fluoride 29 August 2019",
            Evidence.DATA,
        ),
        8.0,
        5.0,
        8.0,
    ),
    *per_material(
        "licensing",
        Parameter(
            "ramp",
            "Growth of licences",
            "share a week",
            0.025,
            0.005,
            0.5,
            "The share of normal trade that every further week of licensing restores.",
            "hydrogen fluoride 36.3 then 9.4 million dollars (2019, 2020)",
            Evidence.DATA,
        ),
        0.025,
        0.167,
        0.167,
    ),
    *per_material(
        "licensing",
        Parameter(
            "ceiling",
            "Largest licensed trade",
            "share of normal trade",
            0.25,
            0.1,
            1.0,
            "The share of normal trade that licensing lets through in the end.",
            "Japan's share of hydrogen fluoride 32.2 to 12.8 %; Makioka & Zhang 2023: only that item fell",
            Evidence.DATA,
        ),
        0.25,
        1.0,
        1.0,
    ),
    Parameter(
        "licensing.first_licence_spread",
        "Spread of the wait for a licence",
        "weeks",
        2.5,
        0.5,
        6.0,
        "Standard deviation of the wait for the first licence.",
        "judgement",
    ),
    Parameter(
        "licensing.longest_wait",
        "Longest wait for a licence",
        "weeks",
        13.0,
        8.0,
        20.0,
        "The legal ceiling for a decision.",
        "90 days, METI July 2019",
        Evidence.DATA,
    ),
    Parameter(
        "licensing.easing_step",
        "Trade freed by easing",
        "share of normal trade",
        0.25,
        0.05,
        0.5,
        "The share of normal trade that one easing of licences frees.",
        "photoresists moved to bulk licences on 20 December 2019",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "licensing.list_return_weeks",
        "Weeks to restore the white list",
        "weeks",
        16.0,
        4.0,
        40.0,
        "How long after the restoration of trade status the white list follows.",
        "controls lifted 16 March, list 21 July 2023",
        Evidence.DATA,
    ),
)


class ExportLicensing(Participant):
    """Under control nothing flows until the first licence, then ever more up to a ceiling; easing adds to it."""

    KEY = "licensing"
    LABEL = "Export licensing"
    PARAMETERS = PARAMETERS
    READ_WHEN_NEEDED = ("licensing.easing_step",)
    STREAMS = (DELAYS,)
    FIELDS = (
        Field(
            "export_controls", "Export controls", "dose 0-1", 0.0, 1.0, "Controls on three chemicals.", recorded=True
        ),
        Field("whitelist_removed", "White-list removal", "dose 0-1", 0.0, 1.0, "Korea off the list.", recorded=True),
        Field("whitelist_return_weeks", "Weeks until the list is restored", "weeks", 0.0, 60.0, "0 where none runs."),
        Field("licence_easing", "Trade freed by easing", "share", 0.0, 1.0, "Share of normal trade freed by easing."),
        Field("trade_restore_order", "Restoration ordered", "0 to 1", 0.0, 1.0, "Tokyo restores trade status."),
        Field("control_weeks", "Weeks under control", "weeks", 0.0, 2000.0, "Since the controls began."),
        Field(
            "licence_flow",
            "Licensed trade",
            "share of normal trade",
            0.0,
            1.0,
            "How much of the normal trade in each material gets through.",
            MATERIALS,
            1.0,
            True,
        ),
        Field("first_licence", "Wait for the first licence", "weeks", 0.0, 30.0, "In this world.", MATERIALS),
    )

    def prepare(self, setup: Setup) -> None:
        inputs = setup.inputs
        self.ramp = inputs.rows(*keys_of("licensing", "ramp"))
        self.ceiling = inputs.rows(*keys_of("licensing", "ceiling"))
        self.weeks_to_list = inputs.cast(inputs["licensing.list_return_weeks"] + ONE)
        mean = inputs.exact_rows(*keys_of("licensing", "first_licence"))
        spread = np.log1p((inputs.exact("licensing.first_licence_spread") / mean) ** 2)
        luck = setup.draws.week(DELAYS, 0).astype(np.float64)
        wait = np.exp(np.log(mean) - HALF * spread + np.sqrt(spread) * luck)
        setup.state.first_licence[...] = np.minimum(wait, inputs.exact("licensing.longest_wait"))

    def carry_out(self, week: Week) -> None:
        """Tokyo's orders change the controls and lists; then this week's licences are granted."""
        state = week.state
        restore = state.trade_restore_order
        restore[...] = restore > ZERO
        controls, listed = state.export_controls, state.whitelist_removed
        controls *= ONE - restore
        state.retaliation *= ONE - restore
        started = restore * (listed > ZERO)
        state.whitelist_return_weeks += started * (self.weeks_to_list - state.whitelist_return_weeks)
        restore[...] = 0.0
        due = (state.whitelist_return_weeks > ZERO) & (state.whitelist_return_weeks <= ONE)
        np.maximum(state.whitelist_return_weeks - ONE, ZERO, out=state.whitelist_return_weeks)
        listed *= ONE - due
        self._grant(week)

    def _grant(self, week: Week) -> None:
        state = week.state
        controlled = state.export_controls > ZERO
        licensed = positive(self.ramp * (state.control_weeks - state.first_licence))
        np.minimum(licensed, self.ceiling, out=licensed)
        np.minimum(licensed + state.licence_easing, ONE, out=licensed)
        np.subtract(ONE, state.export_controls * (ONE - licensed), out=state.licence_flow)
        state.control_weeks += ONE
        state.control_weeks *= controlled
        state.licence_easing *= controlled
