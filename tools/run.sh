#!/usr/bin/env bash
# The main job, as `make run` starts it: one answer in the terminal, then the chat if a person is there.
# Takes the prompt from TINYBRAIN_PROMPT, as typed.
set -euo pipefail
program=${BUILD:-build}/tinybrain

if [ -n "${TINYBRAIN_PROMPT:-}" ]; then
  exec "$program" ask -- "$TINYBRAIN_PROMPT"
fi
sample="Why is the sky blue?"
printf '> %s\n' "$sample"
"$program" ask -- "$sample"
if [ -t 0 ] && [ -t 1 ]; then
  exec "$program" chat
fi
