"""What a government can do in a week: one file per lever, one folder per capital."""
