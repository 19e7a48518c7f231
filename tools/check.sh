#!/usr/bin/env bash
# What `make check` and CI run, one stage a function; every stage can be run alone:
#   tools/check.sh                         all of them
#   tools/check.sh format layers           those two
# Prints what failed and ends with "checks: N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
build=${BUILD:-build}
jobs=$(nproc)
arch=$(uname -m)
launcher=""
command -v ccache >/dev/null && launcher="-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache"

sources() {
  find src include tests fuzz bench examples -name '*.cpp' -o -name '*.h' -o -name '*.hpp' -o -name '*.c' |
    grep -v '^tests/data/' | sort
}
configure() { # folder, flags...
  local folder=$1; shift
  cmake -S . -B "$folder" -G Ninja --log-level=WARNING $launcher "$@"
}

format() { sources | xargs clang-format-19 --dry-run -Werror; }
reformat() { sources | xargs clang-format-19 -i; }

# Who includes whom; and, where objects are built, that kernels for one instruction set define no
# symbol that the linker could use for the rest of the program.
layers() { python3 tools/check_layers.py --objects "$build"; }

# The public headers alone: C99 for the C one, C++17 for the C++ one, with either compiler.
headers() {
  local compiler header
  for compiler in gcc clang-19; do
    command -v $compiler >/dev/null || continue
    for header in tinybrain home learn skills npc; do
      $compiler -std=c99 -pedantic -Wall -Wextra -Werror -Iinclude -fsyntax-only -x c include/tinybrain/$header.h &&
        $compiler -std=c++17 -pedantic -Wall -Wextra -Werror -Iinclude -fsyntax-only -x c++ \
          include/tinybrain/$header.hpp || return 1
    done
  done
}

# The tests that reach kernels, once for each table that this machine can run.
isa() {
  local wanted="scalar" name failed=0
  if [ "$arch" = x86_64 ]; then
    grep -qw avx2 /proc/cpuinfo && wanted="$wanted avx2"
    grep -qw avx512_vnni /proc/cpuinfo && wanted="$wanted avx512"
    grep -qw avx512_bf16 /proc/cpuinfo && wanted="$wanted avx512_bf16"
    grep -qw amx_bf16 /proc/cpuinfo && wanted="$wanted avx512_amx"
  else
    grep -qw asimddp /proc/cpuinfo && wanted="$wanted neon"
    grep -qw i8mm /proc/cpuinfo && wanted="$wanted neon_i8mm"
  fi
  configure "$build" -DCMAKE_BUILD_TYPE=Release -DTINYBRAIN_BUILD_TESTS=ON && cmake --build "$build" || return 1
  for name in $wanted; do
    echo "-- $name"
    TINYBRAIN_ISA=$name ctest --test-dir "$build" --output-on-failure \
      -R '^(kernels|tensor|model|generate|eval|api)$' || failed=1
  done
  return $failed
}

# The program stays small: stripped, at most 3,000,000 bytes.
size() {
  configure "$build" -DCMAKE_BUILD_TYPE=Release && cmake --build "$build" --target tinybrain || return 1
  local copy bytes
  copy=$(mktemp) && strip -o "$copy" "$build/tinybrain" && bytes=$(stat -c %s "$copy")
  rm -f "$copy"
  echo "stripped: ${bytes:-unknown} bytes"
  [ "${bytes:-3000001}" -le 3000000 ]
}

asan() {
  configure build-asan -DCMAKE_BUILD_TYPE=RelWithDebInfo -DTINYBRAIN_BUILD_TESTS=ON \
    -DTINYBRAIN_SANITIZE=address,undefined && cmake --build build-asan &&
    cmake --build build-asan --target test_packages &&
    UBSAN_OPTIONS=print_stacktrace=1 ctest --test-dir build-asan --output-on-failure -LE 'slow|install'
}

# Threads of the server, its queue, the engine and their locks.
tsan() {
  configure build-tsan -DCMAKE_BUILD_TYPE=RelWithDebInfo -DTINYBRAIN_BUILD_TESTS=ON \
    -DTINYBRAIN_SANITIZE=thread &&
    cmake --build build-tsan --target tinybrain tinybrain-server test_base test_generate test_server test_packages &&
    TINYBRAIN_WEIGHTS=/nowhere TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/tools/tsan.supp" ctest --test-dir build-tsan --output-on-failure \
      -R '^(base|generate|server|serving|serving_http|serving_tls|serving_desks|openai|openai_npm)$'
}

# Each fuzz target for a short while, from its seeds; a finding stays in build-fuzz/.
fuzz() {
  configure build-fuzz -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_C_COMPILER=clang-19 \
    -DCMAKE_CXX_COMPILER=clang++-19 -DTINYBRAIN_BUILD_FUZZ=ON -DTINYBRAIN_BUILD_TESTS=OFF \
    -DTINYBRAIN_BUILD_CLI=OFF && cmake --build build-fuzz --target fuzzers || return 1
  local source name work failed=0
  for source in fuzz/*_fuzz.cpp; do
    name=$(basename "$source" _fuzz.cpp)
    work=build-fuzz/corpus/$name
    mkdir -p "$work" "fuzz/corpus/$name"
    "build-fuzz/fuzz_$name" -max_total_time="${FUZZ_SECONDS:-20}" -timeout=10 -rss_limit_mb=2048 \
      -max_len=16384 -print_final_stats=1 -artifact_prefix="build-fuzz/$name-" \
      "$work" "fuzz/corpus/$name" >"build-fuzz/$name.log" 2>&1 ||
      { failed=1; tail -n 40 "build-fuzz/$name.log"; }
    echo "-- $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "build-fuzz/$name.log") inputs"
  done
  return $failed
}

# The arm64 kernels, emulated: with everything, without int8 matrices, and a processor too old for both.
arm64() {
  [ "$arch" = x86_64 ] || { echo "skipped: not an x86-64 machine"; return 0; }
  configure build-arm64 -DCMAKE_BUILD_TYPE=Release -DTINYBRAIN_BUILD_CLI=OFF \
    -DCMAKE_TOOLCHAIN_FILE=cmake/aarch64-toolchain.cmake &&
    cmake --build build-arm64 --target test_kernels || return 1
  local cpu
  for cpu in max cortex-a76 cortex-a53; do
    echo "-- $cpu"
    qemu-aarch64-static -cpu $cpu -L /usr/aarch64-linux-gnu build-arm64/test_kernels || return 1
  done
}

# The x86-64 program on processors that lack what the fast kernels want: it must run, only slower.
oldcpu() {
  [ "$arch" = x86_64 ] || { echo "skipped: not an x86-64 machine"; return 0; }
  [ -x "$build/tinybrain" ] || { echo "build first"; return 1; }
  local cpu
  for cpu in Nehalem Haswell; do
    echo "-- $cpu"
    qemu-x86_64-static -cpu $cpu "$build/tinybrain" complete -m tests/data/models/llama --temp 0 \
      --max-tokens 4 "The answer" >/dev/null || return 1
  done
}

tidy() {
  [ -f "$build/compile_commands.json" ] || configure "$build" -DCMAKE_BUILD_TYPE=Release || return 1
  find src -name '*.cpp' | sort | xargs -P "$jobs" -n 4 clang-tidy-19 -p "$build" --quiet
}

stages=("$@")
[ ${#stages[@]} -gt 0 ] || stages=(format layers headers isa size asan tsan fuzz arm64 oldcpu)
if [ "${stages[*]}" = reformat ]; then reformat; exit; fi
passed=0 failed=()
for stage in "${stages[@]}"; do
  echo "== $stage"
  if "$stage"; then passed=$((passed + 1)); else failed+=("$stage"); echo "== $stage FAILED"; fi
done
[ ${#failed[@]} -eq 0 ] || echo "failed: ${failed[*]}"
echo "checks: $passed passed, ${#failed[@]} failed"
[ ${#failed[@]} -eq 0 ]
