"""`make report`: runs the notebooks, makes every figure and every number, and compiles the report.

Copies of notebooks/01 ... 07 are executed in order into build/notebooks, figures go to build/report/images, numbers to
build/report/results/*.json, and report/report.typ becomes report/report.pdf and report/report.html, which shows the
explorer within the text. The same commit, figures and numbers give the same bytes. None of these files is tracked.
Another machine draws slightly other figures: `make report-tracked`, which maintainers run, replaces images/ and
report/results/ instead. The notebooks show and the report measures: both call the same functions, and neither needs the
other's output.
"""

import argparse
import base64
import contextlib
import re
import shutil
import subprocess
import sys
import time
from urllib.parse import quote

import papermill
import typst
from baselines import make_baseline_figures
from gallery import make_figures
from papermill.exceptions import PapermillExecutionError
from results import machine, write_results
from small_pictures import make_small_pictures
from study import Study

from latentfaces.errors import LatentFacesError
from latentfaces.paths import ROOT
from latentfaces.storage import atomic_write, write_json

REPORT = ROOT / "report"
PDF, PAGE = REPORT / "report.pdf", REPORT / "report.html"
# Folder of the results -> folder of the images.
TRACKED = REPORT / "results", ROOT / "images"
BUILT = ROOT / "build" / "report" / "results", ROOT / "build" / "report" / "images"
# The figures as the report has them.
SMALL = ROOT / "build" / "report" / "pictures"
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
    """Writes report/report.pdf and report/report.html with the numbers and the figures of these folders."""
    shutil.rmtree(SMALL, ignore_errors=True)
    make_small_pictures(images, SMALL)
    typeset(results)


def typeset(results):
    """Writes both editions from report/report.typ, which reads the folder of the results and the small pictures."""
    folders = {"results": results, "pictures": SMALL}
    inputs = {name: f"/{folder.relative_to(ROOT).as_posix()}" for name, folder in folders.items()} | version()
    report = REPORT / "report.typ"
    # PDF/UA demands that every picture and formula is also given in words.
    pdf = typst.compile(
        report,
        root=ROOT,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs=inputs | {"edition": "pdf"},
    )
    page = typst.compile(
        report, root=ROOT, ignore_system_fonts=True, format="html", sys_inputs=inputs | {"edition": "html"}
    )
    for path, made in ((PDF, pdf), (PAGE, finished_page(page.decode()).encode())):
        with atomic_write(path) as partial:
            partial.write_bytes(made)


def finished_page(html):
    """Typst's HTML with its style, and without the second base64 around pictures that are in base64 already."""
    style = f"<style>{(REPORT / 'report.css').read_text()}</style></head>"
    return re.sub(
        r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]*)",
        lambda found: "data:image/svg+xml," + quote(base64.b64decode(found[1]), safe=" /:;=,+()"),
        html.replace("</head>", style, 1),
    )


def version():
    """{"commit", "date"} of the checkout; nothing without git, or where there is no commit."""
    command = ["git", "log", "-1", "--format=%H %cs"]
    try:
        commit, date = subprocess.run(command, cwd=REPORT, capture_output=True, text=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return {}
    return {"commit": commit, "date": date}


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
    print(f"{PDF} and {PAGE.name}, after {sum(minutes.values()):.1f} minutes; its figures are in {images}.")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build the report, in about ten minutes.")
    parser.add_argument("--tracked", action="store_true", help="replace the tracked figures and numbers")
    parser.add_argument("--typeset", action="store_true", help="only typeset what is tracked, in seconds")
    chosen = parser.parse_args()
    if chosen.typeset:
        compile_report(*TRACKED)
    else:
        sys.exit(main(chosen.tracked))
