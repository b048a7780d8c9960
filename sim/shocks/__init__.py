"""What happens to the capitals without their choosing it: one file per shock."""
