"""Downloads from a server of ours on the loopback, which answers as Kaggle does, and worse."""

import base64
import io
import json
import os
import socket
import struct
import sys
import threading
import traceback
import types
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from PIL import Image

from latentfaces import paths
from latentfaces.errors import LatentFacesError
from latentfaces.faces import kaggle as kaggle_module
from latentfaces.faces.load import load_faces

USER, KEY = "someone", "0123456789secret0123456789"


def archive_bytes(n=12):
    """A zip as `anime` has it: faces under images/, and what else Kaggle packs beside them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for i in range(n):
            pixels = np.random.default_rng(i).integers(0, 256, (64, 64, 3), dtype=np.uint8)
            image = io.BytesIO()
            Image.fromarray(pixels).save(image, "PNG")
            archive.writestr(f"images/{i}.png", image.getvalue())
        archive.writestr("other/extra.png", image.getvalue()[:100])
    return file.getvalue()


class Kaggle(BaseHTTPRequestHandler):
    """Answers every call as server.answer says; server.seen holds (path, Authorization) of each."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.seen.append((self.path, self.headers.get("Authorization")))
        getattr(self, self.server.answer)()
        self.close_connection = True

    def send(self, status, body, length=None, kind="application/zip"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def whole(self):
        self.send(200, self.server.body)

    def redirected(self):
        """As Kaggle does: on to a store of files at another host, by a signed address."""
        if "signature" in self.path:
            return self.whole()
        self.send_response(302)
        self.send_header("Location", f"http://localhost:{self.server.server_port}/store?signature=abc")
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    def truncated(self):
        self.send(200, self.server.body[:5000], length=len(self.server.body))

    def cut_short(self):
        """Whole as HTTP sees it, but not as a zip."""
        self.send(200, self.server.body[:5000])

    def flipped(self):
        body = bytearray(self.server.body)
        body[3000] ^= 255
        self.send(200, bytes(body))

    def page(self):
        self.send(200, b"<html>maintenance</html>", kind="text/html")

    def dropped(self):
        """Reset in the middle of the body."""
        self.send(200, self.server.body[:5000], length=len(self.server.body))
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def hung_up(self):
        self.connection.shutdown(socket.SHUT_RDWR)

    def silent(self):
        self.server.release.wait(10)

    def status(self):
        self.send(self.server.status, b'{"code": 0, "message": "no"}', kind="application/json")

    def log_message(self, *_):
        pass


@pytest.fixture
def kaggle(monkeypatch, tmp_path):
    """A server in Kaggle's place, credentials in the environment, and an empty home."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Kaggle)
    server.seen, server.answer, server.body, server.status = [], "whole", archive_bytes(), 200
    server.release = threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    for variable in [name for name in os.environ if name.startswith("KAGGLE_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("KAGGLE_USERNAME", USER)
    monkeypatch.setenv("KAGGLE_KEY", KEY)
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(kaggle_module, "DOWNLOAD", f"http://127.0.0.1:{server.server_port}/datasets/download")
    yield server
    server.release.set()
    server.shutdown()
    server.server_close()
    thread.join()


def kept(tmp_path):
    return sorted(path.name for path in (tmp_path / "cache" / "kaggle").glob("*"))


def basic(user, key):
    return "Basic " + base64.b64encode(f"{user}:{key}".encode()).decode()


@pytest.mark.parametrize("answer", ["whole", "redirected"])
def test_faces_come_from_kaggle_once(answer, kaggle, tmp_path, capfd):
    kaggle.answer = answer
    faces = load_faces("anime", 64)
    assert len(faces) == 12 and faces.source == "anime"
    assert faces.report.left_out == {}  # what lies beside images/ is not looked at
    path, authorization = kaggle.seen[0]
    assert authorization == basic(USER, KEY)
    assert [authorization for _, authorization in kaggle.seen[1:]] == [None] * (answer == "redirected")
    assert kept(tmp_path) == ["anime.zip"]
    out, err = capfd.readouterr()
    assert "100%" in out and KEY not in out + err and "signature" not in out + err
    calls = len(kaggle.seen)
    assert load_faces("anime", 32).size == 32
    assert len(kaggle.seen) == calls


def test_the_right_set_is_asked_for(kaggle):
    for name, slug in (("anime", "splcher/animefacedataset"), ("simpsons", "kostastokis/simpsons-faces")):
        kaggle_module.kaggle_archive(name)
        assert f"datasets/download/{slug}" in kaggle.seen[-1][0]


@pytest.mark.parametrize(
    "answer, status, words",
    [
        ("status", 401, "does not accept these credentials"),
        ("status", 403, "accept the terms there"),
        ("status", 404, "no data set"),
        ("status", 429, "with status 429"),
        ("status", 500, "with status 500"),
        ("truncated", 200, "connection to Kaggle broke"),
        ("dropped", 200, "connection to Kaggle broke"),
        ("hung_up", 200, "connection to Kaggle broke"),
        ("silent", 200, "connection to Kaggle broke"),
        ("cut_short", 200, "arrived damaged"),
        ("flipped", 200, "arrived damaged"),
        ("page", 200, "arrived damaged"),
    ],
)
def test_each_failure_is_one_sentence_and_a_second_try_works(
    answer, status, words, kaggle, tmp_path, capfd, monkeypatch
):
    monkeypatch.setattr(kaggle_module, "TIMEOUT", 0.5)
    kaggle.answer, kaggle.status = answer, status
    with pytest.raises(LatentFacesError, match=words) as caught:
        load_faces("anime", 64)
    assert kept(tmp_path) == []
    out, err = capfd.readouterr()
    shown = "".join(traceback.format_exception(caught.value)) + out + err
    assert KEY not in shown and basic(USER, KEY) not in shown
    kaggle.answer = "whole"
    assert len(load_faces("anime", 64)) == 12
    assert kept(tmp_path) == ["anime.zip"]


def test_no_network_is_a_sentence(kaggle, monkeypatch):
    with socket.socket() as taken:  # a port that nobody listens to
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setattr(kaggle_module, "DOWNLOAD", f"http://127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(LatentFacesError, match="connection to Kaggle broke"):
            load_faces("anime")


def test_folder_that_cannot_be_written_is_a_sentence(kaggle, tmp_path):
    (tmp_path / "cache").write_text("in the way")
    with pytest.raises(LatentFacesError, match="cannot be saved in"):
        load_faces("anime")


def test_without_credentials_one_sentence_says_how(kaggle, monkeypatch, capfd):
    monkeypatch.delenv("KAGGLE_KEY")
    with pytest.raises(LatentFacesError) as caught:
        load_faces("anime")
    for word in ("anime", "kaggle.com/settings", "KAGGLE_USERNAME", "kaggle.json", "avatars need no account"):
        assert word in str(caught.value)
    assert kaggle.seen == [] and capfd.readouterr() == ("", "")


def write_kaggle_json(folder, content):
    folder.mkdir(parents=True)
    (folder / "kaggle.json").write_text(content)
    (folder / "kaggle.json").chmod(0o600)


@pytest.mark.parametrize("folder", ["home/.kaggle", "home/.config/kaggle", "elsewhere"])
def test_kaggle_json_is_found_even_after_a_first_failure(folder, kaggle, monkeypatch, tmp_path):
    monkeypatch.delenv("KAGGLE_USERNAME")
    monkeypatch.delenv("KAGGLE_KEY")
    if folder == "elsewhere":
        monkeypatch.setenv("KAGGLE_CONFIG_DIR", str(tmp_path / folder))
    with pytest.raises(LatentFacesError, match="requires an account"):
        load_faces("anime")
    write_kaggle_json(tmp_path / folder, json.dumps({"username": "filed", "key": "k"}))
    load_faces("anime")
    assert kaggle.seen[-1][1] == basic("filed", "k")
    assert "KAGGLE_KEY" not in os.environ and "KAGGLE_USERNAME" not in os.environ


@pytest.mark.parametrize("content", ["", "{", "[]", '{"username": "x"}'])
def test_broken_kaggle_json_is_named_not_shown(content, kaggle, monkeypatch, tmp_path):
    monkeypatch.delenv("KAGGLE_KEY")
    write_kaggle_json(tmp_path / "home" / ".kaggle", content)
    with pytest.raises(LatentFacesError, match="not in Kaggle's format"):
        load_faces("anime")


def test_api_token_is_sent_alone(kaggle, monkeypatch):
    monkeypatch.delenv("KAGGLE_KEY")
    monkeypatch.setenv("KAGGLE_API_TOKEN", "KGAT_token")
    load_faces("anime")
    assert kaggle.seen[-1][1] == "Bearer KGAT_token"
    assert os.environ["KAGGLE_USERNAME"] == USER and "KAGGLE_KEY" not in os.environ


def test_colab_secrets_are_used(kaggle, monkeypatch):
    monkeypatch.delenv("KAGGLE_USERNAME")
    monkeypatch.delenv("KAGGLE_KEY")
    secrets = {"KAGGLE_USERNAME": "colab", "KAGGLE_KEY": "k"}

    def get(name):
        if name not in secrets:
            raise LookupError(f"Secret {name} does not exist.")
        return secrets[name]

    module = types.ModuleType("google.colab")
    module.userdata = types.SimpleNamespace(get=get)
    monkeypatch.setitem(sys.modules, "google.colab", module)
    load_faces("anime")
    assert kaggle.seen[-1][1] == basic("colab", "k")
    secrets.clear()
    (paths.CACHE / "kaggle" / "anime.zip").unlink()
    with pytest.raises(LatentFacesError, match="requires an account"):
        load_faces("anime")
