"""A file names a fitted set: its middle goes before defaults, and what the file sets goes before it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.data.fitted import fitted
from sim.kernel.catalogue import catalogue
from sim.scenario.load import load_text
from sim.scenario.sample import check_given, drawn
from sim.scenario.write import to_yaml

HEAD = "schema: 1\ntitle: Fitted\nhorizon: {start: 2018-10-29, weeks: 20}\nfitted: shipped\n"
KEY = "korean_public.travel_response"


def test_every_fitted_parameter_exists_and_is_in_its_range() -> None:
    found = fitted()
    for column, key in enumerate(found.keys):
        parameter = catalogue().parameters[key]
        assert (found.draws[:, column] >= parameter.low).all(), key
        assert (found.draws[:, column] <= parameter.high).all(), key


def test_the_middle_of_the_set_goes_before_the_defaults() -> None:
    values = load_text(HEAD, "fitted.yaml").values
    expected = fitted().values
    assert values == {key: value for key, value in expected.items() if value != catalogue().parameters[key].default}


def test_what_the_record_does_not_tell_stays_as_the_catalogue_says_and_is_drawn_all_the_same() -> None:
    found = fitted()
    untold = set(found.keys) - set(found.values)
    assert "relations.rally" in untold    # approval had a dozen other reasons to move
    scenario = load_text(HEAD, "fitted.yaml")
    assert not untold & set(scenario.values)
    assert untold <= set(drawn(scenario, found, np.arange(3)))


def test_what_the_file_sets_goes_before_the_set() -> None:
    scenario = load_text(HEAD + "actors: {korean_public: {travel_response: 2.9}}\n", "fitted.yaml")
    assert scenario.values[KEY] == 2.9


def test_a_file_may_go_back_to_the_default() -> None:
    default = catalogue().parameters[KEY].default
    scenario = load_text(HEAD + f"actors: {{korean_public: {{travel_response: {default}}}}}\n", "fitted.yaml")
    assert KEY not in scenario.values


def test_a_written_scenario_holds_the_numbers_themselves() -> None:
    """So that it gives the same worlds when a later fit has other numbers."""
    scenario = load_text(HEAD, "fitted.yaml")
    text = to_yaml(scenario)
    assert "fitted:" not in text
    assert load_text(text, "again.yaml") == scenario


def test_worlds_have_draws_of_what_nobody_set() -> None:
    found = fitted()
    text = HEAD + "actors: {korean_public: {travel_response: 2.9}}\nuncertain: {relations.salience_half_life: [4, 6]}\n"
    scenario = load_text(text, "fitted.yaml")
    luck = np.array([0, 3, len(found.draws)])
    given = drawn(scenario, found, luck)
    check_given(scenario, catalogue(), given)
    assert set(given) == set(found.keys) - {KEY, "relations.salience_half_life"}
    for key, values in given.items():
        column = found.draws[:, found.keys.index(key)]
        assert values.tolist() == [column[0], column[3], column[0]]


@pytest.mark.parametrize("count", [1, 7, 20, 10_000])
def test_a_spread_of_draws_reaches_from_the_first_to_the_last(count: int) -> None:
    found = fitted()
    spread = found.spread(count)[KEY]
    column = found.draws[:, found.keys.index(KEY)]
    assert len(spread) == min(count, len(found.draws))
    assert spread[0] == column[0]
    if count > 1:
        assert spread[-1] == column[-1]
