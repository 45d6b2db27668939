#!/bin/sh
# Back up everything that cannot be made anew into one file, also while the dashboard runs:
#   deploy/backup.sh /var/backups/casebook
# The name of the file says the release and the first digits of the last hash of the registry: keep the names elsewhere.
set -eu
into=${1:?"name the folder of the backups"}
cd "$(dirname "$0")/.."
python=.venv/bin/python
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
umask 077
mkdir -p "$into" "$folder/data" "$folder/.streamlit"
for part in cases codebook releases terms context.csv roles.toml; do
    if [ -e "data/$part" ]; then cp -R "data/$part" "$folder/data/"; fi
done
cp .streamlit/*.toml "$folder/.streamlit/"
if [ -r /etc/casebook/environment ]; then cp /etc/casebook/environment "$folder/environment"; fi
hash=none
if [ -n "${SIGN_IN:-}" ]; then
    hash=$($python -m registry backup "$folder/registry")
fi
release=$(basename "$(readlink data/casebook.duckdb || echo none)" .duckdb)
name="casebook_$(date -u +%Y-%m-%dT%H%M%SZ)_${release#casebook-}_$(printf '%.16s' "$hash").tar.gz"
tar -C "$folder" -czf "$into/.$name" .
mv "$into/.$name" "$into/$name"
echo "$into/$name"
