"""Keeps the Chinese sentences in line with the sources. Run by ``make translations``.

    packaging/translations.py            rewrite moodlark_zh_CN.ts from the sources, compile the .qm
    packaging/translations.py --check    change nothing; exit 1 and say why when anything is amiss

``pyside6-lupdate`` misses calls with keyword arguments, hence this reader. It finds every call of
``translate``, ``translate_count`` and ``sentence`` in ``player/``, whose context and text must be
literals, and refuses sentences for listeners that are not wrapped in one of them.

The .ts file is Qt Linguist's own format; what is new in it is marked ``unfinished``.
"""

from __future__ import annotations

import argparse
import ast
import string
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
TS_NAME, QM_NAME = "moodlark_zh_CN.ts", "moodlark_zh_CN.qm"

Key = tuple[str, str]
"""(context, English text)."""

TEXTS_OF = {"translate": 1, "sentence": 1, "translate_count": 2}
"""How many texts follow the context in a call."""

SHOWN_BY = frozenset(
    {
        *("setText", "setTitle", "setWindowTitle", "setToolTip", "setStatusTip", "setWhatsThis"),
        *("setPlaceholderText", "setInformativeText", "setLabelText", "setPrefix", "setSuffix"),
        *("setAccessibleName", "setAccessibleDescription", "showMessage"),
        *("addAction", "addMenu", "addTab", "addItem", "QAction", "QMenu", "QGroupBox"),
        *("QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton"),
    }
)
"""Calls of Qt whose text a listener sees."""

NAMES = frozenset({"Moodlark"})
"""The same in every language."""


@dataclass(slots=True)
class Sources:
    """What the sources say."""

    places: dict[Key, str] = field(default_factory=dict)
    """Every text and where it first stands."""
    faults: list[str] = field(default_factory=list)
    """What is written so that it cannot be translated."""


def read_sources(package: Path) -> Sources:
    """Every text under *package*; ``wording.py`` itself only passes them on."""
    sources = Sources()
    for file in sorted(package.rglob("*.py")):
        if file == package / "wording.py":
            continue
        place = str(file.relative_to(package.parent))
        seen = place.startswith(("player/ui/", "player/controllers/", "player/app"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), place)):
            if isinstance(node, ast.Call):
                _read_call(node, f"{place}:{node.lineno}", sources, seen=seen)
    return sources


def _read_call(call: ast.Call, place: str, sources: Sources, *, seen: bool) -> None:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="wording"), attr=name):
            wraps = name in TEXTS_OF
        case ast.Attribute(attr=name):
            wraps = False  # a method of that name is something else
        case _:
            return
    if wraps:
        _read_wrapped(call, name, place, sources)
    elif seen and name in SHOWN_BY:
        sources.faults += [
            f"{place}: {name}({ast.unparse(text)}) is not wrapped in translate()"
            for text in call.args
            if _has_words(text)
        ]


def _read_wrapped(call: ast.Call, name: str, place: str, sources: Sources) -> None:
    literals = [
        item.value
        for item in call.args[: 1 + TEXTS_OF[name]]
        if isinstance(item, ast.Constant) and isinstance(item.value, str)
    ]
    if len(literals) != 1 + TEXTS_OF[name]:
        sources.faults.append(f"{place}: context and text of {name}() must be literals")
        return
    context, *texts = literals
    given = {keyword.arg for keyword in call.keywords}
    for text in texts:
        sources.places.setdefault((context, text), place)
        needed = fields_of(text) - ({"count"} if name == "translate_count" else set())
        if None not in given and needed - given:  # None stands for **fields
            sources.faults.append(f"{place}: “{text}” lacks {sorted(needed - given)}")


def _has_words(node: ast.expr) -> bool:
    """Whether *node* is a literal, or an f-string with a literal part, of two letters or more."""
    match node:
        case ast.Constant(value=str(text)):
            return text not in NAMES and sum(map(str.isalpha, text)) > 1
        case ast.JoinedStr(values=parts):
            return any(_has_words(part) for part in parts)
    return False


def fields_of(text: str) -> set[str]:
    """The names of the ``{named}`` places of *text*."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def read_ts(file: Path) -> dict[Key, str]:
    """The finished translations of *file*; none when it does not exist."""
    if not file.exists():
        return {}
    known: dict[Key, str] = {}
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            chinese = message.find("translation")
            if chinese is not None and chinese.text and chinese.get("type") != "unfinished":
                key = (context.findtext("name", ""), message.findtext("source", ""))
                known[key] = chinese.text
    return known


def ts_text(keys: Mapping[Key, str], known: Mapping[Key, str]) -> str:
    """The .ts file for *keys*, in order of context and text."""
    root = ET.Element("TS", version="2.1", language="zh_CN", sourcelanguage="en")
    context, name = root, None
    for key in sorted(keys):
        if key[0] != name:
            name = key[0]
            context = ET.SubElement(root, "context")
            ET.SubElement(context, "name").text = name
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = key[1]
        chinese = ET.SubElement(message, "translation")
        if key in known:
            chinese.text = known[key]
        else:
            chinese.set("type", "unfinished")
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def compile_ts(text: str) -> bytes:
    """What Qt's own compiler makes of the .ts file *text*."""
    import PySide6

    lrelease = Path(PySide6.__file__).parent / "lrelease"
    with tempfile.TemporaryDirectory() as folder:
        ts, qm = Path(folder) / TS_NAME, Path(folder) / QM_NAME
        ts.write_text(text, encoding="utf-8")
        command = [str(lrelease), "-silent", str(ts), "-qm", str(qm)]
        subprocess.run(command, check=True)
        return qm.read_bytes()


def faults_of(sources: Sources, known: Mapping[Key, str], folder: Path) -> Iterator[str]:
    """Everything amiss between *sources* and the files in *folder*."""
    yield from sources.faults
    for key, place in sorted(sources.places.items()):
        if key not in known:
            yield f"{place}: no Chinese for {key[0]}: “{key[1]}”"
        elif fields_of(known[key]) != fields_of(key[1]):
            yield f"{place}: the {{fields}} differ: “{key[1]}” / “{known[key]}”"
    for context, text in sorted(set(known) - set(sources.places)):
        yield f"{TS_NAME}: no longer in the sources: {context}: “{text}”"
    text = ts_text(sources.places, known)
    ts, qm = folder / TS_NAME, folder / QM_NAME
    if not ts.exists() or ts.read_text(encoding="utf-8") != text:
        yield f"{TS_NAME} is out of date (run `make translations`)"
    elif not qm.exists() or qm.read_bytes() != compile_ts(text):
        yield f"{QM_NAME} is out of date (run `make translations`)"


def main() -> int:
    """Check or rewrite; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="change nothing, only look")
    check = parser.parse_args().check
    sources = read_sources(ROOT / "player")
    known = read_ts(FOLDER / TS_NAME)
    if not check:
        known = {key: chinese for key, chinese in known.items() if key in sources.places}
        text = ts_text(sources.places, known)
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / TS_NAME).write_text(text, encoding="utf-8")
        (FOLDER / QM_NAME).write_bytes(compile_ts(text))
    faults = list(faults_of(sources, known, FOLDER))
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(sources.places)} sentences, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
