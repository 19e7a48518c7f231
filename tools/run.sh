#!/usr/bin/env bash
# The main job, as `make run` starts it: one answer in the terminal, then the server with its page until Ctrl-C. Where no
# model is there and none can be fetched, the brain that comes along says what it understands.
# A prompt in TINYBRAIN_PROMPT, as typed, is answered and that is all.
set -euo pipefail
program=${BUILD:-build}/tinybrain
prompt=${TINYBRAIN_PROMPT:-Why is the sky blue?}

if ! ${MAKE:-make} --no-print-directory weights; then
  printf 'No model could be fetched. What the brain that comes along understands of it:\n' >&2
  exec "$program" understand -- "$prompt"
fi
if [ -n "${TINYBRAIN_PROMPT:-}" ]; then
  exec "$program" ask -- "$prompt"
fi
printf '> %s\n' "$prompt"
"$program" ask -- "$prompt"
exec "$program" serve
