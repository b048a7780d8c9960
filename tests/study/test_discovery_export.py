"""A box becomes a scenario that loads, stays inside the box, and shows what the box says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim import load_scenario, run, with_changes
from sim.kernel.errors import SimError
from sim.report.studies.discovery import Story, box_scenario, discovery_document, findings
from sim.report.studies.discovery_words import Words
from sim.scenario.load import load_text
from sim.scenario.scenario import Scenario
from sim.scenario.uncertain import Uncertain
from sim.scenario.write import to_yaml
from sim.study.discovery.box import Box, Edge
from sim.study.discovery.discover import discover
from sim.study.discovery.export import narrowed
from sim.study.discovery.interest import Interest, Kind
from sim.study.discovery.source import Source

WEEKS, WORLDS = 60, 1000
FALLS = Interest("p_notice", Kind.HAPPENS)
BOX = Box((Edge("seoul.resolve", True, 0.6), Edge("washington.engagement", False, 0.3)))
WORDS = {"title": "A box", "question": "What happens in it?", "outcome": "p_lapse"}


@pytest.fixture(scope="module")
def crisis() -> Scenario:
    spreads = {
        "seoul.resolve": Uncertain("uniform", 0.0, 1.0),
        "tokyo.resolve": Uncertain("normal", 0.2, 0.9, mean=0.5, sd=0.1),
        "washington.engagement": Uncertain("triangular", 0.1, 0.9, mode=0.2),
    }
    return replace(with_changes(load_scenario("baseline"), {"weeks": WEEKS}), uncertain=spreads, expect=())


def test_a_box_narrows_what_is_uncertain_and_keeps_its_law(crisis: Scenario) -> None:
    made = narrowed(crisis, BOX, {}, **WORDS)
    assert made.scenario.uncertain["seoul.resolve"] == Uncertain("uniform", 0.6, 1.0)
    assert made.scenario.uncertain["tokyo.resolve"] == crisis.uncertain["tokyo.resolve"]
    assert made.scenario.uncertain["washington.engagement"] == Uncertain("triangular", 0.1, 0.3, mode=0.2)
    assert (made.even, made.moved) == ((), ())


def test_a_likeliest_value_outside_the_box_is_moved_to_its_edge_and_told(crisis: Scenario) -> None:
    made = narrowed(crisis, Box((Edge("tokyo.resolve", True, 0.6),)), {}, **WORDS)
    assert made.scenario.uncertain["tokyo.resolve"] == Uncertain("normal", 0.6, 0.9, mean=0.6, sd=0.1)
    assert made.moved == ("tokyo.resolve",)


def test_the_file_loads_as_it_was_written_and_its_worlds_stay_inside(crisis: Scenario) -> None:
    made = narrowed(crisis, BOX, {}, **WORDS).scenario
    loaded = load_text(to_yaml(made), "box_1.yaml")
    assert loaded == made
    assert loaded.watch[0] == "p_lapse"
    inputs = run(loaded, worlds=256, weeks=1).inputs
    assert inputs["seoul.resolve"].min() >= 0.6
    assert inputs["washington.engagement"].max() <= 0.3
    assert inputs["tokyo.resolve"].std() == pytest.approx(0.1, abs=0.02)


def test_what_a_sweep_gave_becomes_uncertain_inside_the_box() -> None:
    swept = replace(load_scenario("baseline"), sweep={"seoul.resolve": (0.1, 0.5, 0.9)})
    spans = {"seoul.resolve": (0.1, 0.9), "courts.pace": (0.5, 2.0)}
    made = narrowed(swept, BOX, spans, **WORDS)
    assert made.scenario.uncertain["seoul.resolve"] == Uncertain("uniform", 0.6, 0.9)
    assert made.scenario.uncertain["courts.pace"] == Uncertain("uniform", 0.5, 2.0)
    assert made.even == ("seoul.resolve", "courts.pace")
    assert not made.scenario.sweep


def test_the_outermost_points_of_a_design_give_round_ends() -> None:
    spans = {"seoul.resolve": (0.0032, 0.9969), "courts.pace": (0.2034, 2.9871)}
    uncertain = narrowed(load_scenario("baseline"), Box(), spans, **WORDS).scenario.uncertain
    assert uncertain["seoul.resolve"] == Uncertain("uniform", 0.0, 1.0)
    assert uncertain["courts.pace"] == Uncertain("uniform", 0.2, 3.0)


def story_of(scenario: Scenario, inputs: dict[str, np.ndarray], values: np.ndarray, interest: Interest) -> Story:
    spans = {key: (float(found.min()), float(found.max())) for key, found in inputs.items()}
    source = Source("crisis", scenario, inputs, (), values, spans)
    return Story.of(discover(source.sample(interest), permutations=99, resamples=20), source, interest)


@pytest.fixture(scope="module")
def story() -> Story:
    """A real run in which what the loss of the pact costs Seoul decides a good deal."""
    scenario = replace(
        with_changes(load_scenario("notice_2019"), {"weeks": 70}),
        uncertain={
            "decision.lapse_cost": Uncertain("uniform", 1.0, 8.0),
            "seoul.resolve": Uncertain("uniform", 0.0, 1.0),
        },
        expect=(),
    )
    results = run(scenario, worlds=WORLDS)
    inputs = {key: np.asarray(results.inputs[key])[None, :] for key in scenario.uncertain}
    values = np.asarray(results.outcomes["p_lapse"].values)[None, :]
    return story_of(scenario, inputs, values, Interest("p_lapse", Kind.HAPPENS))


def test_running_a_box_shows_the_density_that_was_counted(story: Story) -> None:
    found = story.found.boxes[0]
    loaded = load_text(to_yaml(box_scenario(story, 0).scenario), "box_1.yaml")
    again = run(loaded, worlds=1000, seed=7).outcomes["p_lapse"]
    error = np.hypot(again.mc_error, (found.tested.density.high - found.tested.density.low) / 4)
    assert abs(again.mean - found.tested.density.value) < 3 * error
    assert again.mean - 3 * again.mc_error > story.found.base.high


def test_a_finding_is_a_sentence_with_labels_and_units(story: Story) -> None:
    (box, *_), said = story.found.boxes, findings(story)
    assert box.box.keys[0] == "decision.lapse_cost"
    assert said[0].startswith("In ")
    assert "% of worlds where 'Cost of losing the pact' is below" in said[0]
    assert "(pp)" in said[0]
    assert "the pact ends, against" in said[0]
    assert "this covers" in said[0]
    assert "the search never saw" in said[1]
    assert not any(key in " ".join(said) for key in ("p_lapse", "seoul.resolve", "decision.lapse_cost"))


def test_the_title_and_the_question_say_what_the_file_is(story: Story) -> None:
    made = box_scenario(story, 0).scenario
    assert made.title == "Box 1 of 'Notice in August'"
    assert made.question.startswith("What happens where 'Cost of losing the pact' is below")


def test_the_document_holds_the_box_its_tests_and_its_charts(story: Story) -> None:
    document = discovery_document(story)
    names = [item.name for section in document.sections for item in section.items]
    assert names[:4] == ["limits", "quality", "trade_off", "worlds_box_1"]
    assert document.provenance["boxes"][0]["stable"]
    assert any("not why" in sentence for sentence in document.limits)


def test_no_stable_box_is_said_in_plain_words_and_exports_nothing(crisis: Scenario) -> None:
    luck = np.random.default_rng(2)
    inputs = {"seoul.resolve": luck.random((1, 400)), "tokyo.resolve": luck.random((1, 400))}
    story = story_of(crisis, inputs, (luck.random((1, 400)) < 0.3).astype(float), FALLS)
    assert story.found.boxes == ()
    head, *reasons = findings(story)
    assert head.startswith("No stable box: ")
    assert "Seoul gives notice to end the pact" in head
    assert reasons
    with pytest.raises(IndexError):
        box_scenario(story, 0)


@pytest.mark.parametrize(("share", "words"), [(0.0, "In no world out of 400"), (1.0, "In every world out of 400")])
def test_what_never_or_always_happens_is_said(crisis: Scenario, share: float, words: str) -> None:
    inputs = {"seoul.resolve": np.random.default_rng(2).random((1, 400))}
    story = story_of(crisis, inputs, np.full((1, 400), share), FALLS)
    (finding,) = findings(story)
    assert finding.startswith(words)
    assert discovery_document(story).sections == ()


def test_an_input_that_was_not_varied_is_refused_with_those_that_were(crisis: Scenario) -> None:
    inputs = {"seoul.resolve": np.random.default_rng(2).random((1, 400))}
    source = Source("crisis", crisis, inputs, (), np.ones((1, 400)), {})
    with pytest.raises(SimError, match=r"Did you mean seoul\.resolve"):
        source.sample(FALLS, ["seoul.resolv"])


@pytest.mark.parametrize(
    ("interest", "words"),
    [
        (Interest("p_lapse", Kind.FAILS), "the pact never ends"),
        (Interest("hostility", Kind.ABOVE, 61.25), "hostility is above 61.2 (index 0-100)"),
        (
            Interest("trilateral_cohesion", Kind.BELOW, 70.0, worst=True),
            "trilateral cohesion is in the worst quarter of the worlds, below 70.0 (index 0-100)",
        ),
    ],
)
def test_the_case_is_said_in_words(crisis: Scenario, interest: Interest, words: str) -> None:
    assert Words(crisis, interest).case == words


def test_limits_are_said_in_words(crisis: Scenario) -> None:
    forced = load_scenario("notice_2019")
    words = Words(forced, FALLS)
    box = Box((Edge("seoul.resolve", True, 0.4), Edge("seoul.resolve", False, 0.75)))
    assert words.where(box) == "Seoul's resolve is between 0.4 and 0.75 (chance of a resolute leader)"
    dose = Box((Edge("tokyo.export_controls.dose", True, 0.5),))
    assert words.where(dose, units=False) == "the dose of 'Export controls' is above 0.5"
