"""``moodlark tags FILE...``: mood and style of these files, in the library or not. Main thread."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from player.commands.console import Console, duration, shown_path
from player.commands.words import name_of
from player.library.loudness import (
    LoudnessFacts,
    LoudnessOptions,
    gain_db,
    loudness_options,
    measured_of,
)
from player.paths import Home, models_dir
from player.settings import load_settings
from player.tagging.vocabulary import CONTRASTS, share_words
from player.wording import translate

if TYPE_CHECKING:
    from player.jobs.file_tags import FileTags
    from player.library.track import Analysis, Tags

_SHOWN_SHARES = 3
_AS_SHIPPED = LoudnessOptions()


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "listen to these files and show their moods and styles")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to listen to"))
    group.add_argument(
        "files",
        nargs="+",
        metavar=translate("Command", "FILE"),
        help=translate("Command", "music files, in the library or not"),
    )
    group.add_argument(
        "--quick",
        action="store_true",
        help=translate("Command", "listen to a few parts only: faster, and less is known"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Listen, print, and return how many files could not be analysed."""
    from player.jobs.file_tags import known_of, tag_files

    # As the scan writes them, so that a file of the library is recognised.
    paths = [os.path.abspath(Path(name).expanduser()) for name in options.files]  # noqa: PTH100
    settings = load_settings(home.settings_file)
    with console.bar(translate("Command", "Listening")) as bar:
        found = tag_files(
            paths,
            models_dir=models_dir(),
            device=settings.device,
            depth="quick" if options.quick else "full",
            known=known_of(home, paths, models_dir()),
            cache_dir=home.cache_dir,
            progress=bar.update,
        )
    loudness = loudness_options(settings)
    console.document([document(file, loudness) for file in found])
    for file in found:
        show(file, console, loudness)
    return sum(file.failure is not None for file in found)


def document(file: FileTags, loudness: LoudnessOptions = _AS_SHIPPED) -> dict[str, Any]:
    """The JSON of one file, played as *loudness* wants it; what is not known is null."""
    analysis, tags, failure = file.analysis, file.tags, file.failure
    known = analysis if failure is None else None
    warning = None if known is None else known.warning
    return {
        "path": file.path,
        "valence": tags and tags.valence,
        "valence_sd": tags and tags.valence_sd,
        "arousal": tags and tags.arousal,
        "arousal_sd": tags and tags.arousal_sd,
        "sound": _sound(tags),
        "words": _words(known),
        "contrast": tags and tags.contrast,
        "moods": None if tags is None else dict(tags.moods),
        "mood": tags and tags.mood,
        "library_share": None if file.share is None else dict(file.share),
        "styles": None if tags is None else dict(tags.styles),
        "style": tags and tags.style,
        "style_source": tags and tags.style_source,
        "character": dict(file.character) or None,
        "tempo_bpm": known and known.tempo_bpm,
        "key": known and known.key,
        "loudness_lufs": known and known.loudness_lufs,
        "true_peak_db": known and known.true_peak_db,
        "gain_db": _gain_db(file, loudness),
        "duration_s": (known and known.duration_s) or file.metadata.duration_s,
        "curve": [list(point) for point in known.curve] if known and known.curve else None,
        "passage": list(known.passage) if known and known.passage else None,
        "source": tags and tags.source,
        "network": analysis and analysis.network,
        "version": analysis and analysis.version,
        "content": file.content and {"kind": file.content.kind, "reason": str(file.content.reason)},
        "quality": [
            {"kind": issue.kind, "sentence": str(issue.sentence)} for issue in file.quality
        ],
        "warning": None if warning is None else str(warning),
        "failure": None if failure is None else str(failure),
    }


def _gain_db(file: FileTags, loudness: LoudnessOptions) -> float | None:
    """What it is played with by itself; ``None`` where nothing is known of its loudness."""
    analysis, tags = file.analysis, file.metadata.gain
    measured = None if analysis is None else measured_of(analysis, analysis.audio_key)
    if measured is None and tags.track_db is None and tags.album_db is None:
        return None
    return round(gain_db(LoudnessFacts(tags, measured), loudness), 2)


def _sound(tags: Tags | None) -> dict[str, Any] | None:
    if tags is None:
        return None
    return {
        "valence": tags.sound_valence,
        "arousal": tags.sound_arousal,
        "mood": tags.sound_mood,
    }


def _words(known: Analysis | None) -> dict[str, Any] | None:
    if known is None or known.words is None:
        return None
    words = known.words
    return {
        "language": words.language,
        "quadrants": list(words.quadrants),
        "valence": words.valence,
        "valence_sd": words.valence_sd,
    }


def show(file: FileTags, console: Console, loudness: LoudnessOptions = _AS_SHIPPED) -> None:
    """Print what is known of one file for a person, played as *loudness* wants it."""
    from player.jobs.kept_out import KEPT_NAMES

    console.line(shown_path(file.path))
    if file.failure is not None or file.tags is None or file.analysis is None:
        console.line(f"  {file.failure}")
        return
    tags, analysis = file.tags, file.analysis
    rows = [
        (translate("Command", "Mood"), f"{name_of(tags.mood)}  ({_shares(tags.moods)})"),
        (translate("Command", "Style"), f"{name_of(tags.style)}  ({_shares(tags.styles)})"),
        (
            translate("Command", "Pleasantness"),
            f"{tags.valence:+.2f} ± {tags.valence_sd:.2f}",
        ),
        (translate("Command", "Energy"), f"{tags.arousal:+.2f} ± {tags.arousal_sd:.2f}"),
        *_why(file, tags, analysis),
    ]
    if analysis.tempo_bpm is not None:
        tempo = translate("Command", "{bpm} beats per minute", bpm=round(analysis.tempo_bpm))
        rows.append((translate("Command", "Tempo"), tempo))
    if analysis.key is not None:
        rows.append((translate("Command", "Key"), analysis.key))
    if analysis.loudness_lufs is not None:
        rows.append((translate("Command", "Loudness"), f"{analysis.loudness_lufs:.1f} LUFS"))
    if (db := _gain_db(file, loudness)) is not None:
        rows.append((translate("Command", "Played with"), f"{db:+.1f} dB"))
    if analysis.duration_s is not None:
        rows.append((translate("Command", "Length"), duration(analysis.duration_s)))
    if tags.style_source == "metadata":
        note = translate("Command", "The style is the one written in the file.")
        rows.append((translate("Command", "Note"), note))
    if tags.source == "recalibrated":
        note = translate("Command", "Your corrections of other tracks have a part in the mood.")
        rows.append((translate("Command", "Note"), note))
    if file.content is not None:
        kind = KEPT_NAMES[file.content.kind]
        rows.append((translate("Command", "Content"), f"{kind}. {file.content.reason}"))
    rows += [(translate("Command", "Quality"), str(issue.sentence)) for issue in file.quality]
    if analysis.warning is not None and not analysis.truncated:
        rows.append((translate("Command", "Warning"), str(analysis.warning)))
    console.table(rows)


def _why(file: FileTags, tags: Tags, analysis: Analysis) -> list[tuple[str, str]]:
    """Lines on where the mood comes from and how it stands in the library."""
    rows = []
    if analysis.words is not None:
        said = f"{analysis.words.valence:+.2f} ± {analysis.words.valence_sd:.2f}"
        rows.append((translate("Command", "Pleasantness of the words"), said))
    if tags.contrast is not None:
        rows.append((translate("Command", "Contrast"), str(CONTRASTS[tags.contrast])))
    if analysis.passage is not None and tags.sound_decides:
        start_s, end_s = map(duration, analysis.passage)
        where = translate("Command", "{start} to {end}", start=start_s, end=end_s)
        rows.append((translate("Command", "Telling passage"), where))
    if file.share is not None and tags.mood is not None:
        share = share_words(tags.mood, file.share[tags.mood])
        if share is not None:
            rows.append((translate("Command", "In your library"), share))
    return rows


def _shares(shares: Any) -> str:
    best = sorted(shares.items(), key=lambda item: -item[1])[:_SHOWN_SHARES]
    return ", ".join(f"{name_of(name)} {share:.0%}" for name, share in best)
