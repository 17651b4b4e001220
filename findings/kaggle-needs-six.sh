#!/bin/sh
# `pip install kaggle` alone gives a package that cannot be imported.
#
# kaggle 2.2.5 imports six and does not declare it. It used to come with python-dateutil, whose version 4 does without.
# Seen:
#
#     kaggle 2.2.5 with python-dateutil 4.0.0: ModuleNotFoundError: No module named 'six'
#     after pip install six: imported
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet kaggle==2.2.5 python-dateutil==4.0.0
said=$(HOME=$folder "$folder/venv/bin/python" -c "import kaggle" 2>&1 | tail -n 1)
echo "kaggle 2.2.5 with python-dateutil 4.0.0: $said"
[ "$said" = "ModuleNotFoundError: No module named 'six'" ]
"$folder/venv/bin/pip" install --quiet six==1.17.0
HOME=$folder "$folder/venv/bin/python" -c "import kaggle; print('after pip install six: imported')"
