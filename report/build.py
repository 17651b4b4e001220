"""`make report`: runs the notebooks, makes every figure and every number, and compiles the report.

Copies of notebooks/01 ... 06 are executed in order into build/notebooks, figures go to images/, numbers to
report/results/*.json, and report/report.typ becomes report/report.pdf. The notebooks show and the report measures:
both call the same functions, and neither needs the other's output.
"""

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
RESULTS = REPORT / "results"
IMAGES = ROOT / "images"
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


def compile_report():
    """Writes report/report.pdf from report/report.typ, which reads images/ and report/results/."""
    pdf = typst.compile(REPORT / "report.typ", root=ROOT, ignore_system_fonts=True)
    with atomic_write(PDF) as partial:
        partial.write_bytes(pdf)


@contextlib.contextmanager
def stage(name, minutes):
    """Context: prints the name of the stage, and stores its duration in the dict minutes."""
    print(f"--- {name}", flush=True)
    began = time.monotonic()
    yield
    minutes[name] = round((time.monotonic() - began) / 60, 1)


def main():
    """Builds everything and returns the exit status. A LatentFacesError is printed as one sentence."""
    minutes = {}
    try:
        with stage("notebooks", minutes):
            run_notebooks()
        with stage("measurements", minutes):
            study = Study()
            write_results(study, RESULTS)
        with stage("figures", minutes):
            make_figures(study, IMAGES)
            make_baseline_figures(IMAGES / "references", RESULTS / "baselines.json")
        write_json(RESULTS / "machine.json", {**machine(), "minutes": minutes})
        with stage("report", minutes):
            compile_report()
    except LatentFacesError as error:
        print(f"make report: {error}", file=sys.stderr)
        return 2
    print(f"{PDF}, after {sum(minutes.values()):.1f} minutes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
