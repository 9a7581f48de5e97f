"""A lesson: a few passages, one after the other, that the listener places. Main thread.

What they say is kept until the lesson ends, and then stored as one correction that is taken back as
one. A lesson that is left early teaches what was said until then.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from player.controllers.corrections import Corrected, CorrectionController
from player.controllers.passages import PassageController
from player.jobs.questions import Question, questions
from player.jobs.session import OpenStores
from player.jobs.view import LibraryView
from player.library.track import Correction
from player.wording import Sentence


class Asked(NamedTuple):
    """One question of the lesson."""

    track_id: int
    number: int
    """From 1."""
    total: int


class TeachingController(QObject):
    """Asks, listens, and tells the corrections."""

    asked = Signal(object)
    """:class:`Asked`: this passage plays now."""
    heard = Signal()
    """The passage is over, and still to be placed."""
    ended = Signal(object)
    """:class:`~player.controllers.corrections.Corrected`: what the lesson changed."""
    nothing_to_ask = Signal()
    """No track is there that a lesson could be about."""

    def __init__(
        self,
        corrections: CorrectionController,
        passages: PassageController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._corrections, self._passages = corrections, passages
        self._stores: OpenStores | None = None
        self._view: LibraryView | None = None
        self._questions: list[Question] = []
        self._place = 0
        self._said: dict[int, Correction] = {}
        passages.ended.connect(self.heard)
        passages.failed.connect(self._on_failed)

    def attach(self, stores: OpenStores, view: LibraryView) -> None:
        """The library is open."""
        self._stores, self._view = stores, view

    @property
    def running(self) -> bool:
        """A lesson is going on."""
        return bool(self._questions)

    def begin(self) -> None:
        """Begin a lesson over the most telling tracks."""
        if self._stores is None or self._view is None or self.running:
            return
        self._questions = questions(self._view, self._stores.tracks)
        self._place, self._said = 0, {}
        if self._questions:
            self._ask()
        else:
            self.nothing_to_ask.emit()

    def answer(self, said: Correction) -> None:
        """The listener places the passage, and the next one follows."""
        if self.running:
            self._said[self._questions[self._place].track_id] = said
            self.skip()

    def skip(self) -> None:
        """The next one, or the end."""
        self._place += 1
        if self._place < len(self._questions):
            self._ask()
        else:
            self.end()

    def again(self) -> None:
        """Hear the passage once more."""
        if self.running:
            question = self._questions[self._place]
            self._passages.play(question.track_id, question.start_s, question.length_s)

    def end(self) -> None:
        """The lesson is over: what was said is stored, and the player goes on."""
        if not self.running:
            return
        self._questions = []
        self._passages.stop()
        self.ended.emit(self._store())

    def close(self) -> None:
        """The program ends: what was said is stored, and nothing is asked any more."""
        if self.running:
            self._questions = []
            self._store()
        self._passages.close()

    def _store(self) -> Corrected:
        said, self._said = self._said, {}
        return self._corrections.correct_all(said)

    def _ask(self) -> None:
        question = self._questions[self._place]
        self.asked.emit(Asked(question.track_id, self._place + 1, len(self._questions)))
        self.again()

    @Slot(object)
    def _on_failed(self, _why: Sentence) -> None:
        """A file that cannot be played is no question."""
        if self.running:
            self.skip()
