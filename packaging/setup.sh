#!/bin/sh
# Makes a checkout ready: system libraries (Debian and Ubuntu), .venv, pinned Python packages.
#
#   packaging/setup.sh [run|test|freeze|screenshots]
#
# Does nothing, quickly, when all is in place. PYTHON=... chooses the interpreter. Speaks plainly
# and stops with status 3 where something has to be installed by hand.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-run}
venv=.venv
stamp=$venv/.ready-$purpose

libraries="ca-certificates libglib2.0-0 libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1
    libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0
    libportaudio2 fonts-dejavu-core"
extra=
case $purpose in
    run) ;;
    test) libraries="$libraries pulseaudio pulseaudio-utils libasound2-plugins xvfb xauth espeak-ng strace"; extra='[test]' ;;
    freeze) libraries="$libraries binutils"; extra='[freeze]' ;;
    screenshots) libraries="$libraries fonts-noto-cjk" ;;
    *) echo "usage: packaging/setup.sh [run|test|freeze|screenshots]" >&2; exit 2 ;;
esac

stop() {
    printf 'Moodlark: %s\n' "$@" >&2
    exit 3
}

# What the stamp has to say for the packages to be as wanted.
wanted() {
    cat pyproject.toml constraints.txt packaging/setup.sh | cksum
    "$venv/bin/python" -c 'import sys; print(sys.version, sys.base_prefix)'
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# The environment is ours, complete, and made by the interpreter that runs it.
venv_works() {
    [ -x "$venv/bin/python" ] && "$venv/bin/python" - "$PWD/$venv" "${PYTHON:-}" <<'CHECK' 2>/dev/null
import os, shutil, sys
import pip
prefix, chosen = sys.argv[1:]
assert sys.version_info >= (3, 11)
assert os.path.realpath(sys.prefix) == os.path.realpath(prefix)
if chosen:
    here = os.path.realpath(sys._base_executable)
    assert os.path.realpath(shutil.which(chosen) or chosen) == here
CHECK
}

if venv_works && [ -f "$stamp" ] && [ "$(wanted)" = "$(cat "$stamp")" ]; then
    exit 0
fi

# ---- system libraries ---------------------------------------------------------------------------

installed() {
    for name in "$1" "$1t64"; do  # Ubuntu 24.04 renamed some
        case $(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) in installed) return 0 ;; esac
    done
    return 1
}

apt_install() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=sudo
    else
        stop "these system packages are missing, and I may not install them:" "  $*" \
            "Please run:  sudo apt-get install $*"
    fi
    echo "Moodlark: installing system packages:$(printf ' %s' "$@")"
    $as_root apt-get update -q || echo "Moodlark: apt-get update failed, trying with the lists there are" >&2
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" ||
        stop "apt-get could not install:" "  $*"
}

choose_python() {
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if command -v "$name" >/dev/null && new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
}

# Debian's python3 comes without the parts that make an environment.
can_make_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

python=$(choose_python)
if command -v apt-get >/dev/null; then
    missing=
    for library in $libraries; do
        installed "$library" || missing="$missing $library"
    done
    if [ -z "$python" ] && [ -z "${PYTHON:-}" ]; then
        missing="$missing python3 python3-venv"
    elif [ -n "$python" ] && ! can_make_venv "$python"; then
        missing="$missing python3-venv $(basename "$(readlink -f "$python")")-venv"
    fi
    if [ "$purpose" = freeze ] && [ -n "$python" ]; then
        shared=$("$python" -c 'import sysconfig as s; print(s.get_config_var("LDVERSION"))')
        case $(readlink -f "$python") in
            /usr/bin/*) installed "libpython$shared" || missing="$missing libpython$shared" ;;
        esac
    fi
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086  # a list of words
        apt_install $missing
        python=$(choose_python)
    fi
fi
[ -n "$python" ] || stop "Python 3.11 or newer is needed (looked for ${PYTHON:-python3.13, python3.12, python3.11, python3})." \
    "Install it, or name it:  make setup PYTHON=/path/to/python3"
can_make_venv "$python" || stop "$python cannot make virtual environments (no venv or ensurepip module)." \
    "Install them (Debian, Ubuntu: apt-get install python3-venv), or name another Python:  make setup PYTHON=..."

# ---- Python packages ----------------------------------------------------------------------------

if ! venv_works; then
    echo "Moodlark: making $venv with $python"
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi
echo "Moodlark: installing the Python packages (1.5 GB on disk; some minutes the first time)"
pip="$venv/bin/python -m pip --disable-pip-version-check"
$pip install -q -c constraints.txt hatchling ||
    stop "pip could not install the Python packages; its message is above."
$pip install -q -c constraints.txt --no-build-isolation -e ".$extra" ||
    stop "pip could not install the Python packages; its message is above."

"$venv/bin/python" -c 'import PySide6.QtWidgets' || stop \
    "the window's libraries are there but a system library they need is not (see above)." \
    "On Debian and Ubuntu 'make setup' installs them; elsewhere install the equivalents of:" \
    "  $(echo "$libraries" | tr -s ' \n' '  ')"
wanted > "$stamp"
