"""A toy world for the page: a small vocabulary, and an engine of random walks that answers sliders at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from sim.kernel.catalogue import Catalogue
from sim.kernel.clock import Clock
from sim.kernel.quantity import Evidence, Parameter, Role
from sim.kernel.records import DOSE, ONCE, Lever, Outcome, Part, Shock, Tempo, Window
from sim.kernel.state import Field
from sim.scenario.scenario import Forced, Policy, Scenario, ShockEvent
from sim.scenario.uncertain import Uncertain

ALLIES = ("seoul", "tokyo")
FIELDS = (
    Field("cohesion", "Trilateral cohesion", "index 0-1", 0.0, 1.0, "How well the three hold together.", recorded=True),
    Field("deterrence_gap", "Deterrence gap", "index 0-1", 0.0, 1.0, "Threat that is not offset.", recorded=True),
    Field("hostility", "Hostility", "index 0-1", 0.0, 1.0, "How hostile each side is.", ALLIES, recorded=True),
    Field("approval", "Approval of the government", "percent", 0.0, 100.0, "Polls.", ALLIES, recorded=True),
    Field("fatigue", "Fatigue with the other side", "index 0-1", 0.0, 1.0, "Weariness.", ALLIES, recorded=True),
    Field("loss_korea", "Loss in Korea", "USD million", 0.0, 1e7, "Cumulated.", recorded=True),
    Field("loss_japan", "Loss in Japan", "USD million", 0.0, 1e7, "Cumulated.", recorded=True),
    Field(
        "visitors_change",
        "Korean visitors to Japan",
        "change on the year before, fraction",
        -1.0,
        0.0,
        "",
        (),
        recorded=True,
    ),
    Field("boycott", "Boycott of Japanese goods", "share of consumers", 0.0, 0.9, "", recorded=True),
    Field("pact_state", "State of the pact", "code", 0.0, 3.0, "0 in force ... 3 lapsed", recorded=True),
    Field("belief_high", "Belief", "probability", 0.0, 1.0, "", ("seoul", "tokyo", "washington"), recorded=True),
)


def _slider(key: str, label: str, default: float, help: str) -> Parameter:
    return Parameter(
        key,
        label,
        "index 0-1",
        default,
        0.0,
        1.0,
        help,
        "Putnam 1988; judgement",
        Evidence.LITERATURE,
        Role.DISPOSITION,
    )


PARAMETERS = (
    _slider("seoul.resolve", "Resolve of Seoul", 0.6, "How dearly Seoul holds its position on forced labour."),
    _slider("seoul.orientation", "Leader's conciliation", 0.3, "How much Seoul's leader wants an understanding."),
    _slider("seoul.distraction", "Distraction at home", 0.2, "How busy Seoul is with scandal and elections."),
    _slider("tokyo.resolve", "Resolve of Tokyo", 0.65, "How dearly Tokyo holds that 1965 settled all claims."),
    _slider("tokyo.fatigue_weight", "Weight of fatigue", 0.4, "How much weariness makes Tokyo turn away."),
    _slider("washington.engagement", "Engagement", 0.35, "How much attention Washington spends on the quarrel."),
    _slider("washington.bias", "Bias between the allies", 0.5, "Whom Washington is seen to favour."),
    _slider("korean_public.memory", "Memory of colonial rule", 0.7, "How present the past is in Korea."),
    replace(_slider("relations.spiral", "Spiral", 0.5, "A mechanism, no slider."), role=Role.MECHANISM),
)


def _lever(key: str, code: str, label: str, sentence: str, **more: Any) -> Lever:
    known: dict[str, Any] = {
        "tempo": Tempo.ROUTINE,
        "features": {"visibility": 0.5},
        "political_cost": 0.3,
        "cooldown": 8,
        "clock": "any week, then eight weeks of rest",
        "source": "timeline of the dispute",
        "needs": "",
    }
    return Lever(key, code, label, sentence, **{**known, **more})


LEVERS = (
    _lever("seoul.hold", "K0", "Hold", "Do nothing."),
    _lever("seoul.quiet_channel", "K1", "Quiet channel", "Send an envoy whom nobody sees."),
    _lever(
        "seoul.third_party_payment",
        "K3",
        "Third-party payment",
        "Pay the plaintiffs from a Korean foundation.",
        tempo=Tempo.STRUCTURAL,
        cooldown=ONCE,
        needs="assets seized, no settlement yet",
    ),
    _lever("seoul.hard_line_campaign", "K4", "Hard-line campaign", "Vow never to lose to Japan again."),
    _lever("seoul.wto_case", "K5", "WTO case", "Take Japan's curbs to the World Trade Organization."),
    _lever(
        "seoul.gsomia_notice",
        "K7",
        "Notice to end GSOMIA",
        "Tell Tokyo that the intelligence pact will end.",
        tempo=Tempo.STRUCTURAL,
        window="notice_season",
        needs="pact in force",
        clock="90 to 150 days before 23 November",
    ),
    _lever("seoul.gsomia_suspend_notice", "K8", "Suspend the notice", "Keep the pact alive, the right to end it too."),
    _lever("tokyo.hold", "J0", "Hold", "Do nothing."),
    _lever("tokyo.quiet_channel", "J1", "Quiet channel", "Let directors-general talk."),
    _lever(
        "tokyo.export_controls",
        "J4",
        "Export controls",
        "License each export of three chip materials.",
        tempo=Tempo.STRUCTURAL,
        cooldown=ONCE,
        needs="a ruling stands",
        clock="announced three days ahead",
    ),
    _lever("tokyo.whitelist_removal", "J5", "White-list removal", "Drop Korea from the list of trusted buyers."),
    _lever(
        "tokyo.retaliation_package",
        "J8",
        "Retaliation package",
        "Answer the sale of seized shares.",
        parts=(
            Part("tariffs", "Tariffs", {"escalation": 0.5}),
            Part("ambassador_recall", "Ambassador's recall", {"escalation": 0.2}),
            Part("visa_limits", "Visa limits", {"escalation": 0.2}),
        ),
    ),
    _lever("tokyo.gesture", "J11", "Gesture", "A summit, a fund, a kind word in public."),
    _lever("washington.hold", "U0", "Hands off", "Do nothing."),
    _lever("washington.private_message", "U1", "Stern private message", "Tell both, in private, to stop."),
    _lever("washington.standstill_proposal", "U4", "Standstill proposal", "Ask both to freeze all new measures."),
    _lever("washington.presidential_visit", "U5", "Presidential visit", "Go to both capitals and take no side."),
)


def _outcome(key: str, label: str, unit: str, better: str, high: float = 1.0) -> Outcome:
    return Outcome(
        key, label, unit, f"{label}, over the whole run.", 0.0, high, lambda record: np.zeros(1), better, 0.01
    )


OUTCOMES = (
    _outcome("p_notice", "Notice is given", "probability", ""),
    _outcome("p_lapse", "The pact lapses", "probability", "lower"),
    _outcome("trilateral_cohesion", "Trilateral cohesion", "0-100", "higher", 100.0),
    _outcome("deterrence_gap", "Deterrence gap", "0-100", "lower", 100.0),
    _outcome("hostility", "Hostility", "0-100", "lower", 100.0),
    _outcome("p_settlement", "A settlement is reached", "probability", "higher"),
    _outcome("economic_loss_japan", "Economic loss in Japan", "USD million", "lower", 1e6),
    _outcome("visitors_change", "Korean visitors to Japan", "change on the year before, fraction", "higher", 0.0),
)
NOTICE = Window(
    "notice_season",
    "90 to 150 days before 23 November",
    lambda day: 90 <= (date(day.year, 11, 23) - day).days <= 150,
    "Article 21(3)",
)
LAUNCH = Shock(
    "dprk_missile",
    "North Korean missile test",
    "Pyongyang launches.",
    replace(DOSE, key="size", default=0.5),
    "",
    (),
    lambda week, size, where: None,
)


def toy_catalogue() -> Catalogue:
    return Catalogue(
        parameters={item.key: item for item in PARAMETERS},
        fields={item.key: item for item in FIELDS},
        streams={},
        levers={item.key: item for item in LEVERS},
        shocks={LAUNCH.key: LAUNCH},
        outcomes={item.key: item for item in OUTCOMES},
        windows={NOTICE.key: NOTICE},
        participants={},
    )


def toy_scenario(**changes: Any) -> Scenario:
    known: dict[str, Any] = {
        "title": "Notice in August",
        "question": "Does ending the pact bring Tokyo to the table, or only Washington down on Seoul?",
        "sources": ("000_15a09124d2c6ee77.txt", "002_88698e6e37e21d87.txt"),
        "start": date(2019, 7, 1),
        "weeks": 104,
        "worlds": 200,
        "seed": 7,
        "values": {"seoul.resolve": 0.7},
        "uncertain": {"washington.engagement": Uncertain("uniform", 0.1, 0.6)},
        "policies": {
            "tokyo": Policy(force=(Forced("tokyo.export_controls", date(2019, 7, 4), {"dose": 0.8}),)),
        },
        "shocks": (ShockEvent("dprk_missile", date(2019, 10, 2), 0.6),),
        "watch": ("p_lapse", "trilateral_cohesion", "hostility"),
    }
    return Scenario(**{**known, **changes})


@dataclass(frozen=True)
class ToyOutcome:
    key: str
    label: str
    unit: str
    values: np.ndarray
    mean: float
    mc_error: float
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float


@dataclass(frozen=True)
class ToySeries:
    key: str
    label: str
    unit: str
    fan: np.ndarray
    mean: np.ndarray
    values: np.ndarray


@dataclass(frozen=True)
class ToyHealth:
    non_finite: int = 0
    unconverged: float = 0.0
    forced_missed: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ToyDifference:
    difference: float
    mc_error: float
    low: float
    high: float
    z: float
    verdict: str


@dataclass(frozen=True)
class ToyResults:
    scenario: Scenario
    worlds: int
    outcomes: Mapping[str, ToyOutcome]
    series: Mapping[str, ToySeries]
    pulls: Mapping[str, np.ndarray]
    health: ToyHealth

    @property
    def clock(self) -> Clock:
        return self.scenario.clock

    @property
    def weeks(self) -> int:
        return self.scenario.weeks

    def share(self, key: str, codes: tuple[int, ...]) -> np.ndarray:
        return np.stack([(self.series[key].values == code).mean(axis=1) for code in codes])


def _heat(scenario: Scenario) -> float:
    """How hot the quarrel gets in the toy, from what was moved."""
    value = {item.key: scenario.values.get(item.key, item.default) for item in PARAMETERS}
    heat = 0.6 * value["seoul.resolve"] + 0.5 * value["tokyo.resolve"] - 0.5 * value["washington.engagement"]
    heat -= 0.3 * value["seoul.orientation"]
    for capital, policy in scenario.policies.items():
        heat -= 0.2 * (policy.policy == "hold")
        for forced in policy.force:
            warm = forced.lever.endswith(("controls", "notice", "removal", "campaign", "package"))
            heat += (0.25 if warm else -0.2) * max(forced.doses.values()) * (capital != "washington" or -1)
    return heat


class ToyEngine:
    """Random walks with common random numbers: hotter scenarios drift further."""

    def __init__(self) -> None:
        self.runs = 0
        self.health = ToyHealth()

    def run(self, scenario: Scenario, worlds: int) -> Any:
        self.runs += 1
        heat = _heat(scenario)
        luck = np.random.default_rng(scenario.seed)
        weeks = scenario.weeks
        ramp = 1.0 - np.exp(-np.arange(weeks) / 20.0)[:, None]
        season = 0.03 * np.sin(np.arange(weeks) / 8.0)[:, None]

        def walk(start: float, pull: float, spread: float) -> np.ndarray:
            steps = luck.normal(size=(weeks, 1000))[:, :worlds]
            noise = np.zeros((weeks, worlds))
            for week in range(1, weeks):
                noise[week] = 0.95 * noise[week - 1] + spread * 0.3 * steps[week]
            return np.clip(start + pull * heat * ramp + season + noise, 0.0, 1.0)

        hostility = {row: walk(0.35, 0.45, 0.1) for row in ALLIES}
        cohesion = np.clip(0.95 - 0.6 * (hostility["seoul"] + hostility["tokyo"]) / 2 - 0.1 * ramp, 0, 1)
        gap = walk(0.2, 0.3, 0.08)
        state = np.zeros((weeks, worlds))
        given = luck.random(1000)[:worlds] < np.clip(heat, 0, 1)
        ended = luck.random(1000)[:worlds] < np.clip(heat - 0.3, 0, 1)
        notice, deadline = min(8, weeks - 1), min(20, weeks - 1)
        state[notice:deadline, given] = 1
        state[deadline:, given] = 2
        state[deadline:, given & ended] = 3
        boycott = np.clip(0.6 * heat * ramp + 0.2 * (hostility["seoul"] - 0.4), 0, 0.9)
        loss = np.cumsum(np.clip(boycott * 60, 0, None), axis=0)
        rows: dict[str, np.ndarray] = {
            "cohesion": cohesion,
            "deterrence_gap": gap,
            "hostility.seoul": hostility["seoul"],
            "hostility.tokyo": hostility["tokyo"],
            "approval.seoul": 100 * walk(0.5, -0.06, 0.05),
            "approval.tokyo": 100 * walk(0.47, 0.05, 0.05),
            "fatigue.seoul": walk(0.2, 0.3, 0.05),
            "fatigue.tokyo": walk(0.3, 0.45, 0.05),
            "loss_korea": loss * 0.4,
            "loss_japan": loss,
            "visitors_change": -np.clip(boycott * 1.1, 0, 1),
            "boycott": boycott,
            "pact_state": state,
            "belief_high.seoul": walk(0.5, 0.1, 0.05),
            "belief_high.tokyo": walk(0.4, 0.2, 0.05),
            "belief_high.washington": walk(0.3, 0.0, 0.05),
        }
        fields = {item.key: item for item in FIELDS}
        series = {}
        for key, values in rows.items():
            record = fields[key.split(".")[0]]
            fan = np.percentile(values, (5, 25, 50, 75, 95), axis=1).T
            series[key] = ToySeries(key, record.label, record.unit, fan, values.mean(axis=1), values)
        measured = {
            "p_notice": given.astype(float),
            "p_lapse": (state == 3).any(axis=0).astype(float),
            "trilateral_cohesion": 100 * cohesion.mean(axis=0),
            "deterrence_gap": 100 * gap.mean(axis=0),
            "hostility": 50 * (hostility["seoul"] + hostility["tokyo"]).mean(axis=0),
            "p_settlement": (luck.random(1000)[:worlds] < 0.2 - 0.1 * heat).astype(float),
            "economic_loss_japan": loss[-1],
            "visitors_change": rows["visitors_change"].min(axis=0),
        }
        outcomes = {}
        for item in OUTCOMES:
            values = measured[item.key]
            points = np.percentile(values, (5, 25, 50, 75, 95))
            error = float(values.std(ddof=1) / np.sqrt(worlds))
            outcomes[item.key] = ToyOutcome(
                item.key, item.label, item.unit, values, float(values.mean()), error, *map(float, points)
            )
        pulls = {}
        for lever in LEVERS:
            weekly = np.clip(luck.normal(0.01, 0.02, weeks) + 0.05 * np.sin(np.arange(weeks) / 15 + len(pulls)), 0, 1)
            policy = scenario.policies[lever.owner]
            for forced in policy.force:
                if forced.lever == lever.key and scenario.clock.holds(forced.at):
                    weekly[scenario.clock.week_of(forced.at)] = 1.0
            pulls[lever.key] = weekly * 0.4
            pulls[lever.key][weekly == 1.0] = 1.0
        return ToyResults(scenario, worlds, outcomes, series, pulls, self.health)

    def differences(self, baseline: Any, arm: Any) -> dict[str, Any]:
        found = {}
        for key, outcome in arm.outcomes.items():
            paired = outcome.values - baseline.outcomes[key].values
            mean = float(paired.mean())
            error = float(paired.std(ddof=1) / np.sqrt(len(paired)))
            low, high = mean - 1.96 * error, mean + 1.96 * error
            apart = low > 0 or high < 0
            verdict = ("higher" if mean > 0 else "lower") if apart else "cannot tell apart"
            found[key] = ToyDifference(mean, error, low, high, mean / error if error else 0.0, verdict)
        return found
