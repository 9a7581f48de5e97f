"""The exceptions Moodlark raises on purpose, drawn as a tree. Pure Python, any thread.

    MoodlarkError                 something a listener can be told in a sentence
    ├── FileUnreadableError       one music file cannot be used
    │   ├── FileEmptyError        it has no bytes
    │   ├── NotAudioError         no audio stream inside
    │   └── FileBrokenError       there is audio, but nothing of it can be decoded
    ├── DataFileError             a file of listening data or a playlist file cannot be used
    ├── StoreError                what is remembered cannot be read or written
    │   ├── StoreLockedError      another Moodlark owns it
    │   └── StoreWriteError       disk full, read-only, gone
    ├── NetworkFileError          a weights file has a wrong hash, shape or version
    ├── TaggingError              the tagging process cannot work (device missing, child gone)
    ├── SoundError                no sound can be made
    │   ├── NoSoundLibraryError   PortAudio is not installed
    │   └── NoSoundDeviceError    no output, or not the one named
    └── UsageError                the person asked for something that does not exist

Each carries a :class:`~player.wording.Sentence`: what happened and what to do, in the listener's
words. Catch the narrowest; broad excepts stand only at the borders (a file in the scan, a request
in the worker, a Qt slot) and log the traceback.
"""

from __future__ import annotations

from player.wording import Sentence


class MoodlarkError(Exception):
    """Something a listener can be told in a sentence."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class FileUnreadableError(MoodlarkError):
    """One music file cannot be used."""


class FileEmptyError(FileUnreadableError):
    """The file has no bytes."""


class NotAudioError(FileUnreadableError):
    """There is no audio stream in the file."""


class FileBrokenError(FileUnreadableError):
    """The file has audio, but none of it can be decoded."""


class DataFileError(MoodlarkError):
    """A file of listening data or a playlist file cannot be used."""


class StoreError(MoodlarkError):
    """What is remembered cannot be read or written."""


class StoreLockedError(StoreError):
    """Another running Moodlark owns the store."""

    def __init__(self, sentence: Sentence, owner: int | None) -> None:
        """
        :param owner: id of its process, if it is known.
        """
        super().__init__(sentence)
        self.owner = owner


class StoreWriteError(StoreError):
    """The disk is full, read-only or gone."""


class NetworkFileError(MoodlarkError):
    """A weights file has a wrong hash, shape or version."""


class TaggingError(MoodlarkError):
    """The tagging process cannot do its work."""


class SoundError(MoodlarkError):
    """No sound can be made."""


class NoSoundLibraryError(SoundError):
    """PortAudio is not installed."""


class NoSoundDeviceError(SoundError):
    """There is no sound output, or not the one that was named."""


class UsageError(MoodlarkError):
    """The person asked for something that does not exist."""
