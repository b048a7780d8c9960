"""How governments choose: opportunities, stakes, logit equilibrium over type-agents, beliefs."""
