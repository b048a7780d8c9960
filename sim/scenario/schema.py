"""The form of a scenario file, built from the catalogue: what may be written where, and the JSON Schema of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from sim.data.fitted import fitted_names
from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.quantity import Parameter
from sim.kernel.records import CAPITALS, DOSE, Lever, Shock, Tempo, channels_of
from sim.scenario.blocks import Block, Member, block, by_name, list_of, may_be_empty, once_or_often, range_or_block
from sim.scenario.blocks import read_pair as between
from sim.scenario.fields import any_number, day, lesson, number, text, whole_number, word_of
from sim.scenario.numbers import COOLDOWN, FEATURE, FORMAT, LEVEL, LUCK, POLITICAL_COST, SEED, WEEKS, WORLDS
from sim.scenario.places import shown
from sim.scenario.scenario import MODES, POLICIES, TURNS
from sim.scenario.sections import ACTORS, INSTITUTIONS, ONE_LEVEL, section_of
from sim.scenario.uncertain import DISTRIBUTIONS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LONGEST_TITLE = 200
ALL_PARTS = "dose"
FULL = replace(DOSE, default=DOSE.high, help=f"{DOSE.help} Left out, it is the full measure.")


def _open_block(name: str, others: Any) -> type[Block]:
    """A base for blocks in which further keys are allowed: a file may declare levers of its own."""
    extra = {"__pydantic_extra__": dict[str, others]}
    body = {"model_config": ConfigDict(extra="allow"), "OTHERS": others, "__annotations__": extra}
    return type(name, (Block,), body)


def _format(value: object) -> object:
    if value != FORMAT or isinstance(value, bool):
        raise lesson(f"{shown(value)} is no known form of scenario files. Write schema: {FORMAT}.")
    return value


def _sections(known: Catalogue) -> dict[str, Member]:
    """The blocks of parameters: actors and institutions by name, then relations and decision."""
    by_place: dict[str, list[Parameter]] = {}
    for parameter in known.parameters.values():
        by_place.setdefault(parameter.place, []).append(parameter)
    members: dict[str, dict[str, Member]] = {ACTORS: {}, INSTITUTIONS: {}, **{name: {} for name in ONE_LEVEL}}
    members["decision"] = {
        "mode": Member(word_of(MODES, "a way of deciding", _choices("How the capitals decide", MODES))),
        "level": Member(whole_number(LEVEL)),
    }
    for place, parameters in by_place.items():
        inside = {parameter.name: Member(number(parameter)) for parameter in parameters}
        section = section_of(place, known)
        if section in ONE_LEVEL:
            members[section] |= inside
        else:
            title = _camel(place)
            members[section][place] = Member(may_be_empty(block(title, inside, f"Parameters of {place}.")))
    return {
        name: Member(may_be_empty(block(_camel(name), inside, f"Parameters: {name}.")))
        for name, inside in members.items()
    }


def _forced_members(lever: Lever) -> dict[str, Member]:
    parts = {part.key: Member(number(replace(FULL, label=part.label))) for part in lever.parts}
    if ALL_PARTS not in parts:
        parts = {ALL_PARTS: Member(number(replace(FULL, label="All parts alike"))), **parts}
    until = {"until": Member(day("The day on which the measure is lifted again."))} if lever.lift else {}
    return {"at": Member(day("The day on which the lever is pulled."), required=True), **parts, **until}


def _levers(known: Catalogue) -> Any:
    """The block `levers`. Levers of the same form share one model, which keeps building it fast."""
    forms: dict[tuple[object, ...], Any] = {}
    own = once_or_often(
        block(
            "OwnForced",
            {"at": Member(day("The day on which it is pulled."), required=True), "dose": Member(number(FULL))},
            "A lever of the file's own, forced.",
        )
    )
    by_capital = {
        capital: Member(may_be_empty(_capital(capital, known, forms, own)), f"What {_camel(capital)} does.")
        for capital in CAPITALS
    }
    return block("Levers", by_capital, "Who decides in each capital, and what is forced or banned.")


def _capital(capital: str, known: Catalogue, forms: dict[tuple[object, ...], Any], own: Any) -> Any:
    levers = known.levers_of(capital)
    force: dict[str, Member] = {}
    for lever in levers:
        form = (tuple((part.key, part.label) for part in lever.parts), lever.lift is not None)
        if form not in forms:
            forms[form] = once_or_often(block(f"Forced{len(forms) + 1}", _forced_members(lever), "When and how much."))
        force[lever.name] = Member(forms[form], f"{lever.label}. {lever.sentence} {lever.clock}".strip())
    base = _open_block(f"Open{_camel(capital)}", own)
    names = [lever.name for lever in levers if not lever.is_hold]
    members = {
        "policy": Member(word_of(POLICIES, "a policy", _choices("Who decides", POLICIES))),
        "then": Member(list_of(_turn()), "Who decides from which day on, in the order of the days."),
        "force": Member(
            may_be_empty(block(f"Force{_camel(capital)}", force, "Levers that are pulled on a day.", base)),
        ),
        "ban": Member(list_of(word_of(names, "a lever", "A lever this capital may not pull.", others=True))),
        "define": Member(
            may_be_empty(by_name(_own_lever(capital))), "Levers of your own, by name, described by what they do."
        ),
    }
    return block(f"Levers{_camel(capital)}", members, f"The levers of {_camel(capital)}.")


@cache
def _turn() -> Any:
    members = {
        "from": Member(day("The day from whose week on that policy holds."), required=True),
        "policy": Member(
            word_of(TURNS, "a policy to turn to", _choices("Who decides", {w: POLICIES[w] for w in TURNS})),
            "Who decides from then on: agent or script.",
            required=True,
        ),
    }
    return block("Turn", members, "From a day on, another policy holds.")


def _own_lever(capital: str) -> Any:
    channels = {channel: Member(number(FEATURE)) for channel in channels_of(capital)}
    features = block(f"Features{_camel(capital)}", channels, "Through which channels the move acts.")
    members = {
        "label": Member(text("Its name for people.", LONGEST_TITLE)),
        "sentence": Member(text("What it does, in one sentence that a student understands.")),
        "tempo": Member(word_of([str(tempo) for tempo in Tempo], "a tempo", Tempo.__doc__ or "")),
        "features": Member(features, required=True),
        "political_cost": Member(number(POLITICAL_COST)),
        "cooldown": Member(whole_number(COOLDOWN)),
        "source": Member(text("Where the idea and the numbers come from.")),
    }
    return block(f"OwnLever{_camel(capital)}", members, "A lever of the file's own.")


def _shock(shock: Shock) -> Any:
    members = {"at": Member(day("The day on which it happens."), required=True), "size": Member(number(shock.size))}
    if shock.lasts:
        members["until"] = Member(day("The day on which it ends."))
    if shock.option is not None:
        meaning = f"Which {shock.option} it concerns: {' or '.join(shock.choices)}."
        members[shock.option] = Member(word_of(shock.choices, f"a {shock.option}", meaning), meaning, required=True)
    return block(f"Shock{_camel(shock.key)}", members, shock.sentence)


def _shocks(known: Catalogue) -> Any:
    members = {shock.key: Member(_shock(shock), f"{shock.label}. {shock.sentence}") for shock in known.shocks.values()}
    return list_of(block("Shock", members, "One thing that happens: {its name: {at: day, size: number}}."))


def _luck() -> Any:
    members = {
        "from": Member(day("The day from whose week on it has that luck."), required=True),
        "world": Member(whole_number(LUCK), required=True),
    }
    return list_of(block("Luck", members, "From a day on, world 0 has the luck of another world of the seed."))


def _spread(known: Catalogue) -> Any:
    members = {
        "dist": Member(word_of(DISTRIBUTIONS, "a distribution", _choices("The distribution", DISTRIBUTIONS))),
        "low": Member(any_number("The lowest value.")),
        "high": Member(any_number("The highest value.")),
        "mean": Member(any_number("The centre of a normal distribution.")),
        "sd": Member(any_number("The spread (standard deviation) of a normal distribution.")),
        "mode": Member(any_number("The likeliest value of a triangular distribution.")),
    }
    return _by_input(known, range_or_block(block("Uncertain", members, "A distribution over the worlds.")))


def _by_input(known: Catalogue, kind: Any) -> Any:
    """A block keyed by parameters (seoul.resolve) or doses of forced levers (tokyo.export_controls.dose)."""
    doses = [f"{lever.key}.{part.key}" for lever in known.levers.values() if not lever.is_hold for part in lever.parts]
    names: Any = {"anyOf": [{"enum": [*known.parameters, *doses]}, {"pattern": r"^[a-z]+\.[a-z0-9_]+\.[a-z0-9_]+$"}]}
    return Annotated[dict[str, kind], Field(json_schema_extra={"propertyNames": names})]


def _expect(known: Catalogue) -> Any:
    pair = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    members = {
        "outcome": Member(outcome_word(known), required=True),
        "between": Member(
            Annotated[tuple[float, float], BeforeValidator(between), WithJsonSchema(pair)],
            "The mean over the worlds must lie between these two.",
            required=True,
        ),
    }
    return list_of(block("Expectation", members, "Checked after a run."))


def outcome_word(known: Catalogue) -> Any:
    """The type of an outcome's name."""
    return word_of(known.outcomes, "an outcome", "; ".join(f"{o.key}: {o.label}" for o in known.outcomes.values()))


def _document(known: Catalogue) -> Any:
    horizon = block(
        "Horizon",
        {
            "start": Member(day("The first day; week 0 begins here."), "The first day; week 0 begins here."),
            "weeks": Member(whole_number(WEEKS)),
        },
        "When it begins and how long it lasts.",
    )
    members: dict[str, Member] = {
        "schema": Member(
            Annotated[int, BeforeValidator(_format), WithJsonSchema({"const": FORMAT})], "The form of this file."
        ),
        "title": Member(text("What the scenario is called.", LONGEST_TITLE)),
        "question": Member(text("The question that it answers.")),
        "sources": Member(list_of(text("What it rests on."))),
        "extends": Member(text("Another scenario, of which only what differs is written here.", LONGEST_TITLE)),
        "horizon": Member(may_be_empty(horizon)),
        "worlds": Member(whole_number(WORLDS)),
        "seed": Member(whole_number(SEED)),
        "agents_from": Member(
            day("Until this day every capital plays its forced levers only; from it on, agents decide.") | None
        ),
        "fitted": Member(
            word_of(fitted_names(), "a fitted set", "Parameters fitted to the record; what the file sets goes first."),
            "Parameters fitted to the record, at the middle of what it leaves possible; what a file sets goes before.",
        ),
        **_sections(known),
        "levers": Member(may_be_empty(_levers(known))),
        "shocks": Member(_shocks(known)),
        "luck": Member(_luck(), "Whose luck world 0 has from which day on; all other worlds keep theirs."),
        "uncertain": Member(may_be_empty(_spread(known)), "What is not known, and is sampled in every world."),
        "sweep": Member(
            may_be_empty(_by_input(known, list_of(any_number("A value to try.")))),
            "Values to be tried in turn by a batch, each with each.",
        ),
        "watch": Member(list_of(outcome_word(known)), "The outcomes that matter here."),
        "expect": Member(_expect(known), "Ranges in which outcomes should lie after a run."),
    }
    return block("ScenarioFile", members, "A scenario: assumptions, decisions, events, and what is watched.")


_BUILT: dict[int, tuple[Catalogue, Any]] = {}


def document(known: Catalogue) -> Any:
    """The model of a scenario file, built once for each catalogue."""
    if id(known) not in _BUILT:
        _BUILT[id(known)] = (known, _document(known))
    return _BUILT[id(known)][1]


class _Editors(GenerateJsonSchema):
    """Shows editors the titles and defaults of the catalogue, not those that pydantic would make up."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def json_schema(known: Catalogue | None = None) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of scenario files, with which an editor completes and checks them."""
    return schema_of(document(known or catalogue()), "Trilateral scenario", "schema")


def schema_of(model: type[Block], title: str, *required: str) -> dict[str, Any]:
    """The JSON Schema of a form, with a title and the keys that no file goes without."""
    made = model.model_json_schema(by_alias=True, schema_generator=_Editors)
    return {"$schema": DIALECT, **made, "title": title, "required": list(required)}


def _camel(key: str) -> str:
    return "".join(word.capitalize() for word in key.split("_"))


def _choices(what: str, choices: Mapping[str, str]) -> str:
    return f"{what}. " + "; ".join(f"{word}: {meaning}" for word, meaning in choices.items()) + "."
