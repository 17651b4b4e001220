#!/bin/sh
# Make .venv from requirements.lock with pip alone, or do nothing if it already matches the lock.
#
# .venv/made holds everything that .venv was made from. .venv/installing holds the id of the installing process.
# If an install was cut off, this file stays, and the .venv is deleted, because pip may take half a package for a
# complete one. PYTHON=/path/to/python3.12 chooses the Python to make it with.

set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python

fail() {
    echo "latentfaces: $1" >&2
    exit 1
}

# Prints what is wrong with Python $1, if anything; fails if it cannot run (like some of pyenv's shims).
complaint() {
    "$1" -c '
import sys
version = "%d.%d.%d" % sys.version_info[:3]
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    print("is " + version)
else:
    try:
        import ensurepip, venv
    except ImportError:
        print("is %s but lacks venv (Debian and Ubuntu: apt install python3-venv)" % version)
' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else
        set -- python3.12 python3.11 python3.13 python3 python
    fi
    seen=
    for candidate; do
        if said=$(complaint "$candidate"); then
            [ -n "$said" ] || return 0
            seen="$seen${seen:+, }$candidate $said"
        fi
    done
    fail "Python 3.11 to 3.13 is needed, but ${seen:-none of $* runs}; install one, or name one with \
make report PYTHON=/path/to/python3.12."
}

# Prints where .venv is and which Python it has; fails if it is broken.
place() {
    "$python" -c 'import sys, pip; print(sys.prefix, "Python %d.%d" % sys.version_info[:2])' 2>/dev/null
}

wanted() { place && cat requirements.lock pyproject.toml tools/venv.sh; }

discard() {
    rm -rf .venv 2>/dev/null || fail "$PWD/.venv is out of date and cannot be removed; delete it yourself."
}

install() {
    "$python" -m pip install --disable-pip-version-check "$@" ||
        fail "pip could not install the packages, for the reason above; they need the network (1 GB the \
first time) and 5 GB of disk: fix that and try again."
}

if [ -e .venv/made ]; then
    if wanted | cmp -s - .venv/made; then exit 0; fi
    # Moved to another folder, or its Python is gone.
    if [ "$(place)" != "$(head -n 1 .venv/made)" ]; then discard; fi
fi
if [ -e .venv/installing ]; then
    installer=$(cat .venv/installing)
    if kill -0 "$installer" 2>/dev/null; then
        fail "process $installer is already making .venv; wait for it (if that process is something else, delete $PWD/.venv)."
    fi
    discard
fi

if [ ! -e .venv ]; then
    find_python
    echo "Making .venv with $candidate from requirements.lock: takes a few minutes, once."
    { mkdir .venv && echo $$ >.venv/installing && "$candidate" -m venv .venv; } ||
        fail ".venv could not be made in $PWD, for the reason above."
elif ! place >/dev/null || [ -n "$(complaint "$python")" ]; then
    fail "$PWD/.venv is not an environment of Python 3.11 to 3.13 with pip; delete it and try again."
fi
echo $$ >.venv/installing
rm -f .venv/made
install --quiet --upgrade --constraint requirements.lock pip # Python's own is slower and shows less
install --requirement requirements.lock
install --quiet --no-deps --no-build-isolation --editable .
wanted >.venv/making
mv .venv/making .venv/made
rm .venv/installing
