"""A file holds only what differs from the scenario that it extends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sim.kernel.catalogue import Catalogue
from sim.kernel.errors import ScenarioError
from sim.scenario import library
from sim.scenario.load import load_scenario, load_text
from sim.scenario.scenario import Luck, Scenario, Turn
from tests.scenario.texts import FULL, HEAD


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of scenarios that come along, with `base` in it."""
    home = tmp_path / "scenarios"
    home.mkdir()
    (home / "base.yaml").write_text(FULL)
    monkeypatch.setattr(library, "scenarios_folder", lambda: home)
    return home


def child(text: str, known: Catalogue) -> Scenario:
    return load_text("schema: 1\nextends: base\n" + text, "child.yaml", known)


def test_all_is_extended_but_what_belongs_to_the_file(folder: Path, small: Catalogue) -> None:
    base, extended = load_scenario("base", small), child("", small)
    assert extended.digest == base.digest
    assert (extended.worlds, extended.seed, extended.watch) == (base.worlds, base.seed, base.watch)
    assert (extended.title, extended.question, extended.sources) == ("child", "", ())
    assert not extended.sweep
    assert extended.expect == ()


def test_a_file_beside_comes_first(folder: Path, tmp_path: Path, small: Catalogue) -> None:
    (tmp_path / "base.yaml").write_text(HEAD + "worlds: 11\n")
    (tmp_path / "child.yaml").write_text("schema: 1\nextends: base.yaml\n")
    assert load_scenario(tmp_path / "child.yaml", small).worlds == 11


def test_a_file_of_the_same_name_extends_the_one_that_comes_along(
    folder: Path, tmp_path: Path, small: Catalogue
) -> None:
    (tmp_path / "base.yaml").write_text("schema: 1\nextends: base\nworlds: 11\n")
    found = load_scenario(tmp_path / "base.yaml", small)
    assert (found.worlds, found.seed) == (11, 7)


def test_a_value_ends_an_uncertainty(folder: Path, small: Catalogue) -> None:
    found = child("actors: {seoul: {resolve: 0.2}}\nuncertain: {tokyo.resolve: }\n", small)
    assert found.values["seoul.resolve"] == 0.2
    assert set(found.uncertain) == {"tokyo.export_controls.dose"}


def test_a_value_back_at_its_default(folder: Path, small: Catalogue) -> None:
    assert "gsomia.use" not in child("institutions: {gsomia: {use: 0.3}}\n", small).values


def test_a_lever_forced_again_replaces_the_older(folder: Path, small: Catalogue) -> None:
    found = child("levers: {tokyo: {force: {export_controls: {at: 2019-09-02, dose: 0.1}}}}\n", small)
    (controls,) = [forced for forced in found.policies["tokyo"].force if forced.name == "export_controls"]
    assert (controls.at, controls.until) == (date(2019, 9, 2), None)
    assert "tokyo.export_controls.dose" not in found.uncertain


def test_nothing_takes_a_forced_lever_back(folder: Path, small: Catalogue) -> None:
    found = child("levers: {tokyo: {force: {export_controls: }}}\n", small)
    assert [forced.name for forced in found.policies["tokyo"].force] == ["retaliation_package"]


def test_a_ban_and_a_hold_drop_what_was_forced(folder: Path, small: Catalogue) -> None:
    found = child("levers: {seoul: {ban: [gsomia_notice]}, tokyo: {policy: hold}}\n", small)
    assert {forced.name for forced in found.policies["seoul"].force} == {"hotline"}
    assert found.policies["tokyo"].force == ()


def test_forcing_lifts_an_extended_ban(folder: Path, small: Catalogue) -> None:
    found = child("levers: {seoul: {force: {court_restraint: {at: 2019-12-02}}}}\n", small)
    assert found.policies["seoul"].ban == frozenset()


def test_shocks_are_added_and_the_same_one_replaced(folder: Path, small: Catalogue) -> None:
    found = child(
        "shocks:\n  - {dprk_missile: {at: 2019-10-02, size: 0.1}}\n  - {dprk_missile: {at: 2020-10-02}}\n", small
    )
    assert [(event.at.year, event.size) for event in found.shocks] == [(2019, 0.1), (2019, 0.5), (2020, 0.5)]


def test_luck_is_extended_within_the_horizon_or_replaced(folder: Path, small: Catalogue) -> None:
    assert child("", small).luck == (Luck(date(2019, 9, 2), 37), Luck(date(2019, 12, 2), 0))
    assert child("horizon: {weeks: 10}\n", small).luck == (Luck(date(2019, 9, 2), 37),)
    assert child("luck: [{from: 2019-10-07, world: 5}]\n", small).luck == (Luck(date(2019, 10, 7), 5),)
    assert child("luck: []\n", small).luck == ()


def test_turns_are_extended_until_a_file_says_who_decides(folder: Path, small: Catalogue) -> None:
    def seoul(text: str) -> tuple[str, tuple[Turn, ...]]:
        policy = child(text, small).policies["seoul"]
        return policy.policy, policy.then

    first, second = Turn(date(2019, 10, 7), "agent"), Turn(date(2019, 12, 2), "script")
    assert seoul("") == ("script", (first, second))
    assert seoul("horizon: {weeks: 20}\n") == ("script", (first,))
    assert seoul("horizon: {start: 2019-10-21}\n") == ("agent", (second,))
    assert seoul("levers: {seoul: {policy: agent}}\n") == ("agent", ())
    assert seoul("levers: {seoul: {then: []}}\n") == ("script", ())
    assert seoul("levers: {seoul: {then: [{from: 2020-01-06, policy: agent}]}}\n") == (
        "script",
        (Turn(date(2020, 1, 6), "agent"),),
    )
    assert seoul("agents_from: 2019-10-05\n") == ("agent", ())


def test_agents_are_freed_and_the_later_script_is_dropped(folder: Path, small: Catalogue) -> None:
    found = child("agents_from: 2019-10-05\n", small)
    assert found.policies["seoul"].policy == "agent"
    assert [forced.at for forced in found.policies["seoul"].force] == [date(2019, 8, 22)]
    assert [event.shock for event in found.shocks] == ["dprk_missile"]


def test_own_levers_after_agents_from_stay(folder: Path, small: Catalogue) -> None:
    found = child("agents_from: 2019-08-19\nlevers: {seoul: {force: {quiet_channel: {at: 2020-01-06}}}}\n", small)
    assert [forced.name for forced in found.policies["seoul"].force] == ["quiet_channel"]


def test_what_lies_outside_a_shorter_horizon_is_dropped(folder: Path, small: Catalogue) -> None:
    found = child("horizon: {weeks: 10}\n", small)
    assert [forced.name for forced in found.policies["seoul"].force] == ["gsomia_notice"]
    assert found.shocks == ()


def test_own_levers_outside_it_are_mistakes(folder: Path, small: Catalogue) -> None:
    with pytest.raises(ScenarioError, match="after the horizon ends"):
        child("horizon: {weeks: 10}\nshocks: [{dprk_missile: {at: 2020-10-02}}]\n", small)


def test_forcing_under_an_extended_hold_is_a_mistake(folder: Path, small: Catalogue) -> None:
    with pytest.raises(ScenarioError, match="policy hold"):
        child("levers: {washington: {force: {press_seoul: {at: 2019-09-02}}}}\n", small)


def test_an_upload_reaches_nothing_but_the_folder(folder: Path, tmp_path: Path, small: Catalogue) -> None:
    (tmp_path / "secret.yaml").write_text(HEAD)
    for name in ("secret", "../secret", str(tmp_path / "secret"), "..\\secret", "base/../../secret"):
        with pytest.raises(ScenarioError):
            load_text(f"schema: 1\nextends: '{name}'\n", "upload.yaml", small)


def test_mistakes_of_both_files_are_told(folder: Path, small: Catalogue) -> None:
    (folder / "broken.yaml").write_text(HEAD + "seed: none\n")
    with pytest.raises(ScenarioError) as caught:
        load_text("schema: 1\nextends: broken\nworlds: none\n", "child.yaml", small)
    assert [problem.key for problem in caught.value.problems] == ["worlds", "seed"]
    assert caught.value.problems[1].file.endswith("broken.yaml")


def test_a_long_chain_is_refused(folder: Path, small: Catalogue) -> None:
    for number in range(20):
        (folder / f"step_{number}.yaml").write_text(f"schema: 1\nextends: step_{number + 1}\n")
    (folder / "step_20.yaml").write_text(HEAD)
    with pytest.raises(ScenarioError, match="more than 12 files"):
        load_scenario("step_0", small)
