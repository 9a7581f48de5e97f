"""``moodlark doctor``: what is found on this machine, and what to do where something is missing.

Main thread.
"""

from __future__ import annotations

import argparse

from player.commands.console import Console
from player.paths import Home, models_dir
from player.settings import load_settings
from player.wording import translate

_MARKS = {"good": "✓", "notice": "–", "bad": "✗"}


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "show what Moodlark finds on this machine")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none of its own."""


def run(options: argparse.Namespace, home: Home, console: Console) -> int:  # noqa: ARG001  none
    """Look, print, and return how many parts are bad."""
    from player.jobs.doctor import examine

    findings = []
    device = load_settings(home.settings_file).device
    for finding in examine(home, models_dir=models_dir(), device=device):
        findings.append(finding)
        console.line(f"{_MARKS[finding.state]} {finding.title}: {finding.told}")
    console.document(
        {
            item.part: {"state": item.state, "text": str(item.told), "details": item.details}
            for item in findings
        }
    )
    return sum(item.state == "bad" for item in findings)
