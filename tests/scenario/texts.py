"""Scenario files for tests, in the words of the small catalogue."""

HEAD = """\
schema: 1
title: Notice in August
horizon: {start: 2019-07-01, weeks: 104}
"""

FULL = """\
schema: 1
title: "Notice: in August"
question: Does ending the pact bring Tokyo to the table, or only Washington down on Seoul?
sources: [000_15a09124d2c6ee77.txt, "a: b"]
horizon: {start: 2019-07-01, weeks: 104}
worlds: 300
seed: 7
agents_from: 2019-08-19
actors:
  seoul: {resolve: 0.7}
institutions:
  gsomia: {use: 0.5}
relations: {spiral: 1.2}
decision: {mode: level_k, level: 1, precision: 1}
levers:
  seoul:
    policy: script
    then:
      - {from: 2019-10-07, policy: agent}
      - {from: 2019-12-02, policy: script}
    force:
      gsomia_notice: {at: 2019-08-22}
      hotline: [{at: 2019-10-10, dose: 0.5}, {at: 2020-10-10}]
    ban: [court_restraint]
    define:
      hotline: {label: Hot line, tempo: structural, features: {concession: 0.2}, cooldown: 8, political_cost: 0.3}
  tokyo:
    force:
      export_controls: {at: 2019-07-04, dose: 0.8, until: 2023-03-23}
      retaliation_package: {at: 2020-01-01, tariffs: 0.2, dose: 0.6}
  washington: {policy: hold}
shocks:
  - {dprk_missile: {at: 2019-10-02, size: 0.6}}
  - {scandal: {at: 2019-11-02, capital: seoul, until: 2020-01-01}}
luck:
  - {from: 2019-09-02, world: 37}
  - {from: 2019-12-02, world: 0}
uncertain:
  seoul.resolve: [0.4, 0.9]
  tokyo.export_controls.dose: {dist: normal, mean: 0.5, sd: 0.2}
  tokyo.resolve: {mode: 0.3, high: 0.8}
sweep:
  washington.engagement: [0.1, 0.5]
  tokyo.retaliation_package.tariffs: [0, 1]
watch: [p_lapse, hostility]
expect: [{outcome: p_lapse, between: [0.1, 0.6]}]
"""
