"""A build hook of hatchling: leaves the artist factors out where ``WITHOUT_ARTISTS=1`` asks for it.

Run by the build backend, for wheels and source archives. For those who sell a package: the factors,
and the relations of styles, were learned from data that is for non-commercial research only.
"""

from __future__ import annotations

import os
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LEFT_OUT = ("/models/artists.json", "/models/artists.safetensors", "/models/styles.json")


class LeaveOut(BuildHookInterface):  # type: ignore[type-arg]  # generic only in newer versions
    """Adds to what the target leaves out anyway."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the backend looks for files."""
        del version, build_data
        if os.environ.get("WITHOUT_ARTISTS") == "1":
            target = self.build_config.target_config
            target["exclude"] = [*target.get("exclude", []), *LEFT_OUT]
