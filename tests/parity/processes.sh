#!/bin/sh
# mpirun -np 2 builds the same bytes as one process with --passes 2. Needs Open MPI (libopenmpi-dev, openmpi-bin).
#   tests/parity/processes.sh
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake -S . -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DTINYBRAIN_MPI=ON -DTINYBRAIN_BUILD_TESTS=OFF \
  --log-level=WARNING
cmake --build "$work/build" --target tinybrain
recipe="build tests/data/tables/banking77.csv --base tests/data/models/bert --epochs 6 --batch 8 --name x --quiet"
program="$work/build/tinybrain"
$program $recipe --passes 2 -o "$work/one"
mpirun --allow-run-as-root --oversubscribe -np 2 "$program" $recipe -o "$work/two"
for file in model.gguf card.md measures.json manifest.json; do
  cmp "$work/one/$file" "$work/two/$file"
done
echo "2 processes: the same bytes as one"
