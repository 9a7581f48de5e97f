"""The readers of foreign logs: every usual shape, and nothing that makes them stumble."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.evaluation.listening_log import Log, comparable
from player.evaluation.listening_reading import read_log
from player.evaluation.listening_table import read_table
from player.evaluation.listening_times import parse_time

AT = 1704203100.0
"""2 January 2024, 13:45:00 UTC."""


def names(log: Log) -> list[tuple[str, str, str]]:
    return [(track.artist, track.title, track.album) for track in log.tracks]


@pytest.mark.parametrize(
    "text",
    [
        "1704203100",
        "1704203100.0",
        "1704203100000",
        "1704203100000000",
        "2024-01-02T13:45:00Z",
        "2024-01-02 13:45:00",
        "2024-01-02T14:45:00+01:00",
        "2024-01-02 13:45:00 UTC",
        "02 Jan 2024, 13:45",
        "2 January 2024 13:45",
        "Jan 2, 2024 1:45 PM",
        "2024/1/2 13:45",
        "02.01.2024 13:45",
        "Tue, 02 Jan 2024 13:45:00 +0000",
        "2024年1月2日 13:45",
    ],
)
def test_a_time_is_understood_in_every_usual_spelling(text: str) -> None:
    assert parse_time(text) == AT


@pytest.mark.parametrize(
    "text", ["", "0", "now", "Radiohead", "01 Jan 1970, 00:00", "2024-13-45", "3:45", "99", "1984"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert parse_time(text) is None


@given(st.text(max_size=80))
def test_no_text_makes_the_reader_of_times_raise(text: str) -> None:
    parse_time(text)
    parse_time(text, month_first=True)


def test_day_and_month_are_told_apart_by_the_whole_file() -> None:
    rows = "date,artist,track\n01/02/2024 10:00,A,One\n01/13/2024 10:00,A,Two\n"
    log = read_table(rows.encode())
    assert [play.at for play in log.plays] == [
        parse_time("2024-01-02T10:00:00Z"),
        parse_time("2024-01-13T10:00:00Z"),
    ]


HEADED = "uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_ending_gives_the_same(encoding: str, ending: str) -> None:
    body = '1704203100,"02 Jan 2024, 13:45",周杰伦,,叶惠美,,晴天,\n'
    log = read_table((HEADED + body * 3).replace("\n", ending).encode(encoding))
    assert names(log) == [("周杰伦", "晴天", "叶惠美")]
    assert [play.at for play in log.plays] == [AT]
    assert log.duplicates == 2
    assert log.bad == ()


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_every_delimiter_is_recognised(delimiter: str) -> None:
    rows = [["time", "artist", "track"], ["1704203100", "A", "One"], ["1704203400", "B", "Two"]]
    log = read_table("\n".join(delimiter.join(row) for row in rows).encode())
    assert names(log) == [("A", "One", ""), ("B", "Two", "")]


def test_a_table_without_names_is_read_by_what_stands_in_it() -> None:
    last_fm = b'Radiohead,OK Computer,Airbag,"02 Jan 2024, 13:45"\n'
    assert names(read_table(last_fm)) == [("Radiohead", "Airbag", "OK Computer")]
    assert names(read_table(b"1704203100,Radiohead,Airbag,OK Computer\n")) == [
        ("Radiohead", "Airbag", "OK Computer")
    ]
    assert names(read_table(b"Radiohead\tAirbag\t2024-01-02T13:45:00Z\n")) == [
        ("Radiohead", "Airbag", "")
    ]


def test_seconds_heard_tell_what_was_cut_short() -> None:
    log = read_table(
        b"timestamp,artist,track,seconds_played,duration\n"
        b"1704203100,A,One,20,200\n1704203200,A,Two,3:20,3:20\n1704203500,A,Three,,200\n"
    )
    assert [play.cut_short for play in log.plays] == [True, False, None]
    assert [play.played_s for play in log.plays] == [20.0, 200.0, None]
    spotify = read_table(
        b"ts,ms_played,master_metadata_track_name,master_metadata_album_artist_name,skipped\n"
        b"2024-01-02T13:45:00Z,4000,One,A,true\n2024-01-02T13:46:00Z,180000,Two,A,false\n"
    )
    assert [(play.played_s, play.cut_short) for play in spotify.plays] == [
        (4.0, True),
        (180.0, False),
    ]


def test_a_time_of_another_name_and_a_time_of_day_apart_from_the_date_are_found() -> None:
    named = b"Artist;Album;AlbumId;Track;Date#someone\nA;R;12-ab;One;1704203100000\n"
    log = read_table(named)
    assert names(log) == [("A", "One", "R")]
    assert log.plays[0].at == AT
    apart = b"Date,Time,Artist,Title\n2024-01-02,13:45,A,One\n2024-01-02,13:50:30,A,Two\n"
    assert [play.at - AT for play in read_table(apart).plays] == [0, 330]
    both = b"timestamp,time,artist,title\n1704203100,13:45,A,One\n"
    assert read_table(both).plays[0].at == AT


def test_json_as_listenbrainz_and_spotify_write_it() -> None:
    lines = (
        b'{"listened_at": 1704203100, "track_metadata": {"artist_name": "A", "track_name": "One",'
        b' "release_name": "R", "additional_info": {"duration_ms": 200000, "artist_names": ["A"]}}}'
    )
    log = read_table(lines + b"\n\nno object\n" + lines.replace(b"203100", b"203400"))
    assert names(log) == [("A", "One", "R")]
    assert [play.at - AT for play in log.plays] == [0, 300]
    assert log.tracks[0].duration_s == 200.0
    assert [bad.line for bad in log.bad] == [3]
    spotify = (
        b'[{"endTime": "2024-01-02 13:45", "artistName": "A", "trackName": "One",'
        b' "msPlayed": 4000}, {"endTime": "2024-01-02 13:49", "artistName": "A",'
        b' "trackName": "Two", "msPlayed": 180000}, 7]'
    )
    log = read_table(spotify)
    assert names(log) == [("A", "One", ""), ("A", "Two", "")]
    assert [play.played_s for play in log.plays] == [4.0, 180.0]
    assert [bad.line for bad in log.bad] == [3]


def test_rockbox_logs_are_read() -> None:
    log = read_table(
        b"#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/Rockbox\n"
        b"A\tAlbum\tOne\t3\t200\tL\t1704203100\t\nA\tAlbum\tTwo\t4\t210\tS\t1704203400\t\n"
    )
    assert names(log) == [("A", "One", "Album"), ("A", "Two", "Album")]
    assert [play.cut_short for play in log.plays] == [False, True]
    assert log.tracks[0].duration_s == 200.0


def test_stray_quotes_do_not_swallow_lines_and_quoted_cells_may_hold_line_feeds() -> None:
    log = read_table(
        b"timestamp,artist,track\n"
        b'1704203100,"Heroes,One\n'
        b'1704203400,"Weird Al" Yankovic,Two\n'
        b'1704203700,A,"Thr\nee, four"\n'
        b'1704204000,B,"say ""hi"""\n'
    )
    assert names(log) == [
        ('"Heroes', "One", ""),
        ("Weird Al Yankovic", "Two", ""),
        ("A", "Thr ee, four", ""),
        ("B", 'say "hi"', ""),
    ]


def test_lines_that_cannot_be_used_are_named_with_their_number() -> None:
    log = read_table(
        b"timestamp,artist,track\n1704203100,A,One\n,A,Playing now\n1704203400,A,\nx\n"
    )
    assert [(bad.line, str(bad.why)) for bad in log.bad] == [
        (3, "it has no time"),
        (4, "it has no title"),
        (5, "it has no time"),
    ]
    assert len(log.plays) == 1


def test_a_play_written_twice_counts_once_and_another_spelling_is_the_same_track() -> None:
    log = read_table(
        b"timestamp,artist,track,album\n1704203100,Bjork,Joga,\n1704203101,BJORK,joga ,Homogenic\n"
        b"1704203100,Other,Joga,\n1704203400,Bjork,Joga,\n"
    )
    assert log.duplicates == 1
    assert names(log) == [("Bjork", "Joga", "Homogenic"), ("Other", "Joga", "")]
    assert [(play.at - AT, play.track) for play in log.plays] == [(0, 0), (0, 1), (300, 0)]


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    log = read_table(data)
    assert all(0 <= play.track < len(log.tracks) for play in log.plays)


@given(st.text(alphabet='0123456789,;\t"\n\r:. ABa-/', max_size=300))
def test_no_table_makes_the_reader_raise(text: str) -> None:
    read_table(("timestamp,artist,track\n" + text).encode())


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["ts", "track", "a"]), inner)
        ),
    )
)
def test_no_json_makes_the_reader_raise(value: object) -> None:
    read_table(json.dumps(value).encode())
    read_table(json.dumps([value, {"ts": 1704203100, "track": value}]).encode())


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='",'), min_size=1)


@given(
    st.lists(
        st.tuples(st.integers(1_500_000_000, 1_500_000_500), CELLS, CELLS, CELLS), max_size=30
    ),
    st.integers(),
)
def test_the_order_of_the_lines_says_nothing(
    plays: list[tuple[int, str, str, str]], seed: int
) -> None:
    def log_of(rows: list[tuple[int, str, str, str]]) -> Log:
        lines = [f'{at},"{artist}","{title}","{album}"' for at, artist, title, album in rows]
        return read_table("\n".join(["uts,artist,track,album", *lines]).encode())

    shuffled = plays.copy()
    random.Random(seed).shuffle(shuffled)
    one, other = log_of(plays), log_of(shuffled)
    assert one.plays == other.plays
    assert one.tracks == other.tracks
    assert [play.at for play in one.plays] == sorted(play.at for play in one.plays)


def test_what_is_no_log_has_no_plays() -> None:
    assert read_log(b"", "empty.csv").plays == ()
    assert read_log(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "cover.png").plays == ()
    assert read_log(b'{"a": 1}', "some.json").plays == ()
    assert comparable("  BJÖRK \t Guðmundsdóttir ") == "björk guðmundsdóttir"
