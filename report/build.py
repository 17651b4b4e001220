"""`make report`: runs the notebooks, makes every figure and every number, and compiles the report.

Copies of notebooks/01 ... 07 are executed in order into build/notebooks, figures go to build/report/images, numbers to
build/report/results/*.json, and report/report.typ becomes report/report.pdf. None of these is tracked. Another machine
draws slightly other figures: `make report-tracked`, which maintainers run, replaces images/ and report/results/
instead. The notebooks show and the report measures: both call the same functions, and neither needs the other's output.
"""

import argparse
import contextlib
import shutil
import sys
import time

import papermill
import typst
from baselines import make_baseline_figures
from gallery import make_figures
from papermill.exceptions import PapermillExecutionError
from results import machine, write_results
from study import Study

from latentfaces.errors import LatentFacesError
from latentfaces.paths import ROOT
from latentfaces.storage import atomic_write, write_json

REPORT = ROOT / "report"
PDF = REPORT / "report.pdf"
# Folder of the results -> folder of the images.
TRACKED = REPORT / "results", ROOT / "images"
BUILT = ROOT / "build" / "report" / "results", ROOT / "build" / "report" / "images"
EXECUTED = ROOT / "build" / "notebooks"
TRAINED = ROOT / "build" / "run"


def run_notebooks():
    """Executes a copy of every notebook, in the order of their names, with a bar for each."""
    EXECUTED.mkdir(parents=True, exist_ok=True)
    # Trained again each time, so that repeated builds do not fill data/runs.
    shutil.rmtree(TRAINED, ignore_errors=True)
    for notebook in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        try:
            papermill.execute_notebook(
                notebook,
                EXECUTED / notebook.name,
                parameters={"run_dir": str(TRAINED)} if notebook.stem == "02_train" else None,
                cwd=notebook.parent,
                kernel_name="python3",
                # Otherwise every refresh of a progress bar becomes a separate output.
                coalesce_streams=True,
                progress_bar={"desc": notebook.name, "file": sys.stdout},
            )
        except PapermillExecutionError as error:
            raise LatentFacesError(
                f"{notebook.name} failed in cell {error.exec_count} ({error.ename}: {error.evalue}); its output is in "
                f"{EXECUTED / notebook.name}."
            ) from error


def copy_baselines():
    """Starts build/report with the tracked figures of reference A, which are drawn again only for other weights."""
    (tracked_results, tracked_images), (results, images) = TRACKED, BUILT
    for folder in BUILT:
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(tracked_images / "references", images / "references")
    results.mkdir(parents=True)
    shutil.copy(tracked_results / "baselines.json", results)


def compile_report(results, images):
    """Writes report/report.pdf from report/report.typ, which reads these folders."""
    folders = {"results": results, "images": images}
    inputs = {name: f"/{folder.relative_to(ROOT).as_posix()}" for name, folder in folders.items()}
    pdf = typst.compile(REPORT / "report.typ", root=ROOT, ignore_system_fonts=True, sys_inputs=inputs)
    with atomic_write(PDF) as partial:
        partial.write_bytes(pdf)


@contextlib.contextmanager
def stage(name, minutes):
    """Context: prints the name of the stage, and stores its duration in the dict minutes."""
    print(f"--- {name}", flush=True)
    began = time.monotonic()
    yield
    minutes[name] = round((time.monotonic() - began) / 60, 1)


def main(is_tracked=False):
    """Builds everything, what is tracked or a copy, and returns the exit status.

    A LatentFacesError or an interrupt is printed as one sentence.
    """
    minutes = {}
    results, images = TRACKED if is_tracked else BUILT
    try:
        with stage("notebooks", minutes):
            run_notebooks()
        with stage("measurements", minutes):
            study = Study()
            if not is_tracked:
                copy_baselines()
            write_results(study, results)
        with stage("figures", minutes):
            make_figures(study, images)
            make_baseline_figures(images / "references", results / "baselines.json")
        write_json(results / "machine.json", {**machine(), "minutes": minutes})
        with stage("report", minutes):
            compile_report(results, images)
    except LatentFacesError as error:
        print(f"make report: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("make report: interrupted.", file=sys.stderr)
        return 130
    print(f"{PDF}, after {sum(minutes.values()):.1f} minutes; its figures are in {images}.")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build the report, in about ten minutes.")
    parser.add_argument("--tracked", action="store_true", help="replace the tracked figures and numbers")
    sys.exit(main(parser.parse_args().tracked))
