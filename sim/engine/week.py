"""The week: what happens before what, in one list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phase:
    """One step of the week: `participant` is the key of whoever acts, `method` what it does."""

    participant: str
    method: str
    label: str

    @property
    def key(self) -> str:
        return f"{self.participant}.{self.method}"


WEEK: tuple[Phase, ...] = (
    Phase("events", "strike", "Shocks of this week strike"),
    Phase("leaders", "take_office", "New leaders take office; home affairs distract"),
    Phase("gsomia", "consult_calendar", "The pact's calendar says what is legal and how near its deadline is"),
    Phase("courts", "advance", "The courts take a step in each case"),
    Phase("pyongyang", "act", "Pyongyang launches, or not"),
    Phase("beijing_moscow", "act", "Beijing and Moscow probe, or not"),
    Phase("coercion", "set_stakes", "Each capital sees what it has at stake"),
    Phase("mediation", "be_heard", "Each ally decides how far it would listen to Washington"),
    Phase("settlement", "take_positions", "What Seoul must get and Tokyo can give"),
    Phase("decision", "choose", "The three capitals reason about each other and move"),
    Phase("signals", "reveal", "The moves take effect and are seen"),
    Phase("gsomia", "carry_out", "The pact's state follows Seoul's orders"),
    Phase("licensing", "carry_out", "Tokyo's trade orders are carried out and licences granted"),
    Phase("cost_sharing", "negotiate", "Cost-sharing talks go on, or break"),
    Phase("mediation", "accumulate", "American effort, pressure and bias add up"),
    Phase("salience", "stir", "The dispute comes to both publics' minds"),
    Phase("hard_line", "swing", "Opinion hardens or softens"),
    Phase("approval", "judge", "The publics judge their leaders"),
    Phase("hostility", "climate", "Hostility follows what was done"),
    Phase("hostility", "account", "Grievances are run up and settled"),
    Phase("fatigue", "tire", "Policymakers tire of each other"),
    Phase("fatigue", "remember", "Concessions stick, or are answered by blows"),
    Phase("abandonment", "feel", "The allies fear and resent Washington, or trust it"),
    Phase("coercion", "learn", "Each side learns whether pressing works"),
    Phase("boycott", "spread", "Consumers join the boycott or drift back"),
    Phase("industry", "supply", "Chip makers draw on stocks and find other suppliers"),
    Phase("industry", "count_losses", "Both economies count their losses"),
    Phase("settlement", "bargain", "The two settle, or not; settlements hold, or break"),
    Phase("friction", "quarrel", "A joint step may turn into a quarrel"),
    Phase("gsomia", "run_out", "On 23 November a running notice ends the pact"),
    Phase("cohesion", "measure", "Cohesion and the deterrence gap are measured"),
    Phase("pyongyang", "profit", "Pyongyang counts its gain"),
    Phase("beijing_moscow", "profit", "Beijing and Moscow count theirs"),
    Phase("measures", "grow_old", "Standing measures grow a week older"),
)

OPENING: tuple[Phase, ...] = (Phase("cohesion", "measure", "Cohesion and threat as they stand on the first day"),)
