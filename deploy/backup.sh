#!/bin/sh
# Back up everything that cannot be made anew into one file, also while the dashboard runs:
#   deploy/backup.sh /var/backups/casebook
# The name of the file says the release and the first digits of the last hash of the registry: keep the names elsewhere.
# CASES, CASEBOOK, LOCAL_CASES and REGISTRY have to say the same as for the service.
set -eu
into=${1:?"name the folder of the backups"}
cd "$(dirname "$0")/.."
python=.venv/bin/python
environment=${ENVIRONMENT:-/etc/casebook/environment}
if [ -r "$environment" ]; then
    for name in CASES CASEBOOK LOCAL_CASES REGISTRY; do
        of_service=$(sed -n "s/^$name=//p" "$environment" | tail -n 1)
        eval "here=\${$name:-}"
        if [ "$here" != "$of_service" ]; then
            echo "$name is \"$here\" here and \"$of_service\" in $environment: nothing was backed up. Set $name alike." >&2
            exit 1
        fi
    done
fi
cases=${CASES:-data/cases}
if [ ! -d "$cases" ]; then echo "There is no folder of cases $cases: nothing was backed up." >&2; exit 1; fi
casebook=${CASEBOOK:-data/casebook.duckdb}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
umask 077
mkdir -p "$into" "$folder/data" "$folder/.streamlit"
copy() { # what is in a folder, or behind a link to one, under the name that it has in data/
    if [ -e "$1" ]; then mkdir -p "$folder/data/$2"; cp -Rp "$1/." "$folder/data/$2"; fi
}
copy "$cases" cases
copy "$(dirname "$casebook")/releases" releases
copy "${LOCAL_CASES:-data/local}/cases" local/cases
copy "${LOCAL_CASES:-data/local}/releases" local/releases
copy data/codebook codebook
copy data/terms terms
for part in context.csv roles.toml; do
    if [ -e "data/$part" ]; then cp -p "data/$part" "$folder/data/"; fi
done
cp -p .streamlit/*.toml "$folder/.streamlit/"
if [ -r "$environment" ]; then cp "$environment" "$folder/environment"; fi
hash=none
if [ -n "${SIGN_IN:-}" ]; then
    hash=$($python -m registry backup "$folder/registry")
fi
release=$(basename "$(readlink "$casebook" || echo none)" .duckdb)
release=${release#"$(basename "$casebook" .duckdb)-"}
name="casebook_$(date -u +%Y-%m-%dT%H%M%SZ)_${release}_$(printf '%.16s' "$hash").tar.gz"
tar -C "$folder" -czf "$into/.$name" .
mv "$into/.$name" "$into/$name"
echo "$into/$name"
