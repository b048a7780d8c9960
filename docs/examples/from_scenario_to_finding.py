# %% [markdown]
# # From a scenario to a finding, in Python
#
# What would have become of the intelligence pact after Seoul's notice of August 2019 if Washington had pressed Tokyo?
# We load a scenario, play it in many worlds, look at the worlds as a table, change one policy, and ask whether the
# difference is more than luck, and whether we played enough worlds to say so.
#
# Run the cells one by one in VS Code, or in Jupyter with jupytext (both open this file as a notebook), or all at once
# with `python docs/examples/from_scenario_to_finding.py`. It takes a few seconds. The cell on xarray needs
# `pip install 'trilateral[study]'`.

# %%
import pandas as pd

from sim import compare, load_scenario, run, with_changes
from sim.study.precision import precision_of, precision_of_comparison
from sim.study.until import run_until

# %% [markdown]
# ## 1. A scenario
#
# `notice_2019` follows the record up to 22 August 2019, when Seoul gives notice; from then on the capitals decide for
# themselves. We do not know how resolved Tokyo really was, so every world draws it from a range.

# %%
notice = with_changes(load_scenario("notice_2019"), {"uncertain.tokyo.resolve": [0.3, 0.9]})
print(notice.question)

# %% [markdown]
# ## 2. Many worlds
#
# `run` plays the scenario in as many worlds as we like; world 17 is the same world whenever and wherever it is
# played. In a notebook, a run shows itself as a page: what happens, how often, how much, and how sure we are.

# %%
results = run(notice, worlds=400)
lapse = results.outcomes["p_lapse"]
print(f"The pact lapses in {lapse.mean:.0%} of worlds, give or take {lapse.mc_error:.1%}.")

# %% [markdown]
# ## 3. The worlds as a table
#
# A row a world: the inputs that were drawn, then the outcomes. From here on it is pandas.

# %%
worlds = results.to_dataframe()
worlds[["world", "tokyo.resolve", "p_lapse", "trilateral_cohesion", "hostility"]].head()

# %% [markdown]
# Does the pact lapse more often where Tokyo is more resolved? We sort the worlds into thirds and count. `sem` is the
# error of each mean: thirds that differ by less than two or three of them are not to be ranked.

# %%
thirds = pd.qcut(worlds["tokyo.resolve"], 3, labels=["low", "middle", "high"])
print(worlds.groupby(thirds, observed=True)["p_lapse"].agg(["size", "mean", "sem"]).round(3))

# %% [markdown]
# The weeks are a table too: a row for every series and week, with the values that 5, 25, 50, 75 and 95% of the worlds
# stay below. `"outcomes"` and `"levers"` are the other two tables.

# %%
weekly = results.to_dataframe("weekly")
cohesion = weekly[weekly["series"] == "cohesion"].set_index("date")
print(cohesion.loc["2019-08-12":"2019-09-09", ["p5", "p50", "p95"]].round(3))

# %% [markdown]
# ## 4. Another policy, the same luck
#
# Now Washington presses Tokyo in the week after the notice. Both scenarios meet the same luck in every world, so what
# differs between them is the policy.

# %%
press = with_changes(
    notice,
    {"title": "Washington presses Tokyo", "levers.washington.force.press_tokyo": {"at": "2019-08-29", "dose": 1.0}},
)
comparison = compare(notice, press, worlds=400)
differences = comparison.to_dataframe().set_index("outcome")
print(
    differences.loc[list(notice.watch), ["baseline", "mean", "difference", "low", "high", "verdict"]]
    .round(3)
    .to_string()
)

# %% [markdown]
# Row k of both tables is world k of both scenarios: the worlds themselves can be paired. In which worlds does it
# change whether the pact lapses?

# %%
before, after = comparison.baseline.to_dataframe(), comparison.arms[0].results.to_dataframe()
print(pd.crosstab(before["p_lapse"], after["p_lapse"], rownames=["lapses"], colnames=["lapses if Tokyo is pressed"]))

# %% [markdown]
# ## 5. Every week of every world
#
# As an xarray Dataset each number keeps its date, its world, its label and its unit. Series are called `weekly.` and
# their key. Here: cohesion in the worlds in which the pact lapses and in those in which it does not.

# %%
data = results.to_xarray()
path = data["weekly.cohesion"].swap_dims(week="date")
lapsed = path.where(data["p_lapse"] == 1).mean("world").sel(date="2019-12-30", method="nearest")
held = path.where(data["p_lapse"] == 0).mean("world").sel(date="2019-12-30", method="nearest")
print(
    f"{path.attrs['long_name']} at the end of 2019: {float(lapsed):.2f} where it lapses, {float(held):.2f} elsewhere."
)

# %% [markdown]
# ## 6. How many worlds are enough?
#
# An error of 0.02 is two percentage points for an event, and for any other outcome 2% of the band that holds nine in
# ten worlds. How far are we off, and how many worlds would do?

# %%
for item in precision_of(results, 0.02).outcomes.values():
    print(f"{item.label}: error {item.share:.3f}, worlds for 0.02: {item.needed:,.0f}")

# %%
(arm,) = precision_of_comparison(comparison, 0.02)
difference = arm.outcomes["p_lapse"]
print(f"Pact lapsed: {difference.verdict}; worlds that would tell it from 0: {difference.tell_apart:,.0f}")

# %% [markdown]
# `run_until` goes on until the error is reached. What it finds is the run with that many worlds, to the last bit; on
# the command line it is `trilateral run FILE --until-error 0.02`.

# %%
enough = run_until(notice, 0.02, ["p_lapse"])
lapse = enough.results.outcomes["p_lapse"]
print(f"{enough.worlds} worlds: the pact lapses in {lapse.mean:.1%} of them, give or take {lapse.mc_error:.1%}.")

# %% [markdown]
# What this does not say: whether the model is right. The error is the one that comes from looking at a limited number
# of worlds; move the numbers that rest on a judgement over their ranges before calling anything a finding.
