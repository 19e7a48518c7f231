#!/usr/bin/env bash
# The main job, as `make run` starts it: one answer in the terminal, then the chat if a person is there. Where no model is
# there and none can be fetched, the brain that comes along says what it understands.
# Takes the prompt from TINYBRAIN_PROMPT, as typed.
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
if [ -t 0 ] && [ -t 1 ]; then
  exec "$program" chat
fi
