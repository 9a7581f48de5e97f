"""Which sound a file holds: :func:`audio_key`, the same after a move, a rename or new tags.

Pure Python, any thread or process. The key hashes the *encoded* audio without the tags around it
(``sound_region`` says where it lies): its kind, its length and three blocks of 64 KiB from its
start, middle and end, so a key costs a few reads however long the file is. When in doubt two files
are different: joining two tracks by mistake loses what the listener said of one, splitting one
loses nothing but a second analysis.
"""

from __future__ import annotations

import hashlib

from player.library.sound_region import Sound, find_sound, open_song


def audio_key(path: str) -> str:
    """The identity of the sound in the file at *path*: 32 hexadecimal digits.

    :raises OSError: the file cannot be read.
    """
    with open_song(path) as file:
        return key_of(find_sound(file))


def key_of(sound: Sound) -> str:
    """The identity of *sound*, as :func:`audio_key`."""
    length = sound.end - sound.start
    digest = hashlib.blake2b(f"{sound.kind} {length}".encode(), digest_size=16)
    for block in sound.blocks:
        digest.update(block)
    return digest.hexdigest()
