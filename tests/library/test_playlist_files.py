from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.errors import DataFileError
from player.library.playlist_files import READERS, PlaylistEntry, m3u, read_playlist
from player.library.track import FileStamp, Metadata, Track
from player.library.xspf import NotXspfError, read_xspf


def read(folder, name: str, data: bytes):
    (folder / name).write_bytes(data)
    return read_playlist(folder / name)


def first_paths(playlist) -> list[str]:
    return [entry.paths[0] for entry in playlist.entries]


def test_m3u_with_titles_comments_and_every_way_to_write_a_path(tmp_path):
    playlist = read(
        tmp_path,
        "Evening.m3u8",
        b"\xef\xbb\xbf#EXTM3U\r\n#PLAYLIST:Evening songs\r\n\r\n"
        b"#EXTINF:123,Artist - Title, live\r\nsub/one.mp3\r\n"
        b"../two.FLAC\r\n/abs/three.ogg\r\n..\\back\\four.mp3\r\n"
        b"file:///with%20space/%E6%AD%8C.mp3\r\nfile://localhost/five.mp3\r\n"
        b"Opeth: Live.mp3\r\nhttp://radio.example/stream.mp3\r\nfilm.avi\r\n",
    )
    assert playlist.name == "Evening songs"
    assert playlist.left_out == 2
    parent = str(tmp_path.parent)
    assert first_paths(playlist)[:3] == [
        f"{tmp_path}/sub/one.mp3", f"{parent}/two.FLAC", "/abs/three.ogg",
    ]  # fmt: skip
    assert f"{parent}/back/four.mp3" in playlist.entries[3].paths
    assert first_paths(playlist)[4:] == [
        "/with space/歌.mp3", "/five.mp3", f"{tmp_path}/Opeth: Live.mp3",
    ]  # fmt: skip
    assert [entry.title for entry in playlist.entries[:2]] == ["Artist - Title, live", ""]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("音乐/月亮代表我的心.mp3\n音乐/甜蜜蜜.mp3\n".encode("gb18030"), "月亮代表我的心.mp3"),
        ("音乐/月亮代表我的心.mp3\n".encode("utf-16"), "月亮代表我的心.mp3"),
        ("Musik/Grönemeyer - Männer.mp3\n".encode("latin-1"), "Grönemeyer - Männer.mp3"),
        ("Musik/Grönemeyer - Männer.mp3\n".encode(), "Grönemeyer - Männer.mp3"),
    ],
)
def test_names_in_any_encoding(tmp_path, data, name):
    assert read(tmp_path, "a.m3u", data).entries[0].file_name == name


def test_a_name_that_is_no_text_may_be_meant_byte_by_byte(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.mp3"
    assert os.fsdecode(path) in read(tmp_path, "a.m3u", b"caf\xe9.mp3\n").entries[0].paths


def test_a_file_whose_name_is_no_text_gives_the_playlist_one_that_is(tmp_path):
    file = tmp_path / os.fsdecode(b"caf\xe9.m3u")
    file.write_text("a.mp3\n")
    assert read_playlist(file).name == "caf\ufffd"


def test_windows_paths_keep_their_file_name(tmp_path):
    entry = read(tmp_path, "a.m3u", b"C:\\Music\\Band\\Song.mp3\r\n").entries[0]
    assert entry.file_name == "Song.mp3"


def test_pls(tmp_path):
    playlist = read(
        tmp_path,
        "b.pls",
        b"[playlist]\nNumberOfEntries=3\nFile2=two.mp3\nTitle2=The Second\nLength2=5\n"
        b"file1=one.mp3\nFile3=http://radio.example/\nVersion=2\n",
    )
    assert playlist.name == "b"
    assert first_paths(playlist) == [f"{tmp_path}/one.mp3", f"{tmp_path}/two.mp3"]
    assert playlist.entries[1].title == "The Second"
    assert playlist.left_out == 1


def test_xspf(tmp_path):
    playlist = read(
        tmp_path,
        "c.xspf",
        b'<?xml version="1.0" encoding="UTF-8"?><playlist version="1" xmlns="http://xspf.org/ns/0/">'
        b"<title>Caf\xc3\xa9 &amp; more</title><trackList>"
        b"<track><location>file:///a/one%20more.mp3</location><title>One</title>"
        b"<creator>Band</creator></track>"
        b"<track><location>sub/two%231.mp3</location></track>"
        b"<track><title>without a place</title></track>"
        b"</trackList></playlist>",
    )
    assert playlist.name == "Café & more"
    assert playlist.entries == (
        PlaylistEntry(("/a/one more.mp3",), "Band - One"),
        PlaylistEntry((f"{tmp_path}/sub/two#1.mp3",), ""),
    )


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE p [<!ENTITY a "aa">]><playlist><title>&a;</title></playlist>',
        b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///x">]><playlist><title>&x;</title></playlist>',
        b'<!DOCTYPE playlist SYSTEM "http://example.org/x.dtd"><playlist/>',
        b"<html></html>",
        b"<playlist>",
        b"<playlist>" + b"<a>" * 100_000,
        b"",
    ],
)
def test_xml_that_could_harm_or_is_something_else_is_refused(data):
    with pytest.raises(NotXspfError):
        read_xspf(data)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.m3u", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no playlist"),
        ("a.m3u8", b"Dear diary,\ntoday I listened to nothing.\n", "no playlist"),
        ("a.xspf", b"<playlist><title>cut", "no playlist"),
        ("a.pdf", b"%PDF-1.4", "no playlist"),
        ("a.m3u", b"a.mp3\n" * (3 << 20), "too large"),
    ],
)
def test_other_files_are_refused_in_a_sentence(tmp_path, name, data, said):
    with pytest.raises(DataFileError) as error:
        read(tmp_path, name, data)
    assert said in str(error.value) and name in str(error.value)


def test_a_file_that_cannot_be_opened_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(DataFileError, match=r"gone\.m3u cannot be opened"):
        read_playlist(tmp_path / "gone.m3u")


@settings(max_examples=400, deadline=None)
@given(
    suffix=st.sampled_from(sorted(READERS)),
    data=st.binary(max_size=200)
    | st.text("#EXTINF:,-/\\.mp3file%0Title=[]<>&;é歌\r\n 12", max_size=200).map(str.encode),
)
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path_factory, suffix, data):
    folder = tmp_path_factory.getbasetemp()
    try:
        playlist = read(folder, "any" + suffix, data)
    except DataFileError:
        return
    assert all(path.startswith(os.sep) for entry in playlist.entries for path in entry.paths)


paths = st.builds(
    "/{}{}.mp3".format,
    st.sampled_from(["music/", "", "elsewhere/"]),
    st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1).filter(
        lambda name: os.path.normpath("/" + name + ".mp3") == "/" + name + ".mp3"
    )
    | st.sampled_from(["#1", " a ", "a\nb", "caf\udce9", "http:x", "b%20c", "x\\y"]),
)


@settings(max_examples=200, deadline=None)
@given(wanted=st.lists(paths, max_size=5))
def test_what_is_written_is_read_again(tmp_path_factory, wanted):
    folder = tmp_path_factory.getbasetemp()
    inside = [str(folder) + path for path in wanted] + wanted
    tracks = [
        Track(number, path, FileStamp(1, 1), "", Metadata("T\nitle", "A", duration_s=61.4), 0.0)
        for number, path in enumerate(inside)
    ]
    playlist = read(folder, "written.m3u8", m3u("Two\nlines", tracks, folder))
    assert len(playlist.entries) == len(inside)
    assert all(path in entry.paths for path, entry in zip(inside, playlist.entries, strict=True))
    assert all(entry.title == "A - T itle" for entry in playlist.entries)
    assert playlist.name == "Two lines"
