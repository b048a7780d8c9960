"""Rewrites the baseline on purpose: `python -m tests.baselines.refresh`. Say in the changelog that results change."""

from __future__ import annotations

import json
import sys

from tests.baselines.measure import FILE, kept, measured, trivial_rows
from tests.baselines.test_baseline import table


def main() -> int:
    """Measure, refuse trivial rows, show what changes, and write. Returns the exit code."""
    now = measured()
    trivial = trivial_rows(now)
    if trivial:
        sys.stderr.write("Not written, for these rows would guard nothing:\n" + "\n".join(trivial) + "\n")
        return 1
    if FILE.exists():
        sys.stdout.write(table(kept(), now, moved_only=False) + "\n")
    FILE.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
