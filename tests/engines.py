"""Python in processes of its own, on either engine."""

import os
import subprocess
import sys
import tempfile

from latentfaces.paths import ROOT

# What JAX compiles in one process is read by the next: most of them compile the same, which takes most of their time.
COMPILED = tempfile.TemporaryDirectory()
KEEP_COMPILED = {
    "JAX_COMPILATION_CACHE_DIR": COMPILED.name,
    "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
    "JAX_COMPILATION_CACHE_MAX_SIZE": str(10**9),  # with a limit, it has a lock
}
PATHS = [str(ROOT / folder) for folder in ("src", "benchmarks", "tests")]


def start_on(engine, *command, devices=1):
    """A process of Python on that engine, in tests/, where JAX sees so many devices; `printed_by` waits for it."""
    env = {
        **os.environ,
        "KERAS_BACKEND": engine,
        "PYTHONPATH": os.pathsep.join(PATHS),
        "XLA_FLAGS": f"--xla_force_host_platform_device_count={devices}",
        **KEEP_COMPILED,
    }
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, *map(str, command)], env=env, cwd=ROOT / "tests", **pipes)


def printed_by(process):
    """What a process printed, which must end well."""
    try:
        out, err = process.communicate(timeout=900)
    finally:
        process.kill()
    assert process.returncode == 0, out[-3000:] + err[-3000:]
    return out


def run_on(engine, *command, devices=1):
    """What Python printed on that engine, see `start_on`."""
    return printed_by(start_on(engine, *command, devices=devices))
