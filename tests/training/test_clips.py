from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from player.errors import UsageError
from player.training.clips import load_clips, regroup
from player.training.folds import FOLDS, joined, make_folds

_FELT = "joyful_activation,calmness,power,tenderness,tension,sadness"


def _write(file: Path, *lines: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def _split_groups(clips) -> list[str]:
    folds = defaultdict(set)
    for clip in clips:
        folds[clip.group].add((clip.kind, clip.fold))
    return [group for group, places in folds.items() if len(places) > 1]


def test_one_manifest_beside_the_music_is_enough(tmp_path: Path) -> None:
    _write(
        tmp_path / "manifest.csv",
        "File, Style ,valence,arousal,n_raters",
        "a/one.wav,Hip Hop,0.5,-1,12",
        "two.flac,,,,",
    )
    one, two = load_clips(tmp_path)
    assert (one.name, one.path) == ("a/one.wav", tmp_path / "a" / "one.wav")
    assert (one.style, one.valence, one.arousal, one.raters) == ("hip-hop", 0.5, -1.0, 12)
    assert two.labels == (None, None, None, None)
    assert one.corpus == two.corpus == tmp_path.name
    assert one.group != two.group
    assert {one.fold, two.fold} == {0, 1}


def test_every_folder_with_a_manifest_is_a_corpus(tmp_path: Path) -> None:
    audio = tmp_path / "audio"
    _write(audio / "mine" / "manifest.csv", "file,artist", "a.wav,The  Owls", "b.wav,Wren")
    _write(audio / "yours" / "manifest.csv", "file,artist", "a.wav,the owls", "c.wav,")
    _write(audio / "felt" / "manifest.csv", f"file,{_FELT}", "x.wav,0,.1,.2,.3,.4,1", "y.wav,,,,,,")
    (audio / "empty").mkdir()
    clips = {clip.name: clip for clip in load_clips(tmp_path)}
    assert list(load_clips(audio)) == list(clips.values())
    assert sorted(clips) == [
        "felt/x.wav", "felt/y.wav", "mine/a.wav", "mine/b.wav", "yours/a.wav", "yours/c.wav",
    ]  # fmt: skip
    assert clips["felt/x.wav"].emotions == (0.0, 0.1, 0.2, 0.3, 0.4, 1.0)
    assert clips["felt/y.wav"].emotions is None
    assert clips["mine/a.wav"].group == clips["yours/a.wav"].group
    assert clips["mine/a.wav"].fold == clips["yours/a.wav"].fold
    assert clips["mine/b.wav"].kind == clips["yours/c.wav"].kind == "mine+yours"
    assert clips["felt/x.wav"].kind == "felt"


def test_the_widest_grouping_counts_and_the_table_of_folds_wins(tmp_path: Path) -> None:
    _write(
        tmp_path / "manifest.csv",
        "file,group,artist,gtzan_id",
        "a.wav,g,Owls,1",
        "b.wav,,Owls,2",
        "c.wav,,,3",
        "d.wav,,Owls,",
    )
    assert [c.group for c in load_clips(tmp_path)] == ["g", "owls", "3", "owls"]
    _write(tmp_path / "folds.csv", "file,group,fold", "d.wav,own,4", "a.wav,g,2")
    clips = load_clips(tmp_path)
    assert [(c.name, c.group) for c in clips] == [
        ("d.wav", "own"), ("a.wav", "g"), ("b.wav", "owls"), ("c.wav", "3"),
    ]  # fmt: skip
    assert [c.fold for c in clips[:2]] == [4, 2]
    assert all(0 <= clip.fold <= 4 for clip in clips)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("name,valence", "a.wav,1"), r"manifest\.csv, row 1: there is no column file"),
        (("file,valence", "a.wav,0", "b.wav,sad"), r"row 3, column valence: “sad” is not a number"),
        (("file,valence", "a.wav,nan"), r"row 2, column valence: “nan” is not a number"),
        (("file,arousal", "a.wav,7"), r"row 2, column arousal: 7 is not between -1 and 1"),
        (("file,n_raters", "a.wav,0"), r"column n_raters: 0 is less than 1"),
        (("file,n_raters", "a.wav,2.5"), r"column n_raters: “2\.5” is not a whole number"),
        (("file,n_raters", "a.wav,inf"), r"column n_raters: “inf” is not a whole number"),
        ((f"file,{_FELT}", "a.wav,0,0,0,0,0,1.5"), r"column sadness: 1\.5 is not between 0 and 1"),
        ((f"file,{_FELT}", "a.wav,0,,0,0,0,0"), r"column calmness: It is empty"),
        (("file,style", ",rock"), r"row 2, column file: The name of the clip is missing"),
        (("file,style", "../a.wav,rock"), r"column file: “\.\./a\.wav” is not inside"),
        (("file,style", "a.wav,rock", "a.wav,pop"), r"row 3, column file: a\.wav is listed twice"),
        (("file,style", "a.wav,rock, roll"), r"row 2, column 3: The row has more cells"),
        (("file,style", '"a.wav,rock'), r"manifest\.csv cannot be read as a table"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_its_place(tmp_path, lines, said) -> None:
    _write(tmp_path / "manifest.csv", *lines)
    with pytest.raises(UsageError, match=said):
        load_clips(tmp_path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_bytes(b"file,style\n\xff\xfe.wav,rock\n")
    with pytest.raises(UsageError, match=r"manifest\.csv cannot be read as a table"):
        load_clips(tmp_path)


def test_a_spreadsheet_s_byte_order_mark_is_no_part_of_the_column(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_bytes(b"\xef\xbb\xbffile\r\na.wav\r\n\r\n")
    assert [clip.name for clip in load_clips(tmp_path)] == ["a.wav"]


def test_a_group_in_two_folds_is_refused(tmp_path: Path) -> None:
    _write(tmp_path / "manifest.csv", "file", "a.wav", "b.wav")
    _write(tmp_path / "folds.csv", "file,group,fold", "a.wav,g,0", "b.wav,g,1")
    with pytest.raises(UsageError, match="group g into two folds"):
        load_clips(tmp_path)


def test_a_table_of_folds_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    _write(tmp_path / "manifest.csv", "file", "a.wav")
    with pytest.raises(UsageError, match=r"other\.csv cannot be read"):
        load_clips(tmp_path, tmp_path / "other.csv")


_CLIPS = st.lists(
    st.tuples(st.integers(0, 12).map(str), st.sampled_from(("rock", "jazz", "pop", ""))),
    min_size=1,
    max_size=80,
)


@given(_CLIPS, st.integers(0, 5))
def test_made_folds_cover_every_group_once_and_none_is_empty(clips, seed: int) -> None:
    groups, strata = zip(*clips, strict=True)
    folds = make_folds(groups, strata, fixed={}, seed=seed)
    assert folds.keys() == set(groups)
    assert set(folds.values()) == set(range(min(FOLDS, len(set(groups)))))
    again = make_folds(groups[::-1], strata[::-1], fixed={}, seed=seed)
    assert again == folds


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(clips=_CLIPS, corpora=st.integers(1, 3), seed=st.integers(0, 3))
def test_no_split_ever_separates_a_group(tmp_path, clips, corpora: int, seed: int) -> None:
    audio = tmp_path / "audio"
    for corpus in range(3):
        rows = [
            f"{i}.wav,{group},{style}"
            for i, (group, style) in enumerate(clips)
            if i % corpora == corpus
        ]
        _write(audio / str(corpus) / "manifest.csv", "file,group,style", *rows)
    loaded = load_clips(tmp_path, seed=seed)
    assert len(loaded) == len(clips)
    assert _split_groups(loaded) == []
    merged = regroup(loaded, [(loaded[0].group, loaded[-1].group), ("unknown", loaded[0].group)])
    assert _split_groups(merged) == []
    assert merged[0].group == merged[-1].group
    assert merged[0].kind == merged[-1].kind
    assert len({c.group for c in loaded}) - len({c.group for c in merged}) <= 1


def test_made_folds_share_out_the_styles() -> None:
    groups = [str(i) for i in range(200)]
    styles = ["rare" if i % 10 == 0 else "common" for i in range(200)]
    folds = make_folds(groups, styles, fixed={})
    for fold in range(FOLDS):
        inside = [styles[i] for i in range(200) if folds[str(i)] == fold]
        assert (inside.count("rare"), inside.count("common")) == (2, 18)
    other = make_folds(groups, styles, fixed={}, seed=1)
    assert other != folds


def test_what_hangs_together_by_others_is_one() -> None:
    sets = joined([(1, 2), (3, 4), (5, 5), (4, 1)])
    assert sets[2] == {1, 2, 3, 4} == sets[3]
    assert sets[5] == {5}


def test_joined_groups_take_the_fold_of_the_largest(tmp_path: Path) -> None:
    _write(tmp_path / "manifest.csv", "file,group", "a,x", "b,big", "c,big", "d,y", "e,z")
    clips = load_clips(tmp_path)
    places = {clip.group: clip.fold for clip in clips}
    merged = regroup(clips, [("x", "big"), ("y", "x")])
    assert [clip.group for clip in merged] == ["big", "big", "big", "big", "z"]
    assert {clip.fold for clip in merged[:4]} == {places["big"]}


def test_the_data_this_was_made_for_keeps_its_groups_and_folds(shared_data: Path) -> None:
    if not (shared_data / "audio" / "folds.csv").is_file():
        pytest.skip("the labelled audio is not there")
    clips = load_clips(shared_data)
    assert len(clips) == 656
    assert _split_groups(clips) == []
    assert {clip.kind for clip in clips} == {"emotify", "grekow_dev+gtzan_dev"}
    by_name = {clip.name: clip for clip in clips}
    rated, heard = by_name["grekow_dev/blues_00002.opus"], by_name["gtzan_dev/blues_00002.opus"]
    assert (rated.group, rated.fold) == (heard.group, heard.fold) == ("blues.00002", 3)
    assert (rated.valence, rated.arousal) == (0.26, 0.58)
    first = by_name["emotify/classical_1.opus"]
    assert (first.raters, first.emotions[1], first.style) == (48, 0.625, "classical")
