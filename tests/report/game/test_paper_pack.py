"""The paper pack: everything of a game is on it, every word is escaped, and the page loads and runs nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sim.game.setup.read import read_game
from sim.game.setup.records import Inject, Line, Objective, Question, Role, Setup, Team
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.report.game.paper_pack import paper_pack
from sim.report.game.paper_words import asks, minutes, span
from tests.report.chart_samples import TROUBLE
from tests.report.test_html import FORBIDDEN, LOADING, Page

FOLDER = Path(__file__).parents[3] / "scenarios" / "games"
GAMES = sorted(file.stem for file in FOLDER.glob("*.yaml"))


def troubled(setup: Setup) -> Setup:
    """The same game with a stranger's words in every place that holds words."""
    teams = {
        capital: replace(
            team,
            title=f"{capital} {TROUBLE}",
            brief=f"brief {TROUBLE}",
            roles=tuple(Role(f"role {TROUBLE}", f"card {TROUBLE}") for _ in team.roles),
            objectives=tuple(replace(item, text=f"aim {TROUBLE}") for item in team.objectives),
        )
        for capital, team in setup.teams.items()
    }
    return replace(
        setup,
        title=f"title {TROUBLE}",
        summary=f"summary {TROUBLE}",
        length=f"length {TROUBLE}",
        teams=teams,
        injects=tuple(replace(item, title=f"inject {TROUBLE}", text=f"told {TROUBLE}") for item in setup.injects),
        questions=tuple(replace(item, text=f"question {TROUBLE}") for item in setup.questions),
        script=tuple(f"say {TROUBLE}" for _ in setup.script),
        rubric=tuple(
            replace(item, title=f"mark {TROUBLE}", weak=TROUBLE, fair=TROUBLE, good=TROUBLE) for item in setup.rubric
        ),
    )


def bare() -> Setup:
    """A game that says no more than it must, as any scenario that is opened as a game."""
    teams = {capital: Team(capital, capital.title(), "") for capital in CAPITALS}
    return Setup("Bare", "baseline", date(2018, 11, 5), (4, 2), teams)


def words_of(text: str) -> str:
    """What a reader sees, spaces evened out."""
    return " ".join(" ".join(word for _, word in Page(text).words).split())


@pytest.mark.parametrize("name", GAMES)
def test_everything_of_the_game_is_on_it(name: str) -> None:
    setup = read_game(name)
    seen = words_of(paper_pack(setup, "A scenario"))
    said = [setup.title, setup.summary, "A scenario", *setup.script]
    for team in setup.teams.values():
        said += [team.title, team.brief, *(word for role in team.roles for word in (role.title, role.card))]
        said += [word for item in team.objectives for word in (item.text, asks(item))]
    said += [word for item in setup.injects for word in (item.title, item.text)]
    said += [item.text for item in setup.questions]
    said += [word for item in setup.rubric for word in (item.title, item.weak, item.fair, item.good)]
    missing = [words for words in said if " ".join(words.split()) not in seen]
    assert missing == []


def test_every_lever_but_hold_is_listed_with_its_price() -> None:
    page = paper_pack(read_game("autumn_2019_50_minutes"), "A scenario")
    for capital in CAPITALS:
        for lever in catalogue().levers_of(capital):
            row = f'<th scope="row">{lever.label.replace(chr(39), "&#x27;")}</th>'
            assert (row in page) is not lever.is_hold, lever.key
    # Two capitals have a quiet channel, at 0.15 points each.
    assert page.count('<th scope="row">Quiet channel</th>') == 2
    assert page.count("<td>0.15</td>") >= 2


def test_each_team_has_an_order_form_for_each_move() -> None:
    setup = read_game("two_hours_2018_2019")
    page = Page(paper_pack(setup, "A scenario"))
    forms = [words for tag, words in page.words if tag == "h3" and re.match(r"(Seoul|Tokyo|Washington) · Move ", words)]
    assert len(forms) == 3 * len(setup.moves)
    assert len(set(forms)) == len(forms)


def test_an_inject_card_does_not_tell_what_it_does() -> None:
    setup = read_game("autumn_2019_50_minutes")
    page = paper_pack(setup, "A scenario")
    cards = page.partition("<h2>Inject cards</h2>")[2].partition("</section>")[0]
    assert setup.injects[0].text in " ".join(cards.split())
    assert catalogue().shocks["dprk_missile"].label not in cards


@pytest.mark.parametrize("setup", [troubled(read_game("autumn_2019_50_minutes")), bare()], ids=["troubled", "bare"])
def test_it_loads_nothing_and_runs_nothing(setup: Setup) -> None:
    text = paper_pack(setup, TROUBLE)
    page = Page(text)
    assert not {tag for tag, _ in page.tags} & FORBIDDEN
    for tag, attributes in page.tags:
        assert not set(attributes) & LOADING, (tag, attributes)
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attributes)
    assert "@import" not in text
    assert "url(" not in text.partition("</style>")[0]
    assert "default-src 'none'" in text


def test_a_stranger_s_words_are_shown_as_they_are() -> None:
    page = paper_pack(troubled(read_game("autumn_2019_50_minutes")), TROUBLE)
    assert TROUBLE not in page
    assert words_of(page).count(" ".join(TROUBLE.split())) > 50


def test_a_bare_game_prints_without_empty_sheets() -> None:
    page = Page(paper_pack(bare(), "A scenario"))
    titles = [words for tag, words in page.words if tag == "h2"]
    assert "Role cards" not in titles
    assert "Inject cards" not in titles
    assert titles.count("Order forms") == 3


def test_words_on_dates_and_aims() -> None:
    """5 November 2018 and four weeks: to Sunday 2 December; two weeks more: to 16 December."""
    assert span(bare(), 0) == "Move 1: 5 November 2018 to 2 December 2018, 4 weeks"
    assert span(bare(), 1) == "Move 2: 3 December 2018 to 16 December 2018, 2 weeks"
    assert minutes(replace(bare(), minutes={"brief": 2, "resolve": 3})) == {"brief": 2.0}
    assert asks(Objective("a", "", "p_notice", 1, at_most=0)) == "Notice given: no"
    assert asks(Question("a", "", "p_notice", at_least=1)) == "Notice given: yes"
    assert (
        asks(Objective("a", "", "economic_loss_japan", 1, 1340)) == "Economic loss, Japan at least 1,340 (USD million)"
    )


def test_a_standing_order_and_a_condition_are_told() -> None:
    teams = dict(bare().teams)
    teams["seoul"] = replace(teams["seoul"], standing=(Line("seoul.quiet_channel", {"dose": 0.5}, 2),))
    told = Inject("rumour", "A rumour", "It is told.", ("tokyo",))
    seen = words_of(paper_pack(replace(bare(), teams=teams, injects=(told,)), "A scenario"))
    assert "Quiet channel, dose 0.5, week 2" in seen
    assert "A rumour Tokyo when you play it nothing: it is told" in seen
