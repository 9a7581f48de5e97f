"""Plain ID3 tags are read as mutagen reads them; what is not plain is left to it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen import id3
from mutagen.id3 import APIC, ID3, TALB, TCON, TDRC, TIT2, TPE1, TRCK, TXXX, USLT

from player.library.artwork import has_embedded_cover
from player.library.mojibake import repair
from player.library.plain_id3 import PlainTag, read_plain
from player.library.tag_fields import Fields, id3_fields, plain_id3_fields

_SOUND = b"\xff\xfb\x90\x00" * 100

_words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
_texts = st.lists(_words, min_size=1, max_size=3)
_encodings = st.sampled_from([0, 1, 2, 3])


def _frames() -> st.SearchStrategy:
    def text(kind):
        return st.builds(kind, encoding=_encodings, text=_texts)

    years = st.integers(1500, 2099).map(str)
    dates = st.one_of(years, years.map(lambda y: y + "-05-17"), _words)
    return st.one_of(
        *map(text, (TIT2, TPE1, TALB, id3.TPE2, id3.TMOO, TRCK, id3.TPOS, TCON)),
        st.builds(TCON, encoding=_encodings,
                  text=st.sampled_from([["Rock"], ["(17)"], ["9", "CR"]])),
        *(st.builds(kind, encoding=_encodings, text=st.lists(dates, min_size=1, max_size=2))
          for kind in (TDRC, id3.TDOR, id3.TYER, id3.TORY)),
        st.builds(TXXX, encoding=_encodings, text=_texts,
                  desc=st.sampled_from(["MOOD", "replaygain_track_gain", "lyrics", "x", "标签"])),
        st.builds(USLT, encoding=_encodings, lang=st.just("eng"), text=_words,
                  desc=st.sampled_from(["", "d"])),
        st.builds(id3.COMM, encoding=_encodings, lang=st.just("eng"), text=_texts),
        st.builds(APIC, encoding=_encodings, mime=st.just("image/png"), type=st.just(3),
                  desc=_words, data=st.binary(max_size=300)),
        st.builds(id3.PRIV, owner=st.just("x"), data=st.binary(max_size=20)),
        st.builds(id3.RVA2, desc=st.just("track"), channel=st.just(1), gain=st.just(-3.0),
                  peak=st.just(0.5)),
    )  # fmt: skip


def latin(frame) -> bool:
    """Whether *frame* can be written in the encoding it claims."""
    words = [getattr(frame, "desc", ""), *(frame.text if hasattr(frame, "text") else ())]
    return all(ord(char) < 256 for text in words for char in str(text))


def length_of(data: bytes) -> int:
    """Bytes of the tag at the start of *data*."""
    if data[:3] != b"ID3":
        return 0
    return 10 + (data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9])


def by_mutagen(path: Path) -> tuple[Fields, bool]:
    try:
        tags = ID3(path)
    except id3.ID3NoHeaderError:
        return {}, False
    return id3_fields(tags), bool(tags.getall("APIC"))


def plainly(data: bytes) -> tuple[Fields, bool] | None:
    tag = read_plain(data[: length_of(data)], data[-512:])
    return None if tag is None else (plain_id3_fields(tag), has_embedded_cover(tag))


def differences(one: tuple[Fields, bool], other: tuple[Fields, bool]) -> dict[str, object]:
    """What the two say otherwise; of dates only the year counts, and no text is as good as none."""
    told = [
        {
            "picture": picture,
            **{name: texts for name, texts in fields.items() if texts},
            "date": list(dict.fromkeys(text[:4] for text in fields.get("date", ()))),
        }
        for fields, picture in (one, other)
    ]
    names = told[0].keys() | told[1].keys()
    return {
        name: (told[0].get(name), told[1].get(name))
        for name in names
        if told[0].get(name) != told[1].get(name)
    }


@settings(max_examples=150, deadline=None)
@given(frames=st.lists(_frames(), max_size=8), version=st.sampled_from([3, 4]), v1=st.booleans())
def test_whatever_is_read_is_what_mutagen_reads(tmp_path_factory, frames, version, v1):
    path = tmp_path_factory.mktemp("tag") / "a.mp3"
    path.write_bytes(_SOUND)
    tags = ID3()
    for frame in frames:
        if getattr(frame, "encoding", 3) or latin(frame):
            tags.add(frame)
    if version == 3:
        tags.update_to_v23()
    try:
        tags.save(path, v2_version=version, v1=2 if v1 else 0)
    except UnicodeEncodeError:  # a year that ID3v1 cannot hold
        return
    read = plainly(path.read_bytes())
    assert read is None or differences(read, by_mutagen(path)) == {}


def test_damaged_tags_are_left_to_mutagen_or_read_like_it(tmp_path):
    path, chance = tmp_path / "a.mp3", random.Random(5)
    tags = ID3()
    for frame in (TIT2(encoding=1, text=["标题", "二"]), TPE1(encoding=0, text=["Ünal"]),
                  TRCK(encoding=0, text=["3/12"]), TALB(encoding=3, text=["b" * 200]),
                  TDRC(encoding=0, text=["1999"]),
                  TCON(encoding=0, text=["Rock"]), TXXX(encoding=1, desc="MOOD", text=["Happy"]),
                  USLT(encoding=1, lang="eng", desc="", text="la"),
                  APIC(encoding=0, mime="image/png", desc="x", data=bytes(400))):  # fmt: skip
        tags.add(frame)
    compared = 0
    for version in (3, 4):
        path.write_bytes(_SOUND)
        tags.save(path, v2_version=version, v1=2)
        whole = path.read_bytes()
        assert plainly(whole) is not None
        for _ in range(400):
            data = bytearray(whole)
            for _flip in range(chance.choice((1, 2, 5))):
                data[chance.randrange(3, 700)] ^= 1 << chance.randrange(8)
            read = plainly(bytes(data))
            if read is not None and length_of(bytes(data)) < len(data):
                path.write_bytes(data)
                compared += 1
                assert differences(read, by_mutagen(path)) == {}
    assert compared > 100


@pytest.mark.parametrize("version", [3, 4])
def test_usual_tags_are_plain(tmp_path, version):
    path = tmp_path / "a.mp3"
    path.write_bytes(_SOUND)
    tags = ID3()
    for frame in (TIT2(encoding=1, text=["标题"]), TPE1(encoding=1, text=["歌手"]),
                  TALB(encoding=1, text=["b"]), TRCK(encoding=0, text=["3/12"]),
                  TDRC(encoding=0, text=["1999-05"]), TCON(encoding=0, text=["Rock"]),
                  TXXX(encoding=1, desc="MOOD", text=["Happy"]),
                  APIC(encoding=1, mime="image/jpeg", desc="图", data=bytes(9000))):  # fmt: skip
        tags.add(frame)
    if version == 3:
        tags.update_to_v23()
    tags.save(path, v2_version=version, v1=2)
    tag = read_plain(path.read_bytes()[: length_of(path.read_bytes())], path.read_bytes()[-512:])
    assert tag is not None
    assert tag.has_picture
    fields = plain_id3_fields(tag)
    assert (fields["title"], fields["mood"]) == (["标题"], ["Happy"])
    assert fields["date"][0].startswith("1999")
    assert differences((fields, True), by_mutagen(path)) == {}


def test_mislabelled_chinese_is_made_readable():
    text = "晴朗的早晨".encode("gbk").decode("latin-1")
    body = b"\x00" + text.encode("latin-1")
    frame = b"TIT2" + len(body).to_bytes(4, "big") + b"\x00\x00" + body
    tag = read_plain(b"ID3\x03\x00\x00\x00\x00\x00" + bytes((len(frame),)) + frame, b"")
    assert tag is not None
    assert plain_id3_fields(tag) == {"title": [repair([text])[text]]} == {"title": ["晴朗的早晨"]}


def test_no_tag_says_nothing():
    assert read_plain(b"", b"") == PlainTag((), has_picture=False)
    assert read_plain(b"", b"TAG" + bytes(125)) is None
