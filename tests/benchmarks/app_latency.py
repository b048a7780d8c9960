"""How long from letting a slider go until every chart is exact, and how many live frames while it is dragged.

Run it by hand: `python tests/benchmarks/app_latency.py [--scenario NAME] [--worlds N] [--presses N]`.
It starts the app and a headless Chromium. A press is a click on a slider's track, timed from the browser's `change`
event: until the last change of the page that draws the exact charts (`drawn`), and until two animation frames later,
when they are surely on the screen (`painted`).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from serving import ROOT, browsing, opened, serving

SLIDERS = ("seoul.resolve", "tokyo.resolve", "washington.engagement", "seoul.orientation")
DRAG_SECONDS = 2.0
MOVES_A_SECOND = 60
WATCH = """
() => {
  const host = [...document.querySelectorAll('*')].find((node) => node.shadowRoot?.querySelector('.page'));
  const root = host ? host.shadowRoot : document;
  const body = root.querySelector('.page');
  const seen = { released: null, drawn: [], painted: [], live: [] };
  window.seen = seen;
  root.addEventListener('change', () => { seen.released = performance.now(); }, true);
  const watch = (attribute, then) =>
    new MutationObserver(then).observe(body, { attributes: true, attributeFilter: [attribute] });
  watch('data-frames', () => seen.live.push(performance.now()));
  watch('data-settled', () => {
    const { released } = seen;
    seen.released = null;
    if (released === null) return;
    seen.drawn.push(performance.now() - released);
    requestAnimationFrame(() => requestAnimationFrame(() => seen.painted.push(performance.now() - released)));
  });
}
"""


def place(page: Any, slider: str, share: float) -> tuple[float, float]:
    """The point on the screen at a share of a slider's track."""
    track = page.locator(f"[id='slider-{slider}']")
    track.evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    box = track.bounding_box()
    return box["x"] + 8 + share * (box["width"] - 16), box["y"] + box["height"] / 2


def press(page: Any, slider: str, share: float) -> None:
    """Click on the track and wait until the exact charts are there; a click that changes nothing is left out."""
    count = page.evaluate("window.seen.painted.length")
    before = page.locator(f"[id='slider-{slider}']").input_value()
    page.mouse.click(*place(page, slider, share))
    if page.locator(f"[id='slider-{slider}']").input_value() == before:
        return
    page.wait_for_function(f"window.seen.painted.length > {count}", timeout=30_000)
    page.wait_for_timeout(60)


def drag(page: Any, slider: str) -> tuple[float, float]:
    """Drag to and fro; live frames a second, and the wait after letting go."""
    page.evaluate("window.seen.live = []")
    count = page.evaluate("window.seen.painted.length")
    moves = int(DRAG_SECONDS * MOVES_A_SECOND)
    page.mouse.move(*place(page, slider, 0.2))
    page.mouse.down()
    begun = page.evaluate("performance.now()")
    for move in range(moves):
        share = 0.2 + 0.6 * abs(1 - 2 * ((move * 1.7 / moves) % 1))
        page.mouse.move(*place(page, slider, share))
        page.wait_for_timeout(1000 / MOVES_A_SECOND)
    ended = page.evaluate("performance.now()")
    page.mouse.up()
    page.wait_for_function(f"window.seen.painted.length > {count}", timeout=30_000)
    frames = page.evaluate(f"window.seen.live.filter((at) => at <= {ended}).length")
    return 1000 * frames / (ended - begun), page.evaluate("window.seen.drawn.at(-1)")


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def measure(scenario: str, worlds: int, presses: int) -> dict[str, Any]:
    """Waits in milliseconds after presses and after drags, and live frames a second."""
    with serving(ROOT / "app.py") as address, browsing(viewport={"width": 1400, "height": 900}) as page:
        opened(page, f"{address}/?scenario={scenario}&worlds={worlds}")
        page.evaluate(WATCH)
        for number in range(4):
            press(page, SLIDERS[number % len(SLIDERS)], 0.3 + 0.1 * number)
        page.evaluate("window.seen.drawn = []; window.seen.painted = []")
        for number in range(presses):
            press(page, SLIDERS[number % len(SLIDERS)], 0.1 + 0.8 * ((number * 0.377) % 1))
        drawn, painted = page.evaluate("[window.seen.drawn, window.seen.painted]")
        drags = [drag(page, slider) for slider in SLIDERS[:3]]
        server = page.locator(".foot span").first.text_content()
    return {
        "scenario": scenario,
        "worlds": worlds,
        "presses": len(drawn),
        "drawn_p50_ms": round(percentile(drawn, 0.5)),
        "drawn_p95_ms": round(percentile(drawn, 0.95)),
        "painted_p50_ms": round(percentile(painted, 0.5)),
        "painted_p95_ms": round(percentile(painted, 0.95)),
        "drawn_after_a_drag_ms": [round(wait) for _, wait in drags],
        "live_frames_a_second": round(statistics.mean(rate for rate, _ in drags), 1),
        "server": server,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="baseline")
    parser.add_argument("--worlds", type=int, default=200)
    parser.add_argument("--presses", type=int, default=40)
    given = parser.parse_args()
    print(json.dumps(measure(given.scenario, given.worlds, given.presses), indent=2))


if __name__ == "__main__":
    main()
