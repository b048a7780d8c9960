"""Industry: Korean chip makers with stocks of three chemicals, and what the dispute costs on both sides."""

from __future__ import annotations

import numpy as np

from sim.actors.actor import Actor
from sim.kernel.bounds import ONE, positive
from sim.kernel.materials import MATERIALS, keys_of, mean_over_materials, per_material
from sim.kernel.participant import Setup
from sim.kernel.quantity import Evidence, Parameter
from sim.kernel.records import ALLIES
from sim.kernel.state import Field
from sim.kernel.week import Week

PARAMETERS = (
    *per_material(
        "industry",
        Parameter(
            "japan_share",
            "Japan's share",
            "share of use",
            0.42,
            0.1,
            0.99,
            "The share of Korea's use that came from Japan before the controls.",
            "Korea International Trade Association, January to May 2019",
            Evidence.DATA,
        ),
        0.42,
        0.92,
        0.93,
    ),
    *per_material(
        "industry",
        Parameter(
            "diversification_limit",
            "Limit of diversification",
            "share of use",
            0.85,
            0.0,
            0.99,
            "The share of use that other suppliers could cover in the end.",
            "judgement from sourcing to 2021",
            Evidence.JUDGEMENT,
        ),
        0.85,
        0.35,
        0.9,
    ),
    Parameter(
        "industry.stock_weeks",
        "Stocks",
        "weeks of use",
        13.0,
        4.0,
        26.0,
        "How many weeks of use chip makers hold in stock.",
        "no stoppage in 2019 bounds it from below; press reports of one to three months",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "industry.diversification_speed",
        "Speed of diversification",
        "share a week",
        0.020,
        0.005,
        0.05,
        "How fast chip makers move to other suppliers once trade is at risk.",
        "Japan's share of hydrogen fluoride 43.9 % to 12.8 %",
        Evidence.DATA,
    ),
    Parameter(
        "industry.diversification_by_list",
        "Diversification by the list removal",
        "relative",
        0.3,
        0.0,
        1.0,
        "How much the white-list removal speeds diversification, against the controls.",
        "judgement",
    ),
    Parameter(
        "industry.diversification_by_threat",
        "Diversification by threats",
        "relative",
        0.1,
        0.0,
        1.0,
        "How much pressure alone speeds diversification, against the controls.",
        "Kim: announcement risk alone moved trade",
        Evidence.LITERATURE,
    ),
    Parameter(
        "industry.restocking",
        "Restocking",
        "share of surplus",
        0.3,
        0.0,
        1.0,
        "The share of surplus supply that goes into stock.",
        "judgement",
    ),
    Parameter(
        "industry.chip_output",
        "Chip output at risk",
        "USD million a week",
        900.0,
        300.0,
        2500.0,
        "What a week without any of the three chemicals costs Korea.",
        "order of Korean chip exports 2019",
        Evidence.DATA,
    ),
    Parameter(
        "industry.compliance_cost",
        "Cost of the controls to Korean firms",
        "USD million a week",
        6.0,
        0.0,
        30.0,
        "Compliance, stocks and search while the controls stand.",
        "judgement",
    ),
    Parameter(
        "industry.list_cost",
        "Cost of the list removal to Korean firms",
        "USD million a week",
        3.0,
        0.0,
        20.0,
        "Extra paperwork while Korea is off the white list.",
        "judgement",
    ),
    Parameter(
        "industry.tariff_cost_korea",
        "Cost of tariffs to Korea",
        "USD million a week",
        60.0,
        0.0,
        300.0,
        "What full retaliatory tariffs cost Korean exporters.",
        "judgement",
    ),
    Parameter(
        "industry.tariff_cost_japan",
        "Cost of tariffs to Japan",
        "USD million a week",
        40.0,
        0.0,
        300.0,
        "What full retaliatory tariffs cost Japan itself.",
        "judgement",
    ),
    Parameter(
        "industry.visa_cost_japan",
        "Cost of visa limits to Japan",
        "USD million a week",
        25.0,
        0.0,
        150.0,
        "Travel income that full visa limits keep away.",
        "judgement",
    ),
    Parameter(
        "industry.delisting_cost_japan",
        "Cost of Seoul's own list removal",
        "USD million a week",
        1.0,
        0.0,
        10.0,
        "What being off Korea's own list costs Japanese exporters.",
        "judgement",
    ),
    Parameter(
        "industry.weekly_visitors",
        "Korean visitors to Japan",
        "a week",
        145_000.0,
        100_000.0,
        180_000.0,
        "Korean visitors to Japan in a normal week.",
        "7.54 million in 2018 (JNTO)",
        Evidence.DATA,
    ),
    Parameter(
        "industry.spending_per_visitor",
        "Spending of a visitor",
        "USD",
        710.0,
        400.0,
        1000.0,
        "What a Korean visitor spends in Japan.",
        "78,000 yen (Japan Tourism Agency 2018)",
        Evidence.DATA,
    ),
    Parameter(
        "industry.consumer_brands",
        "Sales of consumer brands",
        "USD million a week",
        1.5,
        0.5,
        10.0,
        "Sales of Japanese beer in Korea in a normal week, the example of consumer brands.",
        "78.3 million dollars in 2018",
        Evidence.DATA,
    ),
    Parameter(
        "industry.controlled_sales",
        "Sales under control",
        "USD million a week",
        7.5,
        3.0,
        20.0,
        "Japan's weekly sales of the three chemicals to Korea.",
        "trade of 2018",
        Evidence.DATA,
    ),
)


class Industry(Actor):
    """Stocks buffer the controls; other suppliers grow; what runs out stops production; both economies pay."""

    KEY = "industry"
    LABEL = "Industry"
    PARAMETERS = PARAMETERS
    FIELDS = (
        Field("inventory", "Stocks", "weeks of use", 0.0, 26.0, "Stocks of each chemical.", MATERIALS),
        Field("supply_shock", "Stocks lost", "share", 0.0, 1.0, "Share of all stocks lost to an accident this week."),
        Field(
            "diversification",
            "Other suppliers",
            "share of use",
            0.0,
            1.0,
            "The share of use covered by suppliers outside Japan beyond the usual.",
            MATERIALS,
            0.0,
            True,
        ),
        Field("production_loss", "Production lost", "share of output", 0.0, 1.0, "Chip output lost.", recorded=True),
        Field("loss_rate", "Losses this week", "USD million", 0.0, 5000.0, "What the dispute costs each side.", ALLIES),
        Field("loss_korea", "Losses of Korea", "USD million", 0.0, 1e6, "Total since the start.", recorded=True),
        Field("loss_japan", "Losses of Japan", "USD million", 0.0, 1e6, "Total since the start.", recorded=True),
    )
    ROWS = (
        *(f"inventory.{material}" for material in MATERIALS),
        *(f"diversification.{material}" for material in MATERIALS),
        "production_loss",
        "loss_korea",
        "loss_japan",
    )

    def prepare(self, setup: Setup) -> None:
        inputs = setup.inputs
        self.p = {p.name: inputs[p.key] for p in PARAMETERS}
        self.share = inputs.rows(*keys_of("industry", "japan_share"))
        self.limit = inputs.rows(*keys_of("industry", "diversification_limit"))
        setup.state.inventory[...] = self.p["stock_weeks"]
        self.normal_travel = inputs.cast(self.p["weekly_visitors"] * self.p["spending_per_visitor"] / 1e6)

    def supply(self, week: Week) -> None:
        """Chip makers draw on stocks where licences and other suppliers fall short; empty stocks stop production."""
        state, p = week.state, self.p
        others = state.diversification
        urge = state.export_controls + p["diversification_by_list"] * state.whitelist_removed
        urge = np.minimum(urge + p["diversification_by_threat"] * state.pressed[0], ONE)
        others += p["diversification_speed"] * urge * positive(self.limit - others)
        missing = self.share * (ONE - state.licence_flow)
        short = positive(missing - others)
        surplus = positive(others - missing)
        stock = state.inventory
        stock *= ONE - state.supply_shock
        state.supply_shock[...] = 0.0
        drawn = np.minimum(short, stock)
        stock -= drawn
        stock += p["restocking"] * surplus
        np.minimum(stock, p["stock_weeks"], out=stock)
        np.maximum.reduce(short - drawn, axis=0, out=state.production_loss)

    def count_losses(self, week: Week) -> None:
        """What the week costs each economy: production, compliance, travel, consumer brands, lost sales, tariffs."""
        state, p = week.state, self.p
        others = mean_over_materials(state.diversification)
        freed = ONE - others
        korea = p["chip_output"] * state.production_loss
        korea += p["compliance_cost"] * freed * state.export_controls + p["list_cost"] * state.whitelist_removed
        korea += p["tariff_cost_korea"] * state.retaliation[0]
        unsold = mean_over_materials(self.share * (ONE - state.licence_flow))
        shunned = ONE - state.covid - (ONE + state.visitors_change)
        japan = self.normal_travel * positive(shunned)
        japan -= p["consumer_brands"] * state.beer_change
        japan += p["controlled_sales"] * np.minimum(unsold + others, ONE)
        japan += p["tariff_cost_japan"] * state.retaliation[0] + p["visa_cost_japan"] * state.retaliation[2]
        japan += p["delisting_cost_japan"] * state.japan_delisted
        state.loss_rate[0] = korea
        state.loss_rate[1] = japan
        state.loss_korea += korea
        state.loss_japan += japan
