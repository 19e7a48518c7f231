#!/usr/bin/env bash
# Installs the Debian packages that a build needs and this machine lacks. Says which; does nothing if
# all are there.
#   tools/setup.sh [run|test|check]        run: to build and run; test: also to test; check: also to lint
set -euo pipefail

level=${1:-run}
packages="cmake ninja-build pkg-config libfmt-dev nlohmann-json3-dev libcli11-dev libtomlplusplus-dev libutf8proc-dev
libedit-dev libcpp-httplib-dev libssl-dev libsodium-dev ca-certificates python3 python3-pip"
case "$level" in
  run) ;;
  test) packages="$packages doctest-dev" ;;
  check)
    packages="$packages doctest-dev clang-19 clang-format-19 clang-tidy-19 libclang-rt-19-dev binutils
qemu-user-static"
    command -v chromium >/dev/null || packages="$packages chromium"
    [ "$(uname -m)" = x86_64 ] && packages="$packages g++-aarch64-linux-gnu"
    ;;
  *) echo "usage: $0 [run|test|check]" >&2; exit 2 ;;
esac
# A compiler is expected; g++ is only asked for where there is none.
command -v c++ >/dev/null || command -v g++ >/dev/null || packages="g++ $packages"

if ! command -v dpkg-query >/dev/null; then
  echo "setup: not a Debian system; these Debian packages (or their like) are needed:" $packages >&2
  exit 0
fi

# SQLite and the page come as npm packages.
command -v npm >/dev/null || packages="$packages nodejs npm"

missing=""
for package in $packages; do
  state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "setup: installing$missing"
as_root=""
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || {
    echo "setup: neither root nor sudo; as root, run: apt-get install -y$missing" >&2
    exit 1
  }
  as_root=sudo
fi
export DEBIAN_FRONTEND=noninteractive
install() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# The lists of packages may be missing or old: refresh them only when the first try fails.
if ! install >"$log" 2>&1; then
  $as_root apt-get update >"$log" 2>&1 && install >"$log" 2>&1 || {
    cat "$log" >&2
    echo "setup: could not install$missing" >&2
    exit 1
  }
fi
