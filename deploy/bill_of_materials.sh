#!/bin/sh
# For a release, on a machine with internet: the list of all packages (CycloneDX), and known weaknesses of them.
#   deploy/bill_of_materials.sh build/
# A package that cannot be looked up is an error (--strict), as behind a mirror that has packages and no list of weaknesses.
# Both programs run in an environment of their own, so that the dashboard gets no package more.
set -eu
into=${1:?"name the folder to write to"}
cd "$(dirname "$0")/.."
mkdir -p "$into"
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools/venv"
"$tools/venv/bin/pip" --quiet install cyclonedx-bom==7.5.0 pip-audit==2.10.1
for lock in requirements requirements-hospital; do
    "$tools/venv/bin/cyclonedx-py" requirements "$lock.lock" --output-reproducible --of JSON -o "$into/$lock.cdx.json"
    "$tools/venv/bin/pip-audit" --strict --require-hashes --disable-pip -r "$lock.lock"
done
