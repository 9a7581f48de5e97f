"""The commands that listen: the real network on the demo library and on odd files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from player import wording
from player.__main__ import main
from player.paths import demo_dir
from player.tagging.vocabulary import MOODS, OTHER_STYLE, STYLES

KEYS = [
    *("path", "valence", "valence_sd", "arousal", "arousal_sd", "sound", "words", "contrast"),
    *("moods", "mood", "library_share"),
    *("styles", "style", "style_source", "character"),
    *("tempo_bpm", "key", "loudness_lufs", "true_peak_db", "gain_db", "duration_s"),
    *("curve", "passage", "source", "network", "version"),
    *("content", "quality", "warning", "failure"),
]
QUEUE_KEYS = [
    *("path", "title", "artist", "valence", "arousal", "mood", "style", "score", "reasons")
]


@pytest.fixture(autouse=True)
def english(monkeypatch, tmp_path):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("MOODLARK_HOME", str(tmp_path / "home"))
    yield
    wording.set_language("en")


@pytest.fixture(scope="module")
def pieces():
    return sorted(demo_dir().glob("*.opus"))


def said(capsys, *words):
    """Exit status and JSON of a command."""
    capsys.readouterr()
    status = main((*words, "--json"))
    return status, json.loads(capsys.readouterr().out)


def test_tags_of_files_outside_the_library(capsys, pieces, tmp_path):
    broken, absent = tmp_path / "broken.mp3", tmp_path / "absent.mp3"
    broken.write_bytes(b"This is no music at all.")
    files = [str(pieces[0]), str(broken), str(absent)]
    status, found = said(capsys, "tags", *files, "--strict")
    assert status == 1
    assert [item["path"] for item in found] == files
    assert all(list(item) == KEYS for item in found)
    good, bad, gone = found
    assert sum(good["moods"].values()) == pytest.approx(1.0, abs=1e-4)
    assert set(good["moods"]) == {mood.id for mood in MOODS}
    assert sum(good["styles"].values()) == pytest.approx(1.0, abs=1e-4)
    assert set(good["styles"]) == {style.id for style in STYLES} | {OTHER_STYLE}
    assert -1 <= good["valence"] <= 1 and good["valence_sd"] > 0
    assert good["loudness_lufs"] < 0 and len(good["curve"]) > 2 and good["failure"] is None
    assert good["sound"] == {
        "valence": good["valence"],
        "arousal": good["arousal"],
        "mood": good["mood"],
    }
    assert good["words"] is good["contrast"] is good["library_share"] is None
    assert bad["sound"] is bad["words"] is bad["passage"] is None
    assert "broken.mp3" in bad["failure"] and bad["mood"] is None and bad["curve"] is None
    assert "absent.mp3" in gone["failure"]
    _, (gone,) = said(capsys, "tags", str(absent), "--language", "zh")
    assert gone["failure"].isascii() is False and "No such file" not in gone["failure"]


def test_the_same_file_gives_the_same_bytes_twice(capsys, pieces):
    for words in (
        ("tags", "--json", str(pieces[1])),
        ("tags", "--quick", "--json", str(pieces[1])),
    ):
        capsys.readouterr()
        main(words)
        once = capsys.readouterr().out
        main(words)
        assert capsys.readouterr().out == once


def test_every_field_is_documented(capsys, pieces, tmp_path):
    page = (Path(__file__).parents[1] / "docs" / "COMMANDS.md").read_text(encoding="utf-8")
    said(capsys, "scan", str(pieces[0].parent))
    documents = [
        said(capsys, "tag", "--limit", "1")[1],
        said(capsys, "status")[1],
        said(capsys, "scan")[1],
    ]
    fields = {*KEYS, *QUEUE_KEYS, *(name for document in documents for name in document)}
    assert [name for name in sorted(fields) if f"`{name}`" not in page] == []


def test_a_quick_look_leaves_unknown_what_it_did_not_hear(capsys, pieces):
    status, (found,) = said(capsys, "tags", "--quick", str(pieces[0]))
    assert status == 0
    assert found["loudness_lufs"] is None and found["curve"] is None
    assert found["moods"] is not None


def test_scan_tag_queue(capsys, pieces):
    assert said(capsys, "scan", str(demo_dir()))[1]["added"] == len(pieces)
    status, first = said(capsys, "tag", "--limit", "2")
    assert (status, first["tagged"], first["left"]) == (0, 2, len(pieces) - 2)
    status, rest = said(capsys, "tag")
    assert (status, rest["tagged"], rest["left"]) == (0, len(pieces) - 2, 0)
    assert said(capsys, "tag")[1]["tagged"] == 0
    assert said(capsys, "status")[1]["tagged"] == len(pieces)

    status, queue = said(capsys, "queue", "--at=0.4,0.7", "--count", "4", "--seed", "3")
    assert status == 0 and len(queue) == 4
    assert said(capsys, "queue", "--at=0.4,0.7", "--count", "4", "--seed", "3")[1] == queue
    for item in queue:
        assert list(item) == QUEUE_KEYS
        assert all(list(reason) == ["term", "contribution", "text"] for reason in item["reasons"])
        total = sum(reason["contribution"] for reason in item["reasons"])
        assert total == pytest.approx(item["score"], abs=1e-5)
    _, quiet = said(capsys, "queue", "--at=0.4,-0.7", "--count", "4", "--seed", "3")
    assert mean(quiet, "arousal") < mean(queue, "arousal")

    _, (known,) = said(capsys, "tags", "--quick", str(pieces[0]))
    share = known["library_share"]
    assert set(share) == set(known["moods"])
    assert {round(less * len(pieces), 6) for less in share.values()} <= set(range(len(pieces)))

    main(("queue", "--mood", "平静", "--count", "2", "--language", "zh"))
    assert "平静" in capsys.readouterr().out


def mean(queue, name):
    return sum(item[name] for item in queue) / len(queue)


def test_the_listener_s_correction_stands_above_the_network(capsys, monkeypatch, pieces, tmp_path):
    from player.jobs.session import OpenStores
    from player.library.track import Correction
    from player.paths import Home

    main(("scan", str(demo_dir())))
    monkeypatch.chdir(pieces[0].parent.parent)
    with OpenStores(Home(tmp_path / "home")) as stores:
        track = stores.tracks.by_path(str(pieces[0]))
        stores.listening.set_correction(Correction(track.id, made_at=0.0, mood="tense"))
    _, (found,) = said(capsys, "tags", "--quick", f"../resources/demo/{pieces[0].name}")
    assert (found["mood"], found["source"]) == ("tense", "listener")
