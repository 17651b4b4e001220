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
MINIBROWSER = next(Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser"), None)
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
        options = {"binary": str(MINIBROWSER), "args": ["--automation"]}
        asked = {"webkitgtk:browserOptions": options, "timeouts": {"script": 1000 * TIMEOUT}}
        answer = self._call("", capabilities={"alwaysMatch": asked})
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
        told = "(text) => arguments[0]([text]), (error) => arguments[0]([null, String(error)])"
        script = f"({expression}).then({told})"
        text, *wrong = self._call("/execute/async", script=script, args=[])
        assert not wrong, wrong
        return text


@contextlib.contextmanager
def firefox():
    """Context: a Firefox with a profile of its own."""
    if not FIREFOX:
        pytest.skip("needs Firefox (Debian: apt install firefox-esr)")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [FIREFOX, "--headless", "--profile", profile, "--remote-debugging-port", "0"]
        log = Path(profile) / "log.txt"
        with log.open("w") as told, process(command, stderr=told, stdout=told):
            yield Firefox(said(log, r"listening on (\S+)"))


@contextlib.contextmanager
def webkit():
    """Context: a MiniBrowser on a screen of its own."""
    if not (WEBKIT and MINIBROWSER and shutil.which("Xvfb")):
        pytest.skip("needs WebKitGTK and a screen (Debian: apt install webkit2gtk-driver xvfb)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()
    with contextlib.ExitStack() as stack:
        log = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "log.txt"
        told = stack.enter_context(log.open("w"))
        stack.enter_context(process(["Xvfb", "-displayfd", "1"], stdout=told, stderr=subprocess.DEVNULL))
        display = {"DISPLAY": ":" + said(log, r"^(\d+)\n")}
        stack.enter_context(process([WEBKIT, f"--port={address[1]}"], env=os.environ | display))
        until(lambda: is_open(address))
        browser = WebKit(f"http://127.0.0.1:{address[1]}")
        stack.callback(browser.close)
        yield browser


@contextlib.contextmanager
def process(command, **how):
    """Context: a running command, ended at the end, if need be by force."""
    with subprocess.Popen(command, text=True, **how) as running:
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.wait(TIMEOUT)
            except subprocess.TimeoutExpired:
                running.kill()


def said(log, pattern):
    """What a process wrote to a log in the place of a pattern's group."""
    return until(lambda: re.search(pattern, log.read_text()))[1]


def is_open(address):
    with socket.socket() as line:
        return line.connect_ex(address) == 0


def until(ask):
    """The first answer that is true."""
    end = time.monotonic() + TIMEOUT
    while not (answer := ask()):
        assert time.monotonic() < end, "The browser did not start."
        time.sleep(0.1)
    return answer
