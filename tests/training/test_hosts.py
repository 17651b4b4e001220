"""Two processes on this machine that train one run together, as two hosts would."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from engines import KEEP_COMPILED

from latentfaces.errors import LatentFacesError
from latentfaces.run_folder import manifests
from latentfaces.training import hosts

pytest.importorskip("jax", reason="JAX is not installed (pip install -e '.[jax]')")
HERE = Path(__file__).parents[1]

# Without TensorFlow, which JAX does not need: its import takes nearly as long as that of everything else.
TRAIN = """
import sys
sys.modules["tensorflow"] = None
from tiny import TINY, tiny_faces
from latentfaces.training import callbacks, tracking
from latentfaces.errors import LatentFacesError
from latentfaces.training.run import train
tracking.KIMG, callbacks.CHECKPOINT_SECONDS = 4 * TINY.batch_size / 1000, float(sys.argv[4])
try:
    held_out = tiny_faces(5, seed=9) if sys.argv[5] == "KID" else None
    train(TINY, tiny_faces(), sys.argv[1], int(sys.argv[2]), True, int(sys.argv[3]), held_out)
except LatentFacesError as error:
    sys.exit(str(error))
"""


def start(run_dir, steps, seed=0, checkpoint_seconds=60, tracks="", place=0, of=1, port=None):
    """A process that trains TINY, as the place-th of so many. tracks: "KID" to measure it."""
    distribution = {
        "KERAS_DISTRIBUTION_JOB_ADDRESSES": f"127.0.0.1:{port}",
        "KERAS_DISTRIBUTION_NUM_PROCESSES": str(of),
        "KERAS_DISTRIBUTION_PROCESS_ID": str(place),
    }
    return subprocess.Popen(
        [sys.executable, "-c", TRAIN, str(run_dir), str(steps), str(seed), str(checkpoint_seconds), tracks],
        env={**os.environ, "KERAS_BACKEND": "jax", **KEEP_COMPILED, **(distribution if port else {})},
        cwd=HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def start_two(tmp_path, steps, seeds=(0, 0), **kwargs):
    """The two processes; the folder of the first is tmp_path/run, and the second may not write to its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folders = tmp_path / "run", "/proc/nowhere"
    return [start(folders[i], steps, seeds[i], place=i, of=2, port=port, **kwargs) for i in range(2)]


def ended(process, timeout=300):
    """(exit status, stdout, stderr) of a process, which ends by itself."""
    try:
        out, err = process.communicate(timeout=timeout)
    finally:
        process.kill()
    return process.returncode, out, err


def reached_by(run_dir):
    """The step of a run's newest checkpoint, 0 if it has none."""
    found = manifests(run_dir / "checkpoints")
    return int(found[0].stem[5:]) if found else 0


def losses_in(run_dir):
    return pd.read_csv(run_dir / "losses.csv").to_numpy()


def test_two_processes_lose_as_one_and_resume(tmp_path):
    for steps in (6, 10):
        for process in start_two(tmp_path, steps, tracks="KID"):
            code, out, err = ended(process)
            assert code == 0, out + err
            assert "missing or damaged" not in out and "restored" not in out
    code, out, err = ended(start(tmp_path / "alone", 10, tracks="KID"))
    assert code == 0, out + err
    together, alone = losses_in(tmp_path / "run"), losses_in(tmp_path / "alone")
    assert len(alone) == 10
    assert together == pytest.approx(alone, rel=1e-4, abs=1e-5)
    assert (tmp_path / "run" / "kid.csv").read_text().splitlines()[-1].startswith("8,")
    assert (tmp_path / "run" / "checkpoints" / "step-00000010.json").exists()


@pytest.mark.parametrize("lost", [0, 1])
def test_a_process_that_dies_is_told_and_its_run_goes_on(tmp_path, lost):
    processes = start_two(tmp_path, 100_000, checkpoint_seconds=0)
    # Any from the third step on: each is gone again two steps later.
    while reached_by(tmp_path / "run") < 3 and all(process.poll() is None for process in processes):
        time.sleep(0.05)
    processes[lost].send_signal(signal.SIGKILL)
    code, out, err = ended(processes[1 - lost])
    ended(processes[lost])
    assert code not in (0, None)
    assert "A process of this run has ended or is out of reach; start all of them again" in err, err
    assert "Traceback" not in err
    reached = reached_by(tmp_path / "run")
    code, out, err = ended(start(tmp_path / "run", reached + 2))
    assert code == 0 and len(losses_in(tmp_path / "run")) == reached + 2, err


def test_processes_that_were_started_apart_are_told(tmp_path):
    processes = start_two(tmp_path, 6, seeds=(0, 1))
    for process in processes:
        code, out, err = ended(process)
        assert code == 1 and "One of the processes was started with another preset, seed" in err, err


def test_several_processes_need_jax(monkeypatch):
    monkeypatch.setenv("KERAS_DISTRIBUTION_NUM_PROCESSES", "2")
    with pytest.raises(LatentFacesError, match="train on JAX only; set KERAS_BACKEND=jax"):
        hosts.join_hosts()


def test_settings_that_lead_nowhere_are_one_sentence(tmp_path):
    code, out, err = ended(start(tmp_path, 4, of="two", port=1))
    assert code == 1 and re.fullmatch(r"This process cannot join the others \(.*two.*\); give each .*\.\n", err)
