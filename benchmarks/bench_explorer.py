"""The explorer's response time and memory growth: python benchmarks/bench_explorer.py

In the kernel, it measures the time from a slider's event to the bytes of the new picture of 16 faces. In JupyterLab
with headless Chromium, if installed, it measures the time from a key press on the slider to the loaded picture; it then
moves the slider for MINUTES (10 unless set) without a pause and measures the memory growth of kernel and page. Writes
results/explorer.json.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from browser import CHROMIUM  # noqa: E402
from lab import chromium, jupyterlab, run_all  # noqa: E402

RESULTS = Path(__file__).parent / "results" / "explorer.json"
MINUTES = float(os.environ.get("MINUTES", 10))
EVENTS = 200
CELL = "import latentfaces as lf\nlf.explore()"
# Moves the slider back and forth by the keyboard, `times` times; returns the milliseconds until each picture loaded.
DRAG = """async ([times, pause]) => {
    const image = document.querySelector("img.jupyter-widgets");
    const handle = document.querySelector(".widget-slider .noUi-handle");
    const seen = [];
    for (let i = 0; i < times; i++) {
        const loaded = new Promise((resolve) => image.addEventListener("load", resolve, { once: true }));
        const start = performance.now();
        const key = i % 20 < 10 ? "ArrowRight" : "ArrowLeft";
        handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        await loaded;
        seen.push(performance.now() - start);
        await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return seen;
}"""


def percentiles(milliseconds):
    twentieths = statistics.quantiles(milliseconds, n=20)
    return {"p50_ms": round(twentieths[9], 1), "p95_ms": round(twentieths[18], 1), "events": len(milliseconds)}


def in_the_kernel():
    """Without an event loop a drawing starts at once, so this measures the work without the pause before it."""
    from latentfaces import explore
    from latentfaces.backend import tf  # noqa: F401 (loaded before the clock runs)

    began = time.perf_counter()
    box = explore()
    first, taken = time.perf_counter() - began, []
    box.panels[0].faces.picture.observe(lambda _: taken.append(1000 * (time.perf_counter() - began)), "value")
    for i in range(EVENTS):
        began = time.perf_counter()
        box.dials.fields["mean"].value = round(-0.95 + 0.1 * (i % 20), 2)
    return {"first_picture_s": round(first, 2), "kernel": percentiles(taken)}


def in_jupyterlab():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    with tempfile.TemporaryDirectory() as folder:
        nbformat.write(notebook, f"{folder}/explorer.ipynb")
        with jupyterlab(folder) as address, chromium(viewport={"width": 1280, "height": 900}) as (page, errors):
            run_all(page, address, "explorer.ipynb")
            page.locator("img.jupyter-widgets").first.wait_for(timeout=120_000)
            page.evaluate(DRAG, [50, 100])
            end_to_end = percentiles(page.evaluate(DRAG, [EVENTS, 100]))
            before, ends, pictures = memory(page), time.monotonic() + 60 * MINUTES, 0
            while time.monotonic() < ends:
                pictures += len(page.evaluate(DRAG, [EVENTS, 0]))
            grown = {name: round(after - before[name], 1) for name, after in memory(page).items()}
    return {
        "jupyterlab": end_to_end,
        "drag": {"minutes": MINUTES, "pictures": pictures, "grown_MiB": grown, "errors": errors},
    }


def memory(page):
    """MiB of memory that the kernel uses, and that the page's objects use after garbage collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    kernel = [p for p in psutil.Process().children(recursive=True) if "ipykernel_launcher" in " ".join(p.cmdline())]
    heap = page.evaluate("performance.memory.usedJSHeapSize")
    session.detach()
    return {"kernel": sum(p.memory_info().rss for p in kernel) / 2**20, "page": heap / 2**20}


if __name__ == "__main__":
    results = {"cpu_cores": os.cpu_count(), **in_the_kernel()}
    if CHROMIUM:
        results |= in_jupyterlab()
    else:
        print("No chromium, chromium-browser or google-chrome is installed: only the kernel was measured.")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    print(json.dumps(results, indent=2))
