"""The reader of sentences: what it finds, what it refuses, what it keeps."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

_TOOL = Path(__file__).resolve().parents[1] / "packaging" / "translations.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations_tool", _TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def sources_of(tool: ModuleType, folder: Path, text: str, place: str = "jobs/scan.py"):
    file = folder / "player" / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return tool.read_sources(folder / "player")


def test_finds_every_kind_of_call_and_joins_literals(tool, tmp_path):
    found = sources_of(
        tool,
        tmp_path,
        'translate("A", "one")\n'
        'wording.sentence("B", "two " "{n}", n=2)\n'
        'translate_count("C", "{count} track", "{count} tracks", 3)\n'
        "self.sentence(choice)\n",
    )
    assert set(found.places) == {
        ("A", "one"),
        ("B", "two {n}"),
        ("C", "{count} track"),
        ("C", "{count} tracks"),
    }
    assert found.faults == []
    assert found.places["A", "one"] == "player/jobs/scan.py:1"


@pytest.mark.parametrize(
    "line",
    [
        'translate("A", name)',
        'translate(context, "one")',
        'sentence("A", f"{n} tracks")',
        'translate_count("C", "one", 3)',
        'translate("A", "{n} tracks")',
    ],
)
def test_refuses_what_cannot_be_translated(tool, tmp_path, line):
    assert len(sources_of(tool, tmp_path, line).faults) == 1


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ('label.setText("Hello")', 1),
        ('label.setText(f"{n} tracks")', 1),
        ('menu.addAction(icon, "Play")', 1),
        ('QLabel("Queue", self)', 1),
        ('label.setText(translate("A", "Hello"))', 0),
        ('label.setText("–")', 0),
        ('QLabel("Moodlark")', 0),
        ('label.setText(f"{n} · {m}")', 0),
        ('label.setObjectName("title")', 0),
    ],
)
def test_text_given_to_a_widget_must_be_wrapped(tool, tmp_path, line, faults):
    assert len(sources_of(tool, tmp_path, line, "ui/window.py").faults) == faults


def test_ts_round_trip_keeps_what_is_translated_and_marks_the_rest(tool, tmp_path):
    keys = {("B", "two {n}\n& more"): "b:1", ("A", "one"): "a:1", ("A", "three"): "a:2"}
    known = {("B", "two {n}\n& more"): "二 {n}\n等", ("A", "one"): "一"}
    ts = tmp_path / "x.ts"
    ts.write_text(tool.ts_text(keys, known), encoding="utf-8")
    assert tool.read_ts(ts) == known
    assert ts.read_text(encoding="utf-8").count('type="unfinished"') == 1


@pytest.fixture
def in_order(tool, tmp_path):
    """Sources and a folder without any fault."""
    sources = tool.Sources(places={("A", "{n} tracks"): "a:1"})
    known = {("A", "{n} tracks"): "{n} 首"}
    text = tool.ts_text(sources.places, known)
    (tmp_path / tool.TS_NAME).write_text(text, encoding="utf-8")
    (tmp_path / tool.QM_NAME).write_bytes(tool.compile_ts(text))
    assert list(tool.faults_of(sources, known, tmp_path)) == []
    return sources, known, tmp_path


def test_an_untranslated_sentence_is_a_fault(tool, in_order):
    sources, known, folder = in_order
    sources.places["A", "new"] = "a:2"
    faults = list(tool.faults_of(sources, known, folder))
    assert any("no Chinese" in fault and "a:2" in fault for fault in faults)


def test_a_sentence_that_left_the_sources_is_a_fault(tool, in_order):
    sources, known, folder = in_order
    known["A", "old"] = "旧"
    assert any("no longer" in fault for fault in tool.faults_of(sources, known, folder))


def test_different_fields_are_a_fault(tool, in_order):
    sources, known, folder = in_order
    known["A", "{n} tracks"] = "{m} 首"
    assert any("fields" in fault for fault in tool.faults_of(sources, known, folder))


def test_a_stale_compiled_file_is_a_fault(tool, in_order):
    sources, known, folder = in_order
    (folder / tool.QM_NAME).write_bytes(b"old")
    assert [f"{tool.QM_NAME} is out of date (run `make translations`)"] == list(
        tool.faults_of(sources, known, folder)
    )
