# Each target first makes .venv from requirements.lock, if it is missing or out of date (tools/venv.sh).
# Use only relative paths: the path of the checkout may contain spaces.

PYTHON_IN_VENV := .venv/bin/python

.PHONY: help report report-tracked typeset check test lab bench notebooks page check-page lock venv

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

report: venv ## run every notebook and build report/report.pdf and .html
	$(PYTHON_IN_VENV) report/build.py

report-tracked: venv ## the same, and replace the tracked figures and numbers (images/, report/results/)
	$(PYTHON_IN_VENV) report/build.py --tracked

typeset: venv ## only typeset report/report.pdf and .html, from the tracked figures and numbers: seconds
	$(PYTHON_IN_VENV) report/build.py --typeset

check: venv ## lint, check types, run the tests that do not train: a minute and a half
	$(PYTHON_IN_VENV) -m ruff check
	$(PYTHON_IN_VENV) -m ruff format --check
	$(PYTHON_IN_VENV) -m mypy
	$(PYTHON_IN_VENV) -m pytest --quick

test: venv check-page ## lint, check types, run the tests
	$(PYTHON_IN_VENV) -m ruff check
	$(PYTHON_IN_VENV) -m ruff format --check
	$(PYTHON_IN_VENV) -m mypy
	$(PYTHON_IN_VENV) -m pytest --numprocesses 2 --dist worksteal --durations 25

lab: venv ## open the notebooks in JupyterLab
	$(PYTHON_IN_VENV) -m jupyterlab notebooks

bench: venv ## compare training with its peers, in images a second (installs PyTorch)
	$(PYTHON_IN_VENV) -m pip install --quiet -r benchmarks/requirements.txt
	$(PYTHON_IN_VENV) benchmarks/bench_step.py

notebooks: venv ## execute the committed notebooks in place
	cd notebooks && ../$(PYTHON_IN_VENV) -m nbconvert --to notebook --execute --inplace \
		--ExecutePreprocessor.record_timing=False --ExecutePreprocessor.store_widget_state=False 0*.ipynb
	cd notebooks && ../$(PYTHON_IN_VENV) -m nbconvert --to notebook --inplace --coalesce-streams 0*.ipynb

page: venv ## build page/dist, the explorer as a static folder (needs Node.js' npm)
	$(PYTHON_IN_VENV) page/build.py

check-page: ## lint the page's scripts and check their types (needs Node.js' npm)
	@sh tools/check_page.sh

lock: ## bring requirements.lock up to pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --fork-strategy fewest --extra dev \
		--no-header --no-annotate --output-file requirements.lock pyproject.toml

venv: ## only make .venv; PYTHON=/path/to/python3.12 chooses its Python
	@sh tools/venv.sh
