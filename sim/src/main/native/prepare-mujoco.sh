#!/bin/sh
# Makes MuJoCo's headers and library ready for the bindings.
#
#   prepare-mujoco.sh VERSION WORK_DIR INPUT...
#
# Leaves WORK_DIR/mujoco with include/ and lib/, and WORK_DIR/inputs.sha256, a digest of all that the
# native build depends on (the INPUT files and directories among it). Standard error gets nothing but
# one sentence, and only when something is missing: the build shows it as its own error.
#
# Honoured: MUJOCO_HOME (an unpacked release of VERSION), XDG_CACHE_HOME, CXX, PYTHON.
set -eu

VERSION=$1
WORK=$2
shift 2

SONAME=libmujoco.so.$VERSION
# of mujoco-3.14.0-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl, and of the library in it
WHEEL_SHA256=922983dfdf88d29f4eb0f451a1d18867156d9fc97e3df6e63b9933cc0eba4d38
LIBRARY_SHA256=5e7623e30f55bf324d4c9648379ebeba5bcd153ee0304c52eac74bf8d441000b

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

digest() {
  sha256sum "$1" | cut -d ' ' -f 1
}

has_release() {
  [ -f "$1/include/mujoco/mujoco.h" ] && [ -f "$1/lib/$SONAME" ]
}

is_sound() {
  has_release "$1" && [ "$(digest "$1/lib/$SONAME")" = "$LIBRARY_SHA256" ]
}

fetch() {
  cache=$1
  python=${PYTHON:-python3}
  command -v "$python" >/dev/null 2>&1 ||
    die "Fetching MuJoCo $VERSION needs Python and there is no '$python': install it (Debian, Ubuntu: apt-get install python3 python3-pip), or point MUJOCO_HOME at an unpacked MuJoCo $VERSION release."
  "$python" -m pip --version >/dev/null 2>&1 ||
    die "Fetching MuJoCo $VERSION needs pip and '$python' has none: install it (Debian, Ubuntu: apt-get install python3-pip), or point MUJOCO_HOME at an unpacked MuJoCo $VERSION release."

  # beside the cache, so that the last step is a rename within one file system
  mkdir -p "$(dirname "$cache")"
  temporary=$(mktemp -d "$cache.XXXXXX")
  trap 'rm -rf "$temporary"' EXIT
  "$python" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
    --implementation cp --python-version 3.11 --abi cp311 --platform manylinux_2_28_x86_64 \
    --dest "$temporary" "mujoco==$VERSION" >"$WORK/pip.log" 2>&1 ||
    die "pip could not download mujoco $VERSION (its words are in $WORK/pip.log): check the network, or point MUJOCO_HOME at an unpacked MuJoCo $VERSION release."
  wheel=$(echo "$temporary"/mujoco-*.whl)
  [ "$(digest "$wheel")" = "$WHEEL_SHA256" ] ||
    die "The downloaded $(basename "$wheel") is not the one this build was made for (its sha256 is wrong): try again, or point MUJOCO_HOME at an unpacked MuJoCo $VERSION release."
  "$python" -m zipfile -e "$wheel" "$temporary/wheel"

  mkdir -p "$temporary/release/include" "$temporary/release/lib"
  mv "$temporary/wheel/mujoco/include/mujoco" "$temporary/release/include/mujoco"
  mv "$temporary/wheel/mujoco/$SONAME" "$temporary/release/lib/$SONAME"
  is_sound "$temporary/release" ||
    die "The mujoco $VERSION wheel does not hold the library this build was made for: point MUJOCO_HOME at an unpacked MuJoCo $VERSION release."

  # another build may have been faster; its result is as good
  if ! is_sound "$cache"; then
    [ ! -e "$cache" ] || mv -T "$cache" "$temporary/damaged" 2>/dev/null || true
    mv -T "$temporary/release" "$cache" 2>/dev/null || true
  fi
  is_sound "$cache" ||
    die "MuJoCo $VERSION could not be stored in $cache: make that directory writable, or set XDG_CACHE_HOME."
  rm -rf "$temporary"
  trap - EXIT
}

[ "$(uname -s) $(uname -m)" = "Linux x86_64" ] ||
  die "The simulation runs on Linux on x86-64 only and this is $(uname -s) on $(uname -m): build there, or in a linux/amd64 container."
command -v "${CXX:-g++}" >/dev/null 2>&1 ||
  die "The bindings of MuJoCo need a C++ compiler and there is no '${CXX:-g++}': install it (Debian, Ubuntu: apt-get install g++), or set CXX."

mkdir -p "$WORK"
if [ -n "${MUJOCO_HOME:-}" ]; then
  has_release "$MUJOCO_HOME" ||
    die "MUJOCO_HOME=$MUJOCO_HOME has no include/mujoco/mujoco.h with lib/$SONAME: point it at an unpacked MuJoCo $VERSION release, or unset it."
  RELEASE=$(cd "$MUJOCO_HOME" && pwd)
else
  RELEASE=${XDG_CACHE_HOME:-$HOME/.cache}/e2hil/mujoco-$VERSION-linux-x86_64
  is_sound "$RELEASE" || fetch "$RELEASE"
fi

mkdir -p "$WORK/mujoco/lib"
ln -sfn "$RELEASE/include" "$WORK/mujoco/include"
ln -sfn "$RELEASE/lib/$SONAME" "$WORK/mujoco/lib/$SONAME"
ln -sfn "$SONAME" "$WORK/mujoco/lib/libmujoco.so"

# contents, not times: a checkout of an older commit must rebuild too
{
  "${CXX:-g++}" --version | head -n 1
  digest "$RELEASE/lib/$SONAME"
  find -H "$RELEASE/include" "$@" -type f | LC_ALL=C sort | while read -r file; do digest "$file"; done
} | sha256sum | cut -d ' ' -f 1 >"$WORK/inputs.sha256"
