#!/usr/bin/env bash
# Installs into a temporary prefix and builds a five-line app three ways: find_package with the shared
# and the static library, and pkg-config.
#   install_test.sh CMAKE BUILD_FOLDER SOURCE_FOLDER
set -euo pipefail
cmake=$1 build=$2 source=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix

"$cmake" --install "$build" --prefix "$prefix" >"$work/log" || { cat "$work/log"; exit 1; }

mkdir "$work/app"
cat >"$work/app/app.c" <<'APP'
#include <stdio.h>
#include <tinybrain/tinybrain.h>
int main(void) {
  tb_model* model = NULL;
  puts(tb_version());
  return tb_model_open("/nonexistent.gguf", NULL, &model) == TB_NOT_FOUND && *tb_error() ? 0 : 1;
}
APP
cat >"$work/app/CMakeLists.txt" <<'APP'
cmake_minimum_required(VERSION 3.16)
project(app C CXX)
find_package(tinybrain 0.1 REQUIRED)
add_executable(shared app.c)
target_link_libraries(shared tinybrain::tinybrain)
add_executable(static app.c)
target_link_libraries(static tinybrain::static)
set_target_properties(static PROPERTIES LINKER_LANGUAGE CXX)
APP
"$cmake" -S "$work/app" -B "$work/app/build" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" &&
  "$cmake" --build "$work/app/build" >>"$work/log" || { cat "$work/log"; exit 1; }
"$work/app/build/shared"
"$work/app/build/static"

libdir=$(dirname "$(find "$prefix" -name tinybrain.pc)")/..
pc() { PKG_CONFIG_PATH="$libdir/pkgconfig" pkg-config --define-variable=prefix="$prefix" "$@" tinybrain; }
cc "$work/app/app.c" $(pc --cflags --libs) -o "$work/app/pc"
LD_LIBRARY_PATH="$libdir" "$work/app/pc"

# Nothing but the C interface leaves the shared library.
foreign=$(nm -D --defined-only "$libdir/libtinybrain.so" | awk '$3 !~ /^tb_/ && $2 != "A" {print $3}')
[ -z "$foreign" ] || { echo "symbols that should not leave the library: $foreign"; exit 1; }
[ ! -x "$build/tinybrain" ] || "$prefix/bin/tinybrain" version >/dev/null
echo "install: find_package (shared, static) and pkg-config work"
