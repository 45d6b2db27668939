#!/bin/sh
# Put a backup into a folder of the dashboard that holds none of these files yet, and check it:
#   deploy/restore.sh /var/backups/casebook/casebook_....tar.gz
# The chain of the registry has to be whole and to hold the hash of the name, and the release has to be that of the name.
set -eu
backup=$(realpath "${1:?"name the file of the backup"}")
cd "$(dirname "$0")/.."
python=.venv/bin/python
for there in data/registry.sqlite data/casebook.duckdb; do
    if [ -e "$there" ]; then echo "$there is there already: restore into a new folder, or move it away." >&2; exit 1; fi
done
name=$(basename "$backup" .tar.gz)
hash=${name##*_}
release=$(echo "$name" | cut -d_ -f3)
rm -rf data/cases data/codebook data/releases data/terms data/context.csv  # those that came with the program
tar -xzf "$backup" --exclude ./registry --exclude ./environment
if [ "$hash" != none ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    tar -xzf "$backup" -C "$folder" ./registry
    $python -m registry restore "$folder/registry"
    $python -m registry check --holds "$hash"
fi
$python -m casebook.build
built=$(basename "$(readlink data/casebook.duckdb)" .duckdb)
built=${built#casebook-}
# The name of the file ends in the hash of the schema, which is that of the program; the release stands before it.
if [ "${built%-*}" != "${release%-*}" ]; then
    echo "Restored is release ${built%-*}, and the backup is of ${release%-*}." >&2
    exit 1
fi
echo "Restored: release ${built%-*}. The environment of the service is in the backup, as ./environment."
