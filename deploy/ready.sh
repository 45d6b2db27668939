#!/bin/sh
# Wait until the dashboard on port $1 has run its front page; ends with status 1 after 100 seconds, and at once where the
# process that systemd started (MAINPID) is there no more.
path=$(printf '%s' "${STREAMLIT_SERVER_BASE_URL_PATH:-}" | sed 's:^/*:/:; s:/*$::')
for _ in $(seq 200); do
    if curl --silent --fail --max-time 60 --output /dev/null "http://127.0.0.1:$1$path/_stcore/script-health-check"; then
        exit 0
    fi
    if [ -n "${MAINPID:-}" ] && ! kill -0 "$MAINPID" 2>/dev/null; then
        echo "The dashboard on port $1 has ended; its messages say why." >&2
        exit 1
    fi
    sleep 0.5
done
echo "The dashboard on port $1 is not ready after 100 seconds." >&2
exit 1
