#!/bin/sh
# Makes .venv with the locked dependencies: `set_up.sh run` for the program, `dev` for its checks too.
# PYTHON names the interpreter where several are there.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "okrbot needs Python 3.11 or later; found: $(python3 --version 2>&1 || echo none)." >&2
    echo "Install one (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python)," >&2
    echo "or name it: make PYTHON=/path/to/python3" >&2
    exit 1
}

if ! is_new_enough .venv/bin/python; then
    python=$(find_python)
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "$python has no venv module. Debian, Ubuntu: apt install python3-venv" >&2
        exit 1
    fi
    rm -rf .venv
    "$python" -m venv .venv
fi

case $kind in
    run) what=.; again="" ;;
    dev) what=".[dev]"; again=" and what checks it" ;;
    *) echo "usage: set_up.sh run|dev" >&2; exit 2 ;;
esac
echo "Setting up the program$again in .venv (once; a minute or two) …"
if ! .venv/bin/python -m pip install -q --disable-pip-version-check \
    --constraint requirements.lock --editable "$what"; then
    echo "Set-up failed: see pip's message above. It needs the network once." >&2
    exit 1
fi
touch .venv/.okrbot-run
if [ "$kind" = dev ]; then
    touch .venv/.okrbot-dev
fi
