"""What a scan found, and what it doubts. Plain data, any thread."""

from __future__ import annotations

from dataclasses import dataclass, field

from player.library.failures import shown_text
from player.wording import Sentence, sentence

DOUBT_FROM = 8
"""Fewer tracks than this are believed to be gone without a question: asking about a handful is
more trouble than a scan that finds them again."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Most of a folder's tracks are not where they were: a drive may be half there.

    Until somebody says that they are gone, the library keeps them as they were.
    """

    folder: str
    """The library's folder."""
    known: int
    """Tracks it had before this scan."""
    found: int
    """Those of them that this scan found, there or elsewhere."""

    @property
    def doubtful(self) -> bool:
        """Whether this has to be asked about. A folder with nothing left at all is not there (a
        drive without its disk is an empty folder): its tracks are unavailable and come back."""
        return self.known >= DOUBT_FROM and 0 < self.found < self.known / 2

    @property
    def sentence(self) -> Sentence:
        """The doubt in words."""
        return sentence(
            "Scan",
            "Only {found} of {known} tracks are left in {folder}. Is a drive missing? "
            "Until you say that they are gone, they stay in the library as they were.",
            found=f"{self.found:,}",
            known=f"{self.known:,}",
            folder=shown_text(self.folder),
        )


@dataclass(slots=True)
class ScanReport:
    """What a scan found. The counts are of tracks and do not overlap."""

    added: int = 0
    """New to the library."""
    changed: int = 0
    """Same place, read again because the file changed."""
    moved: int = 0
    """Known sound, found at another place."""
    returned: int = 0
    """Had been unavailable or forgotten, are back as they were."""
    unavailable: int = 0
    """Known, but not found this time; those in doubt not included."""
    unchanged: int = 0
    """Found as they were."""
    unreadable: list[tuple[str, Sentence]] = field(default_factory=list)
    """Files and folders that cannot be read, with why; ones known from before included."""
    doubts: list[Doubt] = field(default_factory=list)
    """Folders of which too little was found to believe it."""
    cancelled: bool = False
    """Stopped half way; what was read until then is kept, and the next scan goes on from there."""
