"""How fast the page follows a slider, and whether dragging for minutes leaks memory.

`python benchmarks/bench_page.py [minutes of dragging]` (5) in headless Chromium, on page/dist (`make page`). Writes
results/page.json. Latency is the time from the slider's event to the picture of that value, 16 faces; the averages
beside them follow later. It is measured for single events, each 100 ms after the previous picture is on the screen, and
for a drag with an event every 16 ms, in which a skipped value counts until the first newer picture.
"""

import json
import os
import sys
from pathlib import Path

import numpy as np
import psutil
from playwright.sync_api import sync_playwright

from latentfaces.storage import write_json

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from browser import CHROMIUM, served  # noqa: E402

DRAG = """async ([seconds, pause, isAnswered]) => {
    const slider = document.querySelector("#sliders input[type=range]");
    const stage = document.querySelector("#stage");
    const latencies = [];
    let waiting = [];
    let answer = () => {};
    const seen = new MutationObserver(() => {
        const mean = new URLSearchParams(stage.dataset.drawn).get("mean");
        const at = waiting.findLastIndex((event) => event.mean === mean);
        const now = performance.now();
        for (const event of waiting.splice(0, at + 1)) latencies.push(now - event.time);
        if (!waiting.length) answer();
    });
    seen.observe(stage, { attributes: true });
    const end = performance.now() + 1000 * seconds;
    for (let i = 1; performance.now() < end; i++) {
        slider.value = Math.sin(i / 20);
        const mean = Number(slider.value).toFixed(2);
        if (mean === waiting.at(-1)?.mean || stage.dataset.drawn.includes(`mean=${mean}&`)) continue;
        waiting.push({ mean, time: performance.now() });
        slider.dispatchEvent(new Event("input"));
        if (isAnswered) await new Promise((resolve) => (answer = resolve));
        await new Promise((resolve) => setTimeout(resolve, pause));
    }
    seen.disconnect();
    return latencies;
}"""


def percentiles(milliseconds):
    """{"p50": ..., "p95": ..., "events": ...} of latencies in ms."""
    p50, p95 = np.percentile(milliseconds, (50, 95)).round(1).tolist()
    return {"p50_ms": p50, "p95_ms": p95, "events": len(milliseconds)}


def memory(session):
    """Megabytes: the page's JavaScript heap after a collection, and all of the browser's processes."""
    session.send("HeapProfiler.collectGarbage")
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    browser = sum(child.memory_info().rss for child in psutil.Process().children(recursive=True))
    return {"heap_mb": round(metrics["JSHeapUsedSize"] / 1e6, 1), "browser_mb": round(browser / 1e6)}


def measure(minutes):
    """The dict that results/page.json holds."""
    with served(ROOT / "page" / "dist") as address, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address + "?width=4")
        page.wait_for_selector("#stage[data-drawn]")
        first = page.evaluate("performance.now()")
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        page.evaluate(DRAG, [3, 0, True])
        results = {
            "cores": os.cpu_count(),
            "first_picture_ms": round(first),
            "single": percentiles(page.evaluate(DRAG, [20, 100, True])),
            "drag": percentiles(page.evaluate(DRAG, [10, 16, False])),
            "minutes": minutes,
            "before": memory(session),
        }
        page.evaluate(DRAG, [60 * minutes, 16, False])
        return {**results, "after": memory(session)}


if __name__ == "__main__":
    results = measure(float(sys.argv[1]) if sys.argv[1:] else 5)
    write_json(ROOT / "benchmarks" / "results" / "page.json", results)
    print(json.dumps(results, indent=2))
