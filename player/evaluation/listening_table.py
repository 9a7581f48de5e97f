"""A table of plays as exporters of scrobbles write it -> a :class:`Log`: :func:`read_table`.

Pure Python, command line only. Columns are found by their names, or without names by what stands in
them. Must never raise on any bytes: a line that cannot be used is counted and named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from player.evaluation.listening_json import json_rows
from player.evaluation.listening_log import (
    BadLine,
    Heard,
    Log,
    LoggedTrack,
    of_plays,
    was_cut_short,
)
from player.evaluation.listening_text import Row, decoded, rows_of
from player.evaluation.listening_times import names_month_first, parse_time
from player.wording import Sentence, sentence

_NAMES: dict[str, tuple[str, ...]] = {
    "time": (
        *("uts", "timestamp", "listenedat", "playedat", "unixtime", "unixtimestamp", "ts"),
        *("scrobbledat", "scrobbletime", "startedat", "playedon", "datetime", "utctime"),
        *("dateutc", "date", "time", "endtime", "when", "时间", "播放时间", "日期"),
    ),
    "artist": (
        *("artist", "artistname", "artistnames", "trackartist", "artists", "performer"),
        *("mastermetadataalbumartistname", "creator", "albumartist"),
        *("艺人", "艺术家", "歌手", "演唱者"),
    ),
    "title": (
        *("track", "trackname", "tracktitle", "title", "song", "songname", "songtitle"),
        *("recording", "recordingname", "mastermetadatatrackname", "name"),
        *("歌曲", "曲目", "标题", "歌名"),
    ),
    "album": (
        *("album", "albumname", "albumtitle", "release", "releasename"),
        *("mastermetadataalbumalbumname", "专辑"),
    ),
    "played": (
        *("playeds", "secondsplayed", "playedseconds", "playedsec", "listeneds"),
        *("listenedseconds", "secondslistened", "playduration", "playtime", "timeplayed"),
        *("msplayed", "playedms", "listenedms", "durationplayed", "播放时长"),
    ),
    "duration": (
        *("durations", "duration", "trackduration", "tracklength", "length", "lengths"),
        *("durationseconds", "secs", "durationms", "trackdurationms", "lengthms", "时长"),
    ),
    "skipped": ("skipped", "skip", "wasskipped"),
    "simulated": ("simulated",),
}
"""What each column may be called, letters and digits only; of several the first."""
_ROCKBOX = ("artist", "album", "title", "", "duration", "heard", "time", "")
_MILLISECONDS = ("msplayed", "playedms", "listenedms", "durationms", "trackdurationms", "lengthms")
_CLOCK = ("time", "timeutc", "timeofday", "clock")
"""What the time of day may be called where it stands apart from the date."""
_LOOKED_AT = 60
_LONGEST_S = 86_400.0
_YES, _NO = frozenset({"true", "1", "yes", "y", "是"}), frozenset({"false", "0", "no", "n", "否"})


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand in a row; ``None``: nowhere."""

    place: dict[str, int]
    milliseconds: frozenset[str] = frozenset()
    month_first: bool = False
    header: bool = False

    def cell(self, name: str, row: Sequence[str]) -> str:
        place = self.place.get(name)
        return row[place] if place is not None and place < len(row) else ""


def read_table(data: bytes) -> Log:
    """The plays of a table in time order; of anything else, no plays and many bad lines.

    Read are tables separated by commas, tabs, semicolons or bars, in UTF-8, UTF-16, GB 18030 or
    Windows' Western European, with a line of names (as Last.fm's and ListenBrainz's exporters,
    Spotify's history and players write them) or without one; Rockbox' ``.scrobbler.log``; and JSON
    with such names, one object a line or all in a list.
    """
    text = decoded(data)
    rows = json_rows(text) or rows_of(text, lambda cell: parse_time(cell) is not None)
    rows, rockbox = _without_remarks(rows)
    columns = _rockbox_columns() if rockbox else _columns(rows)
    heard, bad = [], []
    body = rows[1:] if columns.header else rows
    for line, row in body:
        play = _play(columns, row)
        if isinstance(play, Sentence):
            bad.append(BadLine(line, play))
        else:
            heard.append(play)
    simulated = any(columns.cell("simulated", row).casefold() in _YES for _, row in body)
    return replace(of_plays(heard, bad=bad), simulated=simulated)


def _play(columns: _Columns, row: Sequence[str]) -> Heard | Sentence:
    at = _time(columns, row)
    if at is None:
        return sentence("Evaluation", "it has no time")
    title = columns.cell("title", row)
    if not title:
        return sentence("Evaluation", "it has no title")
    played_s = _seconds(columns, "played", row)
    duration_s = _seconds(columns, "duration", row)
    album = columns.cell("album", row)
    track = LoggedTrack(title, columns.cell("artist", row), album, duration_s or None)
    return Heard(at, track, played_s, _cut_short(columns, row, played_s, duration_s))


def _time(columns: _Columns, row: Sequence[str]) -> float | None:
    said, clock = columns.cell("time", row), columns.cell("clock", row)
    both = parse_time(f"{said} {clock}", month_first=columns.month_first) if clock else None
    return parse_time(said, month_first=columns.month_first) if both is None else both


def _cut_short(
    columns: _Columns, row: Sequence[str], played_s: float | None, duration_s: float | None
) -> bool | None:
    """By the seconds heard; else by a column that says so."""
    measured = was_cut_short(played_s, duration_s)
    if measured is not None:
        return measured
    if heard := columns.cell("heard", row).upper():  # L listened, S skipped
        return {"L": False, "S": True}.get(heard)
    said = columns.cell("skipped", row).casefold()
    return True if said in _YES else False if said in _NO else None


def _seconds(columns: _Columns, name: str, row: Sequence[str]) -> float | None:
    """``187``, ``187.5``, ``3:07`` or ``1:02:03`` -> seconds; milliseconds where its name says."""
    parts = columns.cell(name, row).replace(",", ".").split(":")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    if len(numbers) > 3:
        return None
    seconds = 0.0
    for number in numbers:
        seconds = 60.0 * seconds + number
    if name in columns.milliseconds:
        seconds /= 1e3
    return seconds if 0.0 <= seconds <= _LONGEST_S else None


# Which column is what --------------------------------------------------------------------------


def _without_remarks(rows: list[Row]) -> tuple[list[Row], bool]:
    """Rows without lines that begin with ``#``, and whether these say it is Rockbox' log."""
    if not (rows and rows[0][1][0].upper().startswith("#AUDIOSCROBBLER")):
        return rows, False
    return [row for row in rows if not row[1][0].startswith("#")], True


def _rockbox_columns() -> _Columns:
    return _Columns({name: place for place, name in enumerate(_ROCKBOX) if name})


def _columns(rows: Sequence[Row]) -> _Columns:
    if not rows:
        return _Columns({})
    body = [row for _, row in rows[1 : 1 + _LOOKED_AT]]
    found = _named(rows[0][1], body)
    if found is None:
        body = [rows[0][1], *body]
        found = _Columns(_guessed(body))
    says = [names_month_first(found.cell("time", row)) for row in body]
    month_first = True in says and False not in says
    return _Columns(found.place, found.milliseconds, month_first, found.header)


def _named(first: Sequence[str], body: Sequence[Sequence[str]]) -> _Columns | None:
    """By the names in the first line; ``None`` when it holds none. A time of another name is where
    times stand."""
    names = ["".join(filter(str.isalnum, cell.casefold())) for cell in first]
    place, milliseconds = {}, set()
    for kind, spellings in _NAMES.items():
        known = next((name for name in spellings if name in names), None)
        if known is not None:
            place[kind] = names.index(known)
            if known in _MILLISECONDS:
                milliseconds.add(kind)
    if "title" not in place:
        return None
    if "time" not in place:
        times = _times(body)
        if not any(times):
            return None
        place["time"] = times.index(max(times))
    clock = next((name for name in _CLOCK if name in names), None)
    if clock is not None and names.index(clock) != place["time"]:
        place["clock"] = names.index(clock)
    return _Columns(place, frozenset(milliseconds), header=True)


def _times(body: Sequence[Sequence[str]]) -> list[int]:
    """How many times stand in each column."""
    width = max((len(row) for row in body), default=0)
    return [
        sum(place < len(row) and parse_time(row[place]) is not None for row in body)
        for place in range(width)
    ]


def _guessed(body: Sequence[Sequence[str]]) -> dict[str, int]:
    """Without names: the time is where times stand. What is left of it, or else right of it, is
    artist, album, track (as a well-known exporter for Last.fm writes) or artist, track, album."""
    times = _times(body)
    if not any(times):
        return {}
    width, time = len(times), times.index(max(times))
    before = [place for place in range(time) if not times[place]]
    after = [place for place in range(time + 1, width) if not times[place]]
    if len(before) >= 2:
        order = ("artist", "album", "title") if len(before) >= 3 else ("artist", "title")
        return {"time": time, **dict(zip(order, before, strict=False))}
    if len(after) == 1:
        return {"time": time, "title": after[0]}
    return {"time": time, **dict(zip(("artist", "title", "album", "played"), after, strict=False))}
