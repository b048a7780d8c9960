"""What we watch: one file per outcome, one number per world."""
