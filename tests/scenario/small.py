"""A small catalogue, so that the tests of scenario files do not depend on how the world is modelled."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import numpy as np

from sim.kernel.catalogue import Catalogue
from sim.kernel.participant import Participant
from sim.kernel.quantity import Parameter, Quantity, Role
from sim.kernel.records import Lever, Outcome, Part, Shock, Tempo, Window


def _parameter(key: str, default: float, low: float, high: float, role: Role = Role.MECHANISM) -> Parameter:
    words = key.replace("_", " ").replace(".", ": ")
    return Parameter(key, words, "share", default, low, high, f"How much of {words}.", "made up", role=role)


PARAMETERS = (
    _parameter("seoul.resolve", 0.6, 0.0, 1.0, Role.DISPOSITION),
    _parameter("tokyo.resolve", 0.5, 0.0, 1.0, Role.DISPOSITION),
    _parameter("washington.engagement", 0.4, 0.0, 1.0, Role.DISPOSITION),
    _parameter("korean_public.memory", 26.0, 1.0, 104.0),
    _parameter("gsomia.use", 0.3, 0.0, 1.0),
    _parameter("relations.spiral", 0.9, 0.0, 3.0),
    _parameter("decision.precision", 0.9, 0.3, 2.0),
)


class Gsomia(Participant):
    """Stands for the institution that the pact is."""

    KEY = "gsomia"


Gsomia.__module__ = "sim.institutions.gsomia"


def _lever(key: str, code: str, **more: object) -> Lever:
    return Lever(
        key=key,
        code=code,
        label=key.split(".")[1].replace("_", " ").capitalize(),
        sentence=f"This is what {key} does.",
        tempo=Tempo.ROUTINE,
        features={},
        political_cost=0.2,
        cooldown=4,
        clock="",
        source="made up",
        **more,  # type: ignore[arg-type]
    )


def _lift(week: object, where: object) -> None:
    """Ends nothing."""


LEVERS = (
    _lever("seoul.hold", "K0"),
    _lever("seoul.quiet_channel", "K1"),
    _lever("seoul.gsomia_notice", "K7", window="notice_season"),
    _lever("seoul.court_restraint", "K11"),
    _lever("tokyo.hold", "J0"),
    _lever("tokyo.export_controls", "J4", lift=_lift),
    _lever(
        "tokyo.retaliation_package",
        "J8",
        lift=_lift,
        parts=(Part("tariffs", "Tariffs", {}), Part("visa_limits", "Visa limits", {})),
    ),
    _lever("washington.hold", "U0"),
    _lever("washington.press_seoul", "U2"),
)

SHOCKS = (
    Shock(
        "dprk_missile",
        "Missile test",
        "The North fires a missile.",
        Quantity("size", "Size", "share", 0.5, 0.0, 1.0, "How big it is.", "made up"),
        "made up",
        (),
        _lift,
    ),
    Shock(
        "scandal",
        "Scandal",
        "A government is caught out.",
        Quantity("size", "Size", "share", 0.5, 0.0, 1.0, "How bad it is.", "made up"),
        "made up",
        (),
        _lift,
        option="capital",
        choices=("seoul", "tokyo"),
        lasts=True,
    ),
)


def _outcome(key: str) -> Outcome:
    return Outcome(key, key, "probability", "", 0.0, 1.0, lambda record: np.zeros(record.worlds), better="", floor=0.01)


def _in_notice_season(day: date) -> bool:
    return 90 <= (date(day.year, 11, 23) - day).days <= 150


NOTICE_SEASON = Window(
    "notice_season",
    "notice to end the pact is legal only 90 to 150 days before its anniversary on 23 November",
    _in_notice_season,
    "made up",
)


def small_catalogue() -> Catalogue:
    return Catalogue(
        parameters=MappingProxyType({parameter.key: parameter for parameter in PARAMETERS}),
        fields=MappingProxyType({}),
        streams=MappingProxyType({}),
        levers=MappingProxyType({lever.key: lever for lever in LEVERS}),
        shocks=MappingProxyType({shock.key: shock for shock in SHOCKS}),
        outcomes=MappingProxyType({key: _outcome(key) for key in ("p_lapse", "p_notice", "hostility")}),
        windows=MappingProxyType({NOTICE_SEASON.key: NOTICE_SEASON}),
        participants=MappingProxyType({"gsomia": Gsomia}),
    )
