"""All tests, as `python -m tests`: those without a browser on every processor, then those in a browser one by one.

A browser wants the machine to itself: beside other tests its pages come late, and what is tested is the machine.
"""

from __future__ import annotations

import subprocess
import sys

WITHOUT_BROWSER = ("-m", "not browser", "-n", "logical", "--dist", "loadfile")
IN_A_BROWSER = ("-m", "browser")


def main() -> int:
    """Run both parts and return the worse exit code."""
    parts = (WITHOUT_BROWSER, IN_A_BROWSER)
    return max(subprocess.run([sys.executable, "-m", "pytest", *part, *sys.argv[1:]]).returncode for part in parts)


if __name__ == "__main__":
    raise SystemExit(main())
