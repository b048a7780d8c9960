"""Files of claims become claims and conflicts, or a list of everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError, ScenarioError, near_matches
from sim.scenario.library import scenario_names
from sim.scenario.load import load_scenario, shown_name
from sim.scenario.places import Complaints, shown
from sim.scenario.places import Path as Keys
from sim.scenario.scenario import Scenario
from sim.scenario.shape import fitted_to
from sim.scenario.text import decoded, read_bytes
from sim.scenario.tree import read_tree
from sim.study.claims.arms import Arm, Piece, at_half, laid_over, with_own
from sim.study.claims.form import claims_form
from sim.study.claims.read_predictions import PredictionReader
from sim.study.claims.record import (
    CONTROL,
    EFFECT,
    MODERATED,
    TREATED,
    Article,
    Claim,
    Conflict,
    Evidence,
    Kind,
    Rival,
    Switch,
)

FOLDER = Path(__file__).parent / "articles"
BASELINE = "baseline"
LEAST = "'article:', 'title:' and 'claims:'"


def articles() -> tuple[Article, ...]:
    """The articles that come along, in the order of their claims' ids, conflicts last.

    Raises ScenarioError with every mistake.
    """
    found = [read_article(path) for path in sorted(FOLDER.glob("*.yaml"))]
    return tuple(sorted(found, key=lambda article: (not article.claims, [claim.id for claim in article.claims[:1]])))


@cache
def read_article(path: Path) -> Article:
    """The claims of a file. Raises ScenarioError with every mistake in it."""
    file = shown_name(path)
    return read_article_text(decoded(read_bytes(path, file), file), file)


def read_article_text(text: str, name: str) -> Article:
    """The claims of a text. `name` stands for the file in messages. Raises ScenarioError with every mistake."""
    tree = read_tree(text, name, "a file of claims", LEAST)
    own = fitted_to(tree, claims_form())
    reader = _Reader(own.get("article", ""), tree.complaints, tree.left_out)
    claims = [reader.claim(index, written) for index, written in enumerate(own.get("claims", ()))]
    conflicts = [reader.conflict(index, written) for index, written in enumerate(own.get("conflicts", ()))]
    if tree.complaints.problems:
        raise ScenarioError(tree.complaints.sorted())
    return Article(
        own["article"],
        own["title"],
        own["published"],
        own["source"],
        tuple(claim for claim in claims if claim is not None),
        tuple(conflict for conflict in conflicts if conflict is not None),
    )


def chosen(found: Iterable[Article], only: Sequence[str]) -> tuple[tuple[Claim, ...], tuple[Conflict, ...]]:
    """The claims and conflicts that are meant by their ids, in the order of the articles; all where none is named.

    An id under which another article makes the same claim means that claim. Raises RunError for an unknown id.
    """
    articles = tuple(found)
    claims = [claim for article in articles for claim in article.claims]
    conflicts = [conflict for article in articles for conflict in article.conflicts]
    known = {id_: claim.id for claim in claims for id_ in (claim.id, *claim.same_as)}
    known |= {conflict.id: conflict.id for conflict in conflicts}
    for word in only:
        if word.upper() not in known:
            raise RunError(
                f"there is no claim {shown(word)}.{near_matches(word.upper(), known)} "
                "Write an id such as A06; 'docs/claims.md' lists them all."
            )
    wanted = {known[word.upper()] for word in only} or set(known.values())
    return (
        tuple(claim for claim in claims if claim.id in wanted),
        tuple(conflict for conflict in conflicts if conflict.id in wanted),
    )


@cache
def _base(name: str) -> Scenario:
    """A scenario that comes along, read once for all claims that start from it."""
    return load_scenario(name)


@dataclass(slots=True)
class _Reader:
    """Makes claims of one file and complains of what is wrong with them."""

    article: str
    complaints: Complaints
    left_out: Collection[Keys]

    def claim(self, index: int, written: dict[str, Any]) -> Claim | None:
        path: Keys = ("claims", index)
        arms = self._arms(path, written, self._named(path, written))
        if arms is None:
            return None
        kind = Kind(written["kind"])
        switches = self._switches(path, written)
        self._complain_of_kind(path, written, kind, switches)
        maker = PredictionReader(self.complaints, arms, self.left_out)
        tests = [
            maker.test((*path, "tests", place), test)
            for place, test in enumerate(written.get("tests", ()))
            if "check" not in test
        ]
        return Claim(
            id=written["id"],
            article=self.article,
            speaker=written["speaker"],
            claim=written["claim"],
            kind=kind,
            carrier=written["carrier"],
            base=written.get("base", BASELINE),
            arms={name: arm.scenario for name, arm in arms.items()},
            halves=at_half(arms, switches) if switches else {},
            sets=frozenset().union(*(arm.sets for arm in arms.values())),
            tests=tuple(test for test in tests if test is not None),
            checks=tuple(test["check"] for test in written.get("tests", ()) if "check" in test),
            switches=switches,
            no_half=written.get("no_half", ""),
            same_as=tuple(written.get("same_as", ())),
            words=written.get("words", ""),
            because=written.get("because", ""),
            changed=written.get("changed", ""),
        )

    def conflict(self, index: int, written: dict[str, Any]) -> Conflict | None:
        path: Keys = ("conflicts", index)
        rivals: list[Rival] = []
        sets: set[str] = set()
        maker = PredictionReader(self.complaints, {})
        for place, rival in enumerate(written["rivals"]):
            around = (*path, "rivals", place, "setting")
            setting = Piece(around, rival["setting"])
            arms = self._arms(path, written, {CONTROL: (), TREATED: ()}, setting)
            if arms is None:
                return None
            maker = PredictionReader(self.complaints, arms, self.left_out)
            sets |= set().union(*(arm.sets for arm in arms.values()))
            rivals.append(Rival(rival["name"], rival["says"], {name: arm.scenario for name, arm in arms.items()}))
        measured = [
            maker.measured((*path, "measures", place), wanted) for place, wanted in enumerate(written["measures"])
        ]
        return Conflict(
            id=written["id"],
            title=written["title"],
            claims=tuple(written["claims"]),
            base=written.get("base", BASELINE),
            rivals=tuple(rivals),
            sets=frozenset(sets),
            measured=tuple(item for item in measured if item is not None),
            words=written.get("words", ""),
            evidence=Evidence(written["evidence"]) if "evidence" in written else None,
            favoured=written.get("favoured", ""),
            because=written.get("because", ""),
            changed=written.get("changed", ""),
        )

    def _named(self, path: Keys, written: Mapping[str, Any]) -> dict[str, tuple[Piece, ...]]:
        """Which pieces each arm of a claim adds to what all have in common."""

        def piece(*keys: str) -> Piece:
            content: Any = written
            for key in keys:
                content = content.get(key, {})
            return Piece((*path, *keys), content)

        control, treated = piece(CONTROL), piece(TREATED)
        named: dict[str, tuple[Piece, ...]] = {CONTROL: (control,), TREATED: (treated,)}
        if "moderator" in written:
            moderator = piece("moderator")
            named |= {CONTROL + MODERATED: (moderator, control), TREATED + MODERATED: (moderator, treated)}
        return named | {name: (piece("arms", name),) for name in written.get("arms", {})}

    def _arms(
        self, path: Keys, written: Mapping[str, Any], named: Mapping[str, tuple[Piece, ...]], *common: Piece
    ) -> dict[str, Arm] | None:
        """The arms by name; None, with complaints, where one of them cannot be made."""
        base = self._base(path, written)
        if base is None:
            return None
        horizon = {"horizon": written["horizon"]} if written.get("horizon") else {}
        shared = [
            Piece(path, horizon),
            Piece((*path, "both"), written.get("both", {})),
            *common,
        ]
        ground = laid_over(base, shared, written["id"], self.complaints)
        if ground is None:
            return None
        own = {name: Piece((*path, name), written.get(name, {})) for name in EFFECT}
        arms = {
            name: with_own(ground, pieces or (own[name],), f"{written['id']} {name}", self.complaints)
            for name, pieces in named.items()
        }
        made = {name: arm for name, arm in arms.items() if arm is not None}
        return made if len(made) == len(arms) else None

    def _base(self, path: Keys, written: Mapping[str, Any]) -> Arm | None:
        name = written.get("base", BASELINE)
        if name not in scenario_names():
            self.complaints.add(
                (*path, "base"),
                f"there is no scenario {shown(name)}.{near_matches(name, scenario_names())} "
                "Write one of those that 'trilateral scenarios' lists.",
            )
            return None
        return Arm(_base(name))

    def _switches(self, path: Keys, written: Mapping[str, Any]) -> tuple[Switch, ...]:
        found = []
        for place, switch in enumerate(written.get("switch", ())):
            around = (*path, "switch", place)
            parameter = catalogue().parameters.get(switch["parameter"])
            if parameter is None:
                near = near_matches(switch["parameter"], catalogue().parameters)
                words = f"there is no parameter {shown(switch['parameter'])}.{near} 'trilateral parameters' lists them."
                self.complaints.add((*around, "parameter"), words)
            elif parameter.complaint(switch["half"]) is not None:
                self.complaints.add((*around, "half"), str(parameter.complaint(switch["half"])))
            else:
                found.append(Switch(switch["parameter"], switch["half"]))
        return tuple(found)

    def _complain_of_kind(
        self, path: Keys, written: Mapping[str, Any], kind: Kind, switches: tuple[Switch, ...]
    ) -> None:
        """A wired claim must say what turns it down, and a claim that cannot be tested why not."""
        if kind is Kind.WIRED and not switches and not written.get("no_half") and "switch" not in written:
            self.complaints.add(
                (*path, "kind"),
                "a wired claim says what makes it true. Write switch: {parameter: .., half: ..} with half of its "
                "usual value, or no_half: and why there is no half.",
            )
        if not written.get("tests") and not written.get("because"):
            self.complaints.add(
                path, f"{written['id']} has no tests. Write tests:, or because: and why it cannot be tested."
            )
