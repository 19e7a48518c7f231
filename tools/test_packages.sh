#!/usr/bin/env bash
# Puts the Python packages of tests/requirements.txt into FOLDER, for the tests with the real `openai` client. Nothing
# fails without pip or a package index: those tests are then skipped.
#   tools/test_packages.sh PYTHON FOLDER          cmake --build build --target test_packages calls it
set -uo pipefail
cd "$(dirname "$0")/.."
python=$1 folder=$2 wanted=tests/requirements.txt
cmp -s "$wanted" "$folder/requirements.txt" && exit 0
rm -rf "$folder" "$folder.part"
if said=$("$python" -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 20 --require-hashes \
  --only-binary :all: --target "$folder.part" -r "$wanted" 2>&1); then
  cp "$wanted" "$folder.part/" && mv "$folder.part" "$folder"
else
  echo "tests: the Python packages cannot be had ($(tail -n 1 <<<"$said")): tests that need them are skipped"
  rm -rf "$folder.part"
fi
