#!/bin/sh
# Put a backup into a new folder of the dashboard, and check it:
#   deploy/restore.sh /var/backups/casebook/casebook_....tar.gz
# Where the packages are not installed there yet, that is done first (run.py --set-up).
# The chain of the registry has to be whole and to hold the hash of the name, and the release has to be that of the name.
# Where CASES, CASEBOOK or LOCAL_CASES name other places than those in data/, the files go there.
set -eu
backup=$(realpath "${1:?"name the file of the backup"}")
cd "$(dirname "$0")/.."
python=.venv/bin/python
casebook=${CASEBOOK:-data/casebook.duckdb}
local=${LOCAL_CASES:-data/local}
for there in data/registry.sqlite "$casebook" "$local" ${CASES:+"$CASES"}; do
    if [ -e "$there" ]; then echo "$there is there already: restore into a new folder, or move it away." >&2; exit 1; fi
done
if [ ! -x "$python" ]; then
    CASES="" CASEBOOK="" LOCAL_CASES="" python3 run.py --set-up
    rm -f data/casebook*.duckdb  # of the cases that came with the program
fi
name=$(basename "$backup" .tar.gz)
hash=${name##*_}
release=$(echo "$name" | cut -d_ -f3)
rm -rf data/cases data/codebook data/releases data/terms data/context.csv  # those that came with the program
tar -xzf "$backup" --no-overwrite-dir --exclude ./registry --exclude ./environment
if [ -n "${CASES:-}" ]; then mkdir -p "$(dirname "$CASES")"; mv data/cases "$CASES"; fi
if [ -n "${CASEBOOK:-}" ]; then mkdir -p "$(dirname "$CASEBOOK")"; mv data/releases "$(dirname "$CASEBOOK")/"; fi
if [ -n "${LOCAL_CASES:-}" ] && [ -e data/local ]; then mkdir -p "$(dirname "$LOCAL_CASES")"; mv data/local "$LOCAL_CASES"; fi
if [ "$hash" != none ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    tar -xzf "$backup" -C "$folder" ./registry
    $python -m registry restore "$folder/registry"
    $python -m registry check --holds "$hash"
fi
$python -m casebook.build
built=$(basename "$(readlink "$casebook")" .duckdb)
built=${built#"$(basename "$casebook" .duckdb)-"}
# The name of the file is that of the release, and what tells apart files of one release.
if [ "${built%-*}" != "${release%-*}" ]; then
    echo "Restored is release ${built%-*}, and the backup is of ${release%-*}." >&2
    exit 1
fi
if [ -e "$local/cases" ]; then
    $python -m casebook.build --cases "$local/cases" --into "$local/casebook.duckdb"
fi
echo "Restored: release ${built%-*}. The environment of the service is in the backup, as ./environment."
