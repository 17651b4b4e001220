"""Firefox and WebKitGTK as Debian packages them, driven over WebDriver BiDi and WebDriver.

Playwright drives neither: its WebKit is a build of its own, and it sends Firefox commands that the long-term release
does not know.
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import websocket

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
WEBKIT = shutil.which("WebKitWebDriver")
TIMEOUT = 120  # seconds for one command


class Browser:
    """What tests do in a browser. A subclass has `open`, `back`, `act` and `evaluate`."""

    def run(self, body, *values):
        """What the body of an async JavaScript function of `values` returns, by way of JSON."""
        asked = ", ".join(map(json.dumps, values))
        text = self.evaluate(
            f"(async (...values) => JSON.stringify((await (async () => {{{body}}})()) ?? null))({asked})"
        )
        return json.loads(text)

    def wait_for(self, condition, *values):
        """Waits until a JavaScript expression of `values` is true."""
        self.run(f"while (!({condition})) await new Promise((done) => setTimeout(done, 20))", *values)

    def click(self, selector):
        self.point(selector, (0.5, 0.5))

    def point(self, selector, *places):
        """Presses the mouse at the first place of an element, (x, y) in parts of its sides, and moves to the others."""
        x, y, width, height = self.run(
            """const element = document.querySelector(values[0]);
            element.scrollIntoView({ block: "center" });
            const { x, y, width, height } = element.getBoundingClientRect();
            return [x, y, width, height];""",
            selector,
        )
        moves = [
            {"type": "pointerMove", "duration": 100, "x": round(x + right * width), "y": round(y + down * height)}
            for right, down in places
        ]
        steps = [moves[0], {"type": "pointerDown", "button": 0}, *moves[1:], {"type": "pointerUp", "button": 0}]
        self.act([{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}])


class Firefox(Browser):
    """A running Firefox that listens for WebDriver BiDi at an address."""

    def __init__(self, address):
        self._socket = websocket.create_connection(f"{address}/session", suppress_origin=True, timeout=TIMEOUT)
        self._sent = 0
        self._call("session.new", capabilities={})
        self._context = self._call("browsingContext.getTree")["contexts"][0]["context"]

    def _call(self, method, **params):
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._sent:
            pass
        assert answer["type"] == "success", answer
        return answer["result"]

    def open(self, address):
        self._call("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def back(self):
        self._call("browsingContext.traverseHistory", context=self._context, delta=-1)

    def act(self, actions):
        self._call("input.performActions", context=self._context, actions=actions)

    def evaluate(self, expression):
        target = {"context": self._context}
        answer = self._call("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer
        return answer["result"]["value"]


class WebKit(Browser):
    """A new window of WebKitGTK's MiniBrowser, by the WebDriver that listens at an address."""

    def __init__(self, address):
        self._session = f"{address}/session"
        options = {"binary": str(next(Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser"))), "args": ["--automation"]}
        answer = self._call("", capabilities={"alwaysMatch": {"webkitgtk:browserOptions": options}})
        self._session += f"/{answer['sessionId']}"

    def _call(self, command, **body):
        request = urllib.request.Request(self._session + command, json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error

    def open(self, address):
        self._call("/url", url=address)

    def back(self):
        self._call("/back")

    def act(self, actions):
        self._call("/actions", actions=actions)

    def close(self):
        request = urllib.request.Request(self._session, method="DELETE")
        urllib.request.urlopen(request, timeout=TIMEOUT).close()

    def evaluate(self, expression):
        return self._call("/execute/async", script=f"({expression}).then(arguments[0])", args=[])


@contextlib.contextmanager
def firefox():
    """Context: a Firefox with a profile of its own."""
    if not FIREFOX:
        pytest.skip("needs Firefox (Debian: apt install firefox-esr)")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [FIREFOX, "--headless", "--profile", profile, "--remote-debugging-port", "0"]
        with process(command, stderr=subprocess.PIPE) as running:
            yield Firefox(said(running.stderr, r"listening on (\S+)"))


@contextlib.contextmanager
def webkit():
    """Context: a MiniBrowser on a screen of its own."""
    if not (WEBKIT and shutil.which("Xvfb")):
        pytest.skip("needs WebKitGTK and a screen (Debian: apt install webkit2gtk-driver xvfb)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()
    with process(["Xvfb", "-displayfd", "1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as screen:
        display = {"DISPLAY": ":" + said(screen.stdout, r"(\d+)")}
        with process([WEBKIT, f"--port={address[1]}"], env=os.environ | display):
            for _ in range(10 * TIMEOUT):
                with socket.socket() as line:
                    if line.connect_ex(address) == 0:
                        break
                time.sleep(0.1)
            browser = WebKit(f"http://127.0.0.1:{address[1]}")
            yield browser
            browser.close()


@contextlib.contextmanager
def process(command, **how):
    """Context: a running command, ended at the end."""
    with subprocess.Popen(command, text=True, **how) as running:
        try:
            yield running
        finally:
            running.terminate()


def said(lines, pattern):
    """What the first line with a pattern of one group has in the place of the group."""
    return next(found[1] for found in map(re.compile(pattern).search, lines) if found)
