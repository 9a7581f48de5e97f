"""Chinese that was stored as bytes of GBK or UTF-8 but declared Latin-1, made readable again.

Pure Python, any thread or process. Windows players of the 2000s wrote the system's encoding into
ID3 frames that say Latin-1. The whole file is judged at once, because one short title says little,
and when in doubt the text stays: a wrong repair destroys a name that was right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# A run of bytes above ASCII that is all GB2312 hanzi, letters or punctuation (two bytes each).
_GB2312_RUN = re.compile(rb"(?:[\xa1-\xf7][\xa1-\xfe])+")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(rb"[\x80-\x9f]")  # never printed in Latin-1, usual as second byte of GBK


def repair(texts: Iterable[str]) -> dict[str, str]:
    """Readable versions of those of one file's Latin-1 *texts* that need one.

    :returns: wrong text -> right text; without those that stay.
    """
    suspects = [text for text in texts if _suspect(text)]
    found = {text: right for text in suspects if (right := _from_utf8(text))}
    rest = [text for text in suspects if text not in found]
    if any(_surely_gbk(text) for text in rest):
        found.update({text: right for text in rest if (right := _from_gbk(text))})
    return found


def _suspect(text: str) -> bool:
    return not text.isascii() and all(ord(char) < 256 for char in text)


def _from_utf8(text: str) -> str | None:
    """Latin-1 prose is practically never valid UTF-8 by chance."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return None


def _surely_gbk(text: str) -> bool:
    """Two or more hanzi in a row, most of them among the 3,755 common ones (first byte below D8).

    Four accented letters in a row, in the right ranges, do not happen in Western names; Cyrillic
    stored this way does not pass because its small letters are all E0 and above.
    """
    data = text.encode("latin-1")
    runs = _HIGH_RUN.findall(data)
    if not all(_GB2312_RUN.fullmatch(run) or _CONTROL.search(run) for run in runs):
        return False
    firsts = [byte for run in runs for byte in run[0::2]]
    common = sum(0xA1 <= byte <= 0xD7 for byte in firsts)
    return max(map(len, runs)) >= 4 and len(set(data)) > 2 and common >= 0.7 * len(firsts)


def _from_gbk(text: str) -> str | None:
    """A text of a file that has GBK for sure; single accented letters between others stay."""
    data = text.encode("latin-1")
    runs = _HIGH_RUN.findall(data)
    if not all(_GB2312_RUN.fullmatch(run) or _CONTROL.search(run) for run in runs):
        return None
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return None
