"""``moodlark train styles``: which styles are near each other. Main thread."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from player.commands.arguments import existing_folder
from player.commands.console import Console
from player.jobs.genres import styles_of
from player.paths import Home, models_dir
from player.tagging.child import use_one_thread
from player.tagging.vocabulary import STYLES
from player.wording import translate

_NEAREST = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``train styles``."""
    group = parser.add_argument_group(translate("Command", "How to train"))
    folder = translate("Command", "DIR")
    group.add_argument(
        "data",
        metavar=folder,
        help=translate("Command", "what holds the listening data and, in audio/, labelled clips"),
    )
    group.add_argument(
        "--out",
        metavar=folder,
        help=translate("Command", "where to write it (default: over the shipped one)"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Train, and print the nearest styles of each."""
    del home
    data = existing_folder(options.data)
    out = Path(options.out).expanduser().absolute() if options.out else models_dir()
    use_one_thread()
    from player.training import style_relations as relations
    from player.training.artist_listening import folder_of, read_names, read_tagging
    from player.training.clips import load_clips

    styles = [style.id for style in STYLES]
    folder = folder_of(data)
    tags = read_names(folder / "tags.dat")
    words = relations.relations_in_words(read_tagging(folder), tags, styles, styles_of)
    with console.bar(translate("Command", "Listening")) as bar:
        embeddings, labels = relations.hear(load_clips(data), models_dir(), bar.update)
    sound = relations.relations_in_sound(embeddings, labels, styles)
    graph = relations.write_graph(relations.joined(words, sound), styles, out)
    console.document({"version": graph.version, "related": graph.relations, "clips": len(labels)})
    console.table([(style, _nearest(graph.related(style))) for style in styles], indent="")
    return 0


def _nearest(related: Mapping[str, float]) -> str:
    best = sorted(related.items(), key=lambda pair: -pair[1])[:_NEAREST]
    return ", ".join(f"{style} {value:.2f}" for style, value in best)
