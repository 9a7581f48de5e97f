"""Speech by espeak-ng, where it is installed: people talking is not music either.

Command line only. Runs the program ``espeak-ng`` (Debian package of that name) once a voice.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from player.evaluation.made_signals import at_level
from player.evaluation.made_sounds import MadeSound

_PROGRAM = "espeak-ng"
_TIMEOUT_S = 30.0
_LEVEL_DB = -22.0


@dataclass(frozen=True, slots=True)
class _Voice:
    name: str
    voice: str
    text: str
    words_per_minute: int = 165
    pitch: int = 50


_ENGLISH = (
    "The ferry leaves the northern pier at a quarter past seven and stops twice before the island."
    " Please keep your ticket until the end of the crossing. Bicycles stand at the back, and dogs"
    " stay on a lead. If the wind rises above force six, the last boat does not run, and the bus"
    " over the bridge takes its place. We wish you a safe journey."
)
_GERMAN = (
    "Der Wetterbericht für morgen: Im Norden zieht Regen auf, im Süden bleibt es trocken und kühl."
    " Am Nachmittag dreht der Wind auf West und frischt an der Küste stark auf. Die Temperaturen"
    " liegen zwischen vier und elf Grad. In den Bergen fällt oberhalb von tausend Metern Schnee."
)
_FRENCH = (
    "Pour préparer la pâte, mélangez la farine et le beurre, puis ajoutez un œuf et un peu d'eau."
    " Laissez reposer une heure au frais. Étalez la pâte, posez les pommes coupées en tranches et"
    " faites cuire quarante minutes à four chaud. Servez tiède, avec une cuillerée de crème."
)
_SPANISH = (
    "El museo abre de martes a domingo, de diez a seis. La entrada es gratuita el primer jueves de"
    " cada mes. Las visitas guiadas empiezan en la puerta principal y duran cerca de una hora."
    " No se permite comer en las salas ni hacer fotografías con luz."
)
_CHINESE = (
    "各位乘客请注意，开往机场的列车将在三分钟后进站，请站在黄线以内等候。上车以后请往车厢中间走，"
    "把座位让给老人和带孩子的乘客。下一站是图书馆站，需要换乘二号线的乘客请提前做好准备。"
)
_RUSSIAN = (
    "Библиотека работает каждый день, кроме понедельника, с девяти утра до восьми вечера. Книги"
    " выдаются на две недели. Если вы хотите продлить срок, позвоните нам заранее. Читальный зал"
    " находится на втором этаже, слева от лестницы."
)
_SWEDISH = (
    "Klockan nio öppnar biblioteket på torget. Den som vill låna en cykel visar sitt kort i disken"
    " och får en nyckel. Cykeln ska lämnas tillbaka före klockan sex. Vid regn finns det"
    " kappor att låna, och barn får hjälm utan kostnad."
)
_TURKISH = (
    "Değerli yolcular, otobüsümüz on dakika sonra kalkacaktır. Lütfen biletlerinizi hazırlayın ve"
    " eşyalarınızı yanınıza alın. Yol boyunca iki kez mola verilecek, öğle yemeği göl kıyısındaki"
    " lokantada yenecektir. İyi yolculuklar dileriz."
)
_GREEK = (
    "Το μουσείο είναι ανοιχτό κάθε μέρα εκτός από τη Δευτέρα. Τα εισιτήρια πωλούνται στην είσοδο"
    " και ισχύουν για όλη την ημέρα. Στον κήπο υπάρχει καφενείο με θέα στη θάλασσα. Παρακαλούμε μην"
    " αγγίζετε τα εκθέματα."
)
_HINDI = (
    "कृपया ध्यान दें। दिल्ली जाने वाली गाड़ी आज बीस मिनट की देरी से चल रही है। यात्री प्लेटफ़ॉर्म संख्या तीन पर"
    " प्रतीक्षा करें। पीने का पानी और चाय सीढ़ियों के पास मिलती है। असुविधा के लिए हमें खेद है।"
)

_VOICES = (
    _Voice("english", "en", _ENGLISH),
    _Voice("english_slow_low", "en", _ENGLISH, words_per_minute=115, pitch=15),
    _Voice("english_fast_high", "en-us", _ENGLISH, words_per_minute=240, pitch=85),
    _Voice("english_woman", "en+f3", _ENGLISH),
    _Voice("english_whisper", "en+whisper", _ENGLISH, words_per_minute=140),
    _Voice("english_croak", "en+croak", _ENGLISH, words_per_minute=150),
    _Voice("german", "de", _GERMAN),
    _Voice("german_woman_fast", "de+f2", _GERMAN, words_per_minute=220),
    _Voice("french", "fr", _FRENCH),
    _Voice("french_woman", "fr+f4", _FRENCH, words_per_minute=150, pitch=65),
    _Voice("spanish", "es", _SPANISH, words_per_minute=190),
    _Voice("chinese", "cmn", _CHINESE),
    _Voice("chinese_woman_slow", "cmn+f2", _CHINESE, words_per_minute=130),
    _Voice("russian", "ru", _RUSSIAN, words_per_minute=175),
    _Voice("swedish", "sv", _SWEDISH),
    _Voice("turkish_woman", "tr+f1", _TURKISH, words_per_minute=155),
    _Voice("greek", "el+m3", _GREEK, words_per_minute=180, pitch=40),
    _Voice("hindi", "hi", _HINDI, words_per_minute=150),
)


def can_speak() -> bool:
    """espeak-ng is installed."""
    return shutil.which(_PROGRAM) is not None


def spoken_sounds() -> Iterator[MadeSound]:
    """Speech in several languages, voices and speeds, 10 s and more each; none without espeak-ng.

    :raises subprocess.SubprocessError: espeak-ng is there and fails, or takes more than 30 s.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        for voice in _VOICES:
            file = Path(folder) / "spoken.wav"
            subprocess.run(_command(program, voice, file), check=True, timeout=_TIMEOUT_S)
            with wave.open(str(file)) as sound:
                y = np.frombuffer(sound.readframes(sound.getnframes()), "<i2") / 32768
                rate = sound.getframerate()
            yield MadeSound(f"speech_{voice.name}", "speech", at_level(y, _LEVEL_DB), rate)


def _command(program: str, voice: _Voice, file: Path) -> list[str]:
    return [
        program, "-v", voice.voice, "-s", str(voice.words_per_minute), "-p", str(voice.pitch),
        "-w", str(file), voice.text,
    ]  # fmt: skip
