"""The same bytes on any number of cores: a resumed run computes as it began, or a sentence says what differs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tiny import ending_of

from latentfaces.backend import cores
from latentfaces.run_folder import RunFolder
from latentfaces.storage import write_sealed_json
from latentfaces.training.environment import RECORD, cpu_features, environment, report_differences

HERE = Path(__file__).parents[1]

# With smaller batches, one thread computes the same as two.
TRAIN = """
import dataclasses, os, sys
if os.environ["KERAS_BACKEND"] == "jax":
    sys.modules["tensorflow"] = None  # importing it takes long
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(sys.argv[1])])
from tiny import TINY, tiny_faces
from latentfaces.training.run import train
preset = dataclasses.replace(TINY, batch_size=int(sys.argv[2]))
for run_dir, steps in zip(sys.argv[3::2], map(int, sys.argv[4::2])):
    train(preset, tiny_faces(64), run_dir, steps, resume=True)
"""


@pytest.mark.skipif(cores() < 2, reason="needs two cores")
@pytest.mark.parametrize(("engine", "batch_size"), [("tensorflow", 64), ("jax", 512)])
def test_a_run_of_two_cores_ends_the_same_on_one(tmp_path, engine, batch_size):
    if engine == "jax":
        pytest.importorskip("jax")

    def on_cores(n, *runs):
        command = [sys.executable, "-c", TRAIN, str(n), str(batch_size), *map(str, runs)]
        done = subprocess.run(
            command, env={**os.environ, "KERAS_BACKEND": engine}, cwd=HERE, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    on_cores(2, tmp_path / "whole", 3, tmp_path / "stopped", 1)
    assert "bytes" not in on_cores(1, tmp_path / "stopped", 3)
    assert ending_of(tmp_path / "stopped") == ending_of(tmp_path / "whole")


def began_on(tmp_path, **changes):
    write_sealed_json(tmp_path / "run.json", {RECORD: {**environment(2, 1), **changes}})
    return RunFolder(tmp_path)


def test_what_differs_is_one_sentence(tmp_path, capsys):
    report_differences(began_on(tmp_path), environment(2, 1))
    assert capsys.readouterr().out == ""
    folder = began_on(tmp_path, engine="TensorFlow 2.1", threads=4)
    report_differences(folder, {**environment(2, 1), "engine": "JAX 0.9"})
    assert capsys.readouterr().out == (
        f"The run in {folder} was started on TensorFlow 2.1 (now JAX 0.9), 4 threads (now 2): it goes on, but will "
        "not end with the same bytes as without a stop.\n"
    )


def test_the_threads_of_a_gpus_host_do_not_matter(tmp_path, capsys):
    gpu = {"device": "1 x NVIDIA H100"}
    folder = began_on(tmp_path, **gpu, cpu_features="another")
    report_differences(folder, {**environment(8, 1), **gpu})
    assert capsys.readouterr().out == ""
    report_differences(folder, {**environment(8, 1), "device": "2 x NVIDIA H100"})
    assert "started on 1 x NVIDIA H100 (now 2 x NVIDIA H100): it goes on" in capsys.readouterr().out


def test_fewer_threads_than_cores_are_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("latentfaces.training.environment.cores", lambda: 8)
    report_differences(began_on(tmp_path), environment(2, 1))
    assert "continues with its 2 threads, to end with the same bytes" in capsys.readouterr().out


def test_a_run_that_recorded_nothing_goes_on_with_a_sentence(tmp_path, capsys):
    write_sealed_json(tmp_path / "run.json", {"seed": 0})
    report_differences(RunFolder(tmp_path), environment(2, 1))
    said = capsys.readouterr().out
    assert "started by an earlier version, which did not record its threads" in said
    assert "will not end with the same bytes" in said


def test_a_run_of_other_arithmetic_goes_on_with_a_sentence(tmp_path, capsys):
    old = {"engine": environment(2, 1)["engine"], "device": "1 x CPU", "threads": 2, "cpu": "SSE SSE2"}
    write_sealed_json(tmp_path / "run.json", {RECORD: old})
    report_differences(RunFolder(tmp_path), environment(2, 1))
    assert "started on version 1 of latentfaces' arithmetic (now 4): it goes on" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["TF_ENABLE_ONEDNN_OPTS", "XLA_FLAGS"])
def test_a_setting_that_changes_bytes_is_told(tmp_path, monkeypatch, capsys, name):
    monkeypatch.delenv(name, raising=False)
    folder = began_on(tmp_path)
    monkeypatch.setenv(name, "0")
    report_differences(folder, environment(2, 1))
    assert f"{name}=0" in capsys.readouterr().out


@pytest.mark.parametrize("label", ["flags\t\t", "Features\t"])
def test_the_cpu_is_known_by_its_vectors_whatever_numpy_calls_them(tmp_path, monkeypatch, label):
    monkeypatch.setattr("latentfaces.training.environment.CPUINFO", tmp_path / "cpuinfo")
    assert cpu_features()  # without the file, NumPy's names
    (tmp_path / "cpuinfo").write_text(f"processor\t: 0\n{label}: fpu sse4_1 avx2 asimd hle\nbugs\t: spectre\n")
    assert cpu_features() == "asimd avx2 sse4_1"
