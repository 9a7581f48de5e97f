"""Every sentence a listener reads, in the listener's language (English or Simplified Chinese).

Pure Python, any thread or process. English source text is the key of a translation; the Chinese
lives in ``resources/translations/moodlark_zh_CN.ts`` (Qt Linguist) and is compiled to ``.qm`` by
``make translations``, which finds the calls of :func:`translate`, :func:`translate_count` and
:func:`sentence` by name: context and text must be literals. (``pyside6-lupdate`` misses calls with
keyword arguments, hence our own reader of the sources, ``packaging/translations.py``.)

The language is the one process-wide setting, as a locale is: the composition roots (``app``,
``cli``) set it once with :func:`set_language`. Qt is imported only when a translation file is
loaded, so that the tagging and sound processes never import it.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from player.paths import resources_dir

Language = Literal["en", "zh"]

_translator: Any = None
_language: Language = "en"


def system_language() -> Language:
    """The listener's language from the environment: ``zh`` for any Chinese locale, else ``en``."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    name = locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def set_language(choice: str = "auto") -> Language:
    """Choose the language of every sentence from now on.

    :param choice: ``"en"``, ``"zh"`` or ``"auto"`` (the system's).
    :returns: the language now in use; ``en`` when the translation file is missing.
    """
    global _language, _translator
    wanted: Language = system_language() if choice == "auto" else ("zh" if choice == "zh" else "en")
    _translator, _language = None, "en"
    if wanted == "zh":
        from PySide6.QtCore import QTranslator  # slow to import and needed for Chinese only

        translator = QTranslator()
        if translator.load(str(resources_dir() / "translations" / "moodlark_zh_CN.qm")):
            _translator, _language = translator, "zh"
    return _language


def language() -> Language:
    """The language in use."""
    return _language


def translate(context: str, text: str, /, **fields: object) -> str:
    """*text* in the listener's language with its ``{named}`` fields filled in.

    :param context: the part of the program, as translators see it (``"Queue"``, ``"Scan"``...).
    :param text: the English text, a literal; also the fallback.
    """
    found = _translator.translate(context, text) if _translator is not None else None
    template = found or text
    return template.format(**fields) if fields else template


def translate_count(context: str, one: str, many: str, /, count: int, **fields: object) -> str:
    """:func:`translate` of *one* for a count of 1, of *many* otherwise; fills in ``{count}``."""
    chosen = one if count == 1 else many
    return translate(context, chosen, count=f"{count:,}", **fields)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that is stored or sent between processes and translated when it is shown.

    ``context`` and ``text`` as in :func:`translate`; ``fields`` fill the ``{named}`` places.
    """

    context: str
    text: str
    fields: Mapping[str, str | int | float] = field(default_factory=dict)

    def __str__(self) -> str:
        return translate(self.context, self.text, **self.fields)

    def to_document(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {"context": self.context, "text": self.text, "fields": dict(self.fields)}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Sentence:
        """From what :meth:`to_document` made."""
        return cls(document["context"], document["text"], dict(document.get("fields", {})))


def sentence(context: str, text: str, /, **fields: str | int | float) -> Sentence:
    """A :class:`Sentence`; *context* and *text* must be literals (see the module docstring)."""
    return Sentence(context, text, fields)
