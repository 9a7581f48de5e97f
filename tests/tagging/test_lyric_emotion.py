"""The shipped network that reads lyrics: what it answers, when it is silent, what it refuses."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from player.errors import NetworkFileError
from player.paths import models_dir
from player.tagging.lyric_card import LYRIC_CARD_FILE, LyricCard
from player.tagging.lyric_emotion import QUADRANT_VALENCE, LyricNetwork
from tests.made_up_lyrics import MOODS, made_up_song

_TRADITIONAL = str.maketrans(
    "阳欢对乐愤烧恨骗吼鲜泪伤虚遗还过们个么现这样边后来",
    "陽歡對樂憤燒恨騙吼鮮淚傷虛遺還過們個麼現這樣邊後來",
)


@pytest.fixture(scope="module")
def network() -> LyricNetwork:
    return LyricNetwork.load(models_dir())


@pytest.fixture
def models(tmp_path: Path) -> Path:
    for file in models_dir().glob("lyrics.*"):
        shutil.copy(file, tmp_path)
    return tmp_path


def change(models: Path, **changes: object) -> None:
    file = models / LYRIC_CARD_FILE
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def test_the_shipped_card_survives_a_round_trip() -> None:
    card = LyricCard.load(models_dir())
    assert LyricCard.from_document(json.loads(json.dumps(card.to_document()))) == card
    assert set(card.languages) == {"en", "zh"}


def test_the_shipped_weights_are_small() -> None:
    file = models_dir() / LyricCard.load(models_dir()).weights_file
    assert file.stat().st_size <= 4_000_000


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("mood", "sign"), [("happy", 1), ("angry", -1), ("sad", -1)])
def test_plain_songs_land_on_the_right_side(
    network: LyricNetwork, language: str, mood: str, sign: int
) -> None:
    words = network.read(made_up_song(mood, language, 1))
    assert words is not None
    assert words.language == language
    assert words.valence * sign > 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_it_says_is_consistent(network: LyricNetwork, language: str) -> None:
    for seed, mood in enumerate(MOODS):
        text = made_up_song(mood, language, seed)
        words = network.read(text)
        assert words is not None
        assert sum(words.quadrants) == pytest.approx(1.0)
        expected = sum(p * v for p, v in zip(words.quadrants, QUADRANT_VALENCE, strict=True))
        assert words.valence == pytest.approx(expected)
        assert 0.3 < words.valence_sd < 1.0
        assert words.version == network.version
        assert words == network.read(text)


def test_both_scripts_read_the_same(network: LyricNetwork) -> None:
    simplified = made_up_song("sad", "zh", 3) + "\n" + made_up_song("happy", "zh", 4)
    traditional = simplified.translate(_TRADITIONAL)
    assert traditional != simplified
    assert network.read(traditional) == network.read(simplified)


def test_times_and_repeats_change_nothing(network: LyricNetwork) -> None:
    lines = made_up_song("sad", "zh", 5).split("\n")
    timed = "\n".join(f"[00:{i:02d}.00]{line}" for i, line in enumerate([*lines, *lines]))
    assert network.read(timed) == network.read("\n".join(lines))


@pytest.mark.parametrize(
    "text",
    [
        "",
        made_up_song("sad", "en", 1, 3),
        made_up_song("sad", "zh", 1, 3),
        "\n".join(f"la la la oh oh {'na ' * n}yeah" for n in range(40)),
        "\n".join(f"昨日の夜に君を{n}人で待っていた橋の上で星を見ている" for n in range(30)),
        "\n".join(f"мы стоим на мосту и ждём {n} лодок до самого утра" for n in range(30)),
    ],
)
def test_it_is_silent_where_there_is_too_little_to_go_by(network: LyricNetwork, text: str) -> None:
    assert network.read(text) is None


def test_another_process_reads_the_same_without_torch(network: LyricNetwork) -> None:
    text = made_up_song("angry", "en", 7)
    program = (
        "import sys; from player.paths import models_dir;"
        "from player.tagging.lyric_emotion import LyricNetwork;"
        "print(repr(LyricNetwork.load(models_dir()).read(sys.argv[1])));"
        "assert not {'torch', 'sklearn', 'transformers', 'librosa'} & set(sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, text], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == repr(network.read(text))


def test_changed_weights_are_refused(models: Path) -> None:
    file = models / LyricCard.load(models).weights_file
    raw = bytearray(file.read_bytes())
    raw[-1] ^= 1
    file.write_bytes(raw)
    with pytest.raises(NetworkFileError, match="belongs"):
        LyricNetwork.load(models)


def test_missing_files_are_refused(models: Path) -> None:
    (models / LyricCard.load(models).weights_file).unlink()
    with pytest.raises(NetworkFileError, match="missing"):
        LyricNetwork.load(models)
    (models / LYRIC_CARD_FILE).unlink()
    with pytest.raises(NetworkFileError, match="missing"):
        LyricNetwork.load(models)


@pytest.mark.parametrize("changes", [{"format": 99}, {"text_version": 99}])
def test_another_version_is_refused(models: Path, changes: dict[str, object]) -> None:
    change(models, **changes)
    with pytest.raises(NetworkFileError, match="another version"):
        LyricNetwork.load(models)


def test_wrong_shapes_are_refused(models: Path) -> None:
    weights = json.loads((models / LYRIC_CARD_FILE).read_text())["weights"]
    weights["tensors"]["en.alpha"] = [1, 4]
    change(models, weights=weights)
    with pytest.raises(NetworkFileError, match="belongs"):
        LyricNetwork.load(models)


@pytest.mark.parametrize("part", ["experts", "families"])
def test_a_card_that_does_not_fit_the_weights_is_refused(models: Path, part: str) -> None:
    languages = json.loads((models / LYRIC_CARD_FILE).read_text())["languages"]
    languages["en"][part] = {"nobody": ["words"]} if part == "experts" else ["syllables"]
    change(models, languages=languages)
    with pytest.raises(NetworkFileError, match="belongs"):
        LyricNetwork.load(models)


@pytest.mark.parametrize(
    "changes",
    [
        {"languages": {}},
        {"languages": None},
        {"weights": {"file": "../x", "sha256": "", "tensors": {}}},
        {"songs": 3},
    ],
)
def test_a_damaged_card_is_refused(models: Path, changes: dict[str, object]) -> None:
    change(models, **changes)
    with pytest.raises(NetworkFileError, match="damaged"):
        LyricNetwork.load(models)
