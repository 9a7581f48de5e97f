#!/bin/sh
# Makes the stand-alone build and tries it: from another folder, with nothing of this checkout in
# the environment, it has to scan, tag and queue the demo library that it carries.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/python -m PyInstaller --noconfirm --clean --log-level WARN \
    --distpath dist --workpath build/freeze build.spec
du -sh dist/moodlark

program=$PWD/dist/moodlark/moodlark
elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT
cd "$elsewhere"
moodlark() {
    env -i HOME="$elsewhere" PATH=/usr/bin:/bin LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen \
        MOODLARK_HOME="$elsewhere/data" "$program" "$@"
}
moodlark doctor
moodlark scan "$(dirname "$program")/_internal/resources/demo"
moodlark tag --strict
moodlark queue --mood calm --count 5
moodlark queue --mood energetic --count 5
moodlark play --mood happy --output null --seconds 2
echo "The stand-alone build works: $program"
