#!/usr/bin/env bash
# Runs the comparisons with reference programs, in an environment of their own in build/parity-venv.
#   tools/parity.sh DATA            tests/parity/*.py
#   tools/parity.sh DATA bench      bench/peers/run.py
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
  exec "$python" bench/peers/run.py "${common[@]}"
fi
failed=0
for script in logits embeddings perplexity roundtrip tokenizers templates memory_flat; do
  [ -f "tests/parity/$script.py" ] || continue
  echo "== $script"
  "$python" "tests/parity/$script.py" "${common[@]}" --data "$data" || failed=1
done
exit $failed
