#!/usr/bin/env bash
# Runs the comparisons with reference programs, in an environment of their own in build/parity-venv.
#   tools/parity.sh DATA            tests/parity/*.py
#   tools/parity.sh DATA bench      bench/peers/run.py; with TINYBRAIN_IK=CHECKOUT also ik_llama.cpp
set -euo pipefail
cd "$(dirname "$0")/.."
data=$1
what=${2:-parity}
build=${BUILD:-build}
venv=$build/parity-venv
python=${TINYBRAIN_PARITY_PYTHON:-$venv/bin/python}

if [ ! -x "$python" ]; then
  echo "parity: installing the reference programs into $venv (several minutes)"
  python3 -m venv "$venv"
  CMAKE_ARGS="-DGGML_NATIVE=ON" "$venv/bin/pip" install --quiet --no-binary llama-cpp-python \
    -r tests/parity/requirements.txt
fi
common=(--tinybrain "$build/tinybrain" --weights "${TINYBRAIN_WEIGHTS:-weights}")
if [ "$what" = bench ]; then
  exec "$python" bench/peers/run.py "${common[@]}" --cache "$build/peers" --json "$build/peers.json" \
    ${TINYBRAIN_IK:+--ik "$TINYBRAIN_IK"}
fi
failed=0
run() { echo "== $1"; "$python" "tests/parity/$1.py" "${@:2}" || failed=1; }
for script in logits embeddings perplexity roundtrip memory_flat shared_prompt; do
  run "$script" "${common[@]}" --data "$data"
done
run adapters "${common[@]}"
run openapi --tinybrain "$build/tinybrain" --server "$build/tinybrain-server"
run tokenizers --tinybrain "$build/tinybrain" --models "${TINYBRAIN_WEIGHTS:-weights}" --data "$data"
# Templates of other projects are not part of this repository; name a folder of *.jinja to check them.
if [ -n "${TINYBRAIN_TEMPLATES:-}" ] && [ -x "$build/test_text" ]; then
  run templates --templates "$TINYBRAIN_TEMPLATES" --test-program "$build/test_text"
fi
if [ -x "$build/test_grammar" ]; then
  run json_schema --test-program "$build/test_grammar"
  run json_objects "${common[@]}"
fi
exit $failed
