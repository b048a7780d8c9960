"""Why forecasts of a question came out as they did: written by hand, after looking, by the question's key."""

from __future__ import annotations

REASONS: dict[str, str] = {
    "q7_cash_out": (
        "The last appeal. A step was held to take about half a year, two short rulings and two long waits moved that "
        "little, and from 2022 on the model therefore expects the end within the year; it lay with the top court for "
        "longer than the record runs. Before 2022 it hardly ever says more than one in five. That this court had held "
        "the case for five years before 2018 was known, and stands only as one end of a wide range."
    ),
    "q12_rebuke": (
        "Words are cheap in the model: criticising an ally costs Washington hardly more than silence, so logit choice "
        "does it every year or two, of Tokyo as readily as of Seoul, as long as controls stand. In the record it was "
        "kept for the notice of August 2019 and the drill after it. Weeks without a rebuke before July 2020 are too "
        "few to tell its weights from the range that was thought possible; a constant for each lever, as discrete "
        "choice models have, is what theory would add."
    ),
    "q8_summit": (
        "Leaders met on the edge of the United Nations, the G7 and other gatherings, as diaries had it, and most of "
        "these meetings were short. The model has no calendar of gatherings: in it leaders meet as a concession, "
        "which costs a government something and is therefore rare."
    ),
    "q4_pact_lapses": (
        "It never happened, and base rates say next to nothing of it. A notice that is only suspended can be revived "
        "on any day in the model, which says so in one year of six or seven for as long as trade measures stand. With "
        "fits that know of 2020 and later this comes down only slowly."
    ),
    "q5_pact_kept": (
        "The suspension of November 2019 is foretold (85 in 100). The return to normal of March 2023 is not: it came "
        "with a new government and days after a settlement, and the model had neither that year in sight."
    ),
    "q11_visitors": (
        "Eight forecasts, three of them with a fit that ends before the fall. Before July 2019 the model gave a deep "
        "fall one chance in three to six; base rates say never, and both were wrong once it came."
    ),
    "q10_any_launch": (
        "Launches come in clusters, and the model knows why one follows another but not why a country stops: the "
        "quiet of 2020 and 2021, behind borders that were shut, is in no hazard. Right after a burst it is too sure "
        "of the next launch."
    ),
}
