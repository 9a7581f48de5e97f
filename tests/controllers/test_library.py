"""The library controller over real stores: what it tells, what it keeps, what survives."""

from __future__ import annotations

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from player.controllers.track_rows import MoodDetails, make_row
from player.library.failures import failed
from player.library.track import Correction, FileStamp, Metadata, Track, Words
from player.paths import Home
from player.wording import Sentence
from tests.controllers.conftest import World, open_world
from tests.jobs.listener_library import NOW, ListenerLibrary
from tests.sound_files import encode, sweep

REFUSED = Sentence("Scan", "{folder} cannot be opened: {reason}.", {"folder": "a", "reason": "b"})


def test_rows_moods_and_styles_are_told_as_the_view_says(world: World) -> None:
    assert len(world.library.rows) == 60
    view = world.library._view
    assert view is not None
    for row in world.library.rows:
        tags, felt = view.tags(row.id), world.library.feeling(row.id)
        assert tags is not None and felt is not None
        assert felt.mood == tags.mood
        assert (felt.valence, felt.arousal) == (tags.valence, tags.arousal)
        assert world.library.style(row.id) == tags.style
    valence, arousal = world.library.dust()
    assert valence.shape == arousal.shape == (60,)
    assert world.library.feeling(10_000) is None


def test_ratings_and_favourites_are_told_and_survive(
    qtbot: QtBot, world: World, home: Home
) -> None:
    first, second = (row.id for row in world.library.rows[:2])
    with qtbot.waitSignal(world.library.stars_changed) as told:
        world.library.rate([first, second], 4)
    assert told.args == [(first, second)]
    world.library.favour([second], True)
    assert world.library.stars(first) == (4, False)
    assert world.library.stars(second) == (4, True)
    world.library.rate([first], 0)
    world.stores.close()
    again = open_world(home)
    assert again.library.stars(first) == (0, False)
    assert again.library.stars(second) == (4, True)
    assert again.library.favourites == {second}
    again.stores.close()
    world.stores = open_world(home).stores


def test_a_scan_adds_rows_and_tells_of_what_cannot_be_read(
    qtbot: QtBot, world: World, tmp_path: Path
) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    encode(folder / "one.wav", sweep(1.0, 8000), 8000)
    (folder / "broken.mp3").write_bytes(b"no music here")
    before = {row.id: row for row in world.library.rows}
    with qtbot.waitSignal(world.library.scan_finished, timeout=60_000) as finished:
        world.library.scan([str(folder)])
        world.library.scan([str(folder)])  # asked twice: runs twice, one after the other
    (report,) = finished.args
    assert report.added == 1
    titles = {row.title for row in world.library.rows}
    assert "one" in titles
    assert [Path(failure.path).name for failure in world.library.failures()] == ["broken.mp3"]
    assert all(row is before[row.id] for row in world.library.rows if row.id in before)
    with qtbot.waitSignal(world.library.scan_finished, timeout=60_000):
        pass
    assert world.library.folders() == (str(folder),)
    shutil.rmtree(folder)
    with qtbot.waitSignal(world.library.scan_finished, timeout=60_000):
        world.library.scan()
    gone = next(row for row in world.library.rows if row.title == "one")
    assert not gone.available
    world.library.forget_folder(str(folder))
    assert "one" not in {row.title for row in world.library.rows}
    assert len(world.library.rows) == 60


def test_a_folder_that_was_taken_out_comes_back_only_where_somebody_asks(
    qtbot: QtBot, world: World, tmp_path: Path
) -> None:
    folder, library = tmp_path / "music", world.library
    (folder / "album").mkdir(parents=True)
    with qtbot.waitSignal(library.scan_finished, timeout=60_000):
        library.scan([str(folder)])
    refused = failed(str(folder / "album"), REFUSED, temporary=True, now=0.0)
    world.stores.tracks.put_failures([refused])
    assert [failure.path for failure in library.failures()] == [refused.path]
    with qtbot.waitSignal(library.rows_changed):  # though it has no tracks: others watch folders
        library.forget_folder(str(folder))
    assert library.failures() == []

    world.stores.tracks.put_failures([refused])  # as a scan would that was still under way
    library._scans._try_again()
    library.scan([str(folder / "album")], patient=True)  # news of it that came too late
    library.scan([str(folder)], believe=True)  # the answer to a question of before
    assert not library.scanning and library.folders() == ()
    with qtbot.waitSignal(library.scan_finished, timeout=60_000):
        library.scan([str(folder)])
    assert library.folders() == (str(folder),)


def test_a_folder_can_be_taken_out_while_it_is_scanned(
    qtbot: QtBot, world: World, tmp_path: Path
) -> None:
    library = world.library
    for name in ("music", "more"):
        (tmp_path / name).mkdir()
        encode(tmp_path / name / "0.wav", sweep(1.0, 8000), 8000)
        for number in range(1, 300):
            shutil.copy(tmp_path / name / "0.wav", tmp_path / name / f"{number}.wav")
    library.scan([str(tmp_path / "music")])
    library.scan([str(tmp_path / "more")])
    library.scan([str(tmp_path / "music")], patient=True)
    library.forget_folder(str(tmp_path / "music"))
    qtbot.waitUntil(lambda: not library.scanning, timeout=60_000)
    assert library.folders() == (str(tmp_path / "more"),)
    assert len(library.rows) == 60 + 300
    assert all(not row.path.startswith(str(tmp_path / "music")) for row in library.rows)


def track(**metadata: object) -> Track:
    return Track(
        1,
        "/music/a name.flac",
        FileStamp(1, 2),
        "k",
        Metadata(**metadata),
        0.0,  # type: ignore[arg-type]
    )


def test_a_row_without_tags_shows_the_files_name() -> None:
    row = make_row(track())
    assert (row.title, row.artist, row.version) == ("a name", "", 2)
    assert "a name" in row.key


def test_a_mood_is_told_with_its_share_its_contrast_and_its_passage(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    filled = ListenerLibrary(home.store_dir)
    dark = Words("1", "en", (0.02, 0.45, 0.5, 0.03), -0.9, 0.25, 400)
    sure, quick, torn, unsure, corrected = (filled.add() for _ in range(5))
    whole = {"curve": ((0.0, 0.0, 0.0), (90.0, 0.0, 0.0)), "passage": (30.0, 51.0)}
    filled.analyse(sure, 0.3, -0.7, **whole)
    filled.analyse(quick, 0.3, -0.5)
    filled.analyse(torn, 0.7, 0.35, words=dark, **whole)
    filled.analyse(unsure, 0.0, 0.0, distance=2.0)  # like nothing it heard: no mood by any word
    filled.analyse(corrected, 0.3, -0.7, **whole)
    filled.listening.set_correction(Correction(corrected.id, NOW, mood="dark"))
    filled.close()
    world = open_world(home)
    library = world.library
    assert library.details(sure.id) == MoodDetails("calm", 0.8, None, "recalibrated")
    told = library.details(torn.id)
    assert told is not None and told.contrast == "bright_dark" and told.mood != "happy"
    assert library.details(unsure.id) == MoodDetails(None, None, None)
    assert library.details(10_000) is None
    passages = [library.passage(t.id) for t in (sure, quick, torn, unsure, corrected)]
    assert passages == [(30.0, 51.0), None, None, None, None]
    world.stores.close()
