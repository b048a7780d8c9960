"""The form of a file of claims: what may be written where. Arms are written as in a scenario file."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import near_matches
from sim.scenario.blocks import Member, block, by_name, list_of, may_be_empty
from sim.scenario.fields import any_number, day, finite, lesson, listed, text, word_of
from sim.scenario.places import Path, shown, shown_path
from sim.scenario.shape import Form
from sim.study.claims.checks import CHECKS
from sim.study.claims.measures import MEASURES
from sim.study.claims.record import Evidence, Expect, Kind

LONGEST = 1200
CONTRASTS = ("effect", "interaction")
KINDS = {
    Kind.EMERGENT: "its sign stands in no single equation",
    Kind.WIRED: "its sign is an assumption that a switch turns down",
    Kind.FACT: "it says how things stood",
    Kind.DESIGN: "it says what the model must not do",
}
MISSING = {
    "id": "the claim has no id. Write id: and a letter and two digits, such as A06.",
    "kind": f"the kind is missing. Write kind: and one of {', '.join(Kind)}.",
    "claim": "the claim is missing. Write claim: and, in your own words, what is claimed.",
    "expect": f"what is expected is missing. Write expect: and one of {', '.join(Expect)}.",
}
LISTS = {
    "claims": "Begin each with a dash: - {id: A06, ...}.",
    "conflicts": "Begin each with a dash: - {id: X1, ...}.",
    "tests": "Begin each with a dash: - {measure: p_notice, expect: up, floor: 0.02}.",
    "rivals": "Begin each with a dash: - {name: the lever works, says: .., setting: {..}}.",
    "measures": "Begin each with a dash: - {measure: p_notice}.",
}


def _fragment(value: object) -> object:
    """A piece of a scenario file; nothing below its heading changes nothing."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise lesson(
            f"a piece of a scenario file is needed here, not {shown(value)}. "
            "Write for example {levers: {tokyo: {ban: [export_controls]}}}, or {} for no change."
        )
    return value


FRAGMENT = Annotated[dict[str, Any], BeforeValidator(_fragment)]


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str | int | float | dict) and not isinstance(value, bool) else value


def some(kind: Any) -> Any:
    """One of something, or a list of it."""
    return Annotated[list[kind], BeforeValidator(_one_or_more)]


def _contrast(value: object) -> object:
    advice = "Write effect, interaction, or the weight of each arm: {treated: 1, control: -0.5}."
    if isinstance(value, dict):
        return {str(arm): finite(weight, advice) for arm, weight in value.items()}
    if value not in CONTRASTS:
        raise lesson(f"{shown(value)} is no way to set arms against each other. {advice}")
    return value


def _weeks(value: object) -> int:
    found = finite(value, "Write a whole number of weeks, such as within: 13.")
    if not found.is_integer() or found < 1:
        raise lesson(f"{found:g} is not a whole number of weeks. Write 1 or more.")
    return int(found)


def _positive(value: object) -> float:
    found = finite(value, "Write the smallest difference worth talking about, such as floor: 0.02.")
    if found < 0:
        raise lesson(f"a floor is the size of a difference and cannot be below 0, as {found:g} is.")
    return found


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise lesson(f"{shown(value)} is neither true nor false. Write true or false, without quotes.")
    return value


def _words(description: str) -> Any:
    return text(description, LONGEST)


def _must(description: str) -> Member:
    """Words without which a block says nothing."""
    return Member(_words(description), description, required=True)


def _measured() -> dict[str, Member]:
    words = [*catalogue().outcomes, *MEASURES]
    return {
        "measure": Member(word_of(words, "a measure", "An outcome, or a declared measure.")),
        "of": Member(some(str), "The series, levers or states of the pact that are measured."),
        "then": Member(some(str), "The levers that must follow."),
        "within": Member(Annotated[int, BeforeValidator(_weeks)], "Within how many weeks they must follow."),
        "at_least": Member(any_number("The level that must be reached.")),
        "from": Member(day("The first day that counts; else that of the horizon.")),
        "until": Member(day("The last day that counts; else that of the horizon.")),
    }


def _test() -> Any:
    members = {
        **_measured(),
        "expect": Member(word_of(list(Expect), "something to expect", "What the claim says of the difference.")),
        "floor": Member(Annotated[float, BeforeValidator(_positive)], "The smallest difference worth talking about."),
        "contrast": Member(Annotated[Any, BeforeValidator(_contrast)], "How arms are set against each other."),
        "level": Member(any_number("A number against which the treated arm is set.")),
        "variance": Member(
            Annotated[bool, BeforeValidator(_yes_or_no)], "Compare how far worlds differ, not their mean."
        ),
        "check": Member(word_of(CHECKS, "a check", "A check of a fact or a design rule, instead of a measure.")),
    }
    return block("Test", members, "What must come out for the claim to be supported.")


def _switch() -> Any:
    members = {
        "parameter": _must("The parameter that makes the claim true."),
        "half": Member(any_number("Its value at half strength."), required=True),
    }
    return block("Switch", members, "What turns a wired claim off.")


def _arms() -> dict[str, Member]:
    """What the arms of claims and conflicts are made of."""
    return {
        "base": Member(text("The scenario that all arms extend.")),
        "horizon": Member(FRAGMENT, "Another horizon for all arms, as in a scenario file."),
        "both": Member(FRAGMENT, "Further changes for all arms, as in a scenario file."),
        "control": Member(FRAGMENT, "The arm without what the claim is about."),
        "treated": Member(FRAGMENT, "The arm with it."),
        "words": Member(_words("The test in words: what is compared with what.")),
        "because": Member(_words("Why it comes out so; written after looking.")),
        "changed": Member(_words("What of the test was changed after looking, and what it would else have shown.")),
    }


def _claim() -> Any:
    members = {
        "id": _must("A letter and two digits."),
        "speaker": _must("Who says it in the article."),
        "claim": _must("What is claimed, in our words."),
        "kind": Member(word_of(list(Kind), "a kind", "; ".join(f"{k}: {w}" for k, w in KINDS.items())), required=True),
        "carrier": _must("How it travels through the model."),
        "switch": Member(some(_switch())),
        "no_half": Member(_words("Why a wired claim has no half, such as a switch that is on or off.")),
        "same_as": Member(some(str), "Ids under which other articles make the same claim."),
        **_arms(),
        "moderator": Member(FRAGMENT, "Added to control and treated for two more arms: is the effect larger then?"),
        "arms": Member(by_name(FRAGMENT), "Further arms by name, for contrasts."),
        "tests": Member(list_of(_test())),
    }
    return block("Claim", members, "A claim and its test.")


def _conflict() -> Any:
    rival = block(
        "Rival",
        {
            "name": _must("What this side is called."),
            "says": _must("What it says."),
            "setting": Member(FRAGMENT, "The parameters under which it is right.", required=True),
        },
        "One side of a conflict.",
    )
    members = {
        "id": _must("X and a digit."),
        "title": _must("What is in conflict."),
        "claims": Member(some(str), "The ids of the claims that cannot both be right.", required=True),
        **_arms(),
        "rivals": Member(list_of(rival), required=True),
        "measures": Member(list_of(block("Measured", _measured(), "What is measured under each side.")), required=True),
        "evidence": Member(word_of(list(Evidence), "evidence", "What of the record can tell, if anything can.")),
        "favoured": Member(_words("Which side the record favours, and how one could tell.")),
    }
    return block("Conflict", members, "Claims that cannot both be right, as rival settings.")


def unknown_key(path: Path, allowed: list[str]) -> str:
    """A lesson for a key that is not known where it stands."""
    where = f"in {shown_path(path[:-1])}" if path[:-1] else "at the top of a file of claims"
    return f"{shown(path[-1])} is not known {where}.{near_matches(str(path[-1]), allowed) or listed(allowed)}"


@cache
def claims_form() -> Form:
    """The form of a file of claims."""
    members = {
        "article": _must("The article's short name, as the file is called."),
        "title": _must("What it is called, and who wrote it."),
        "published": _must("When it was published."),
        "source": _must("Its file."),
        "claims": Member(may_be_empty(list_of(_claim()))),
        "conflicts": Member(may_be_empty(list_of(_conflict()))),
    }
    return Form(block("ClaimsFile", members, "The claims of an article."), unknown_key, MISSING, LISTS)
