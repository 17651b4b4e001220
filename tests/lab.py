"""A JupyterLab and a Chromium in which a notebook is run as its reader runs it; for tests and benchmarks."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from browser import CHROMIUM


@contextlib.contextmanager
def jupyterlab(folder, theme="Light"):
    """Context: the address of a JupyterLab over a folder, with settings and kernels of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", f"--ServerApp.port={port}", "--IdentityProvider.token=", "--allow-root"]
    own = Path(folder) / ".jupyter"
    kinds = ("_CONFIG", "_DATA", "_RUNTIME", "LAB_SETTINGS", "LAB_WORKSPACES")
    places = {f"JUPYTER{kind}_DIR": str(own / kind) for kind in kinds}
    for name, values in {"notification": {"fetchNews": "false"}, "themes": {"theme": f"JupyterLab {theme}"}}.items():
        path = own / "LAB_SETTINGS" / "@jupyterlab" / "apputils-extension" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    with open(Path(folder) / ".lab.log", "w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=folder,
            env={**os.environ, **places},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(f"{address}/api", server)
            yield address
        finally:
            server.terminate()
            server.wait(30)


def _wait(address, server):
    for _ in range(300):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=1).close()
            return
        assert server.poll() is None, "JupyterLab ended before it answered."
        time.sleep(0.2)
    raise TimeoutError("JupyterLab did not answer within a minute.")


@contextlib.contextmanager
def chromium(**options):
    """Context: a Playwright page of a headless Chromium, and the errors on its console as they come in."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page, errors = browser.new_page(**options), []
        # What a notebook shows from elsewhere, its badge for one, is not fetched.
        page.route(re.compile("^https:"), lambda route: route.fulfill(body=""))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        yield page, errors
        browser.close()


def run_all(page, address, notebook):
    """Opens a notebook and runs all of its cells."""
    page.goto(f"{address}/lab/tree/{notebook}")
    page.locator(".jp-NotebookPanel-toolbar").wait_for(timeout=60_000)
    # Before the kernel is there, "Run All Cells" runs none of them.
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.locator(".jp-Notebook .jp-Cell").first.click()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
