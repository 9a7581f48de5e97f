"""From the command to the sound at the sink: how soon a jump, and a play, is heard.

Run by hand, ``python tests/benchmarks/seek_latency.py [--jumps 10] [--hours 3]``, where PulseAudio
can be started. Files whose first half is a tone of 400 Hz and whose second half one of 800 Hz, a
few minutes long, and a VBR MP3 of three hours made of the frames of two short ones, are played into
a sink that nobody hears; jumps go from one half to the other. The recorder's bytes are stamped as
they arrive, so a jump takes from its command to the arrival of the other tone.

Error: the recorder gives sound away up to a fragment after the sink took it (25 ms here, which is
printed), so times are too long by that much at most; the tone is found in windows of 10 ms, moved
by 1 ms: 5 ms more or less. Beside it stands what the engine's own positions say of the same jumps.
It is no test: figures depend on the machine. Prints a table, times in ms.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

RATE = 44100
TONES = (400.0, 800.0)
HALF_S = 60.0
WINDOW = RATE // 100
STEP = RATE // 1000
HEARD = 0.1
"""Of the full tone: what counts as its beginning (the engine fades in)."""
AMPLITUDE = 0.5
LATENCY_MS = 20


class Ear:
    """Records the sink, and knows when each frame arrived."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [
            "parec", "--device=test_sink.monitor", "--format=s16le", f"--rate={RATE}",
            "--channels=2", f"--latency-msec={LATENCY_MS}", "--raw",
        ]  # fmt: skip
        self._recorder = subprocess.Popen(
            command, env=os.environ | environment, stdout=subprocess.PIPE
        )
        self._lock = threading.Lock()
        self._sound = bytearray()
        self._arrivals: list[tuple[int, float]] = []  # frames until then, when
        self._thread = threading.Thread(target=self._hear, name="ear")
        self._thread.start()

    def _hear(self) -> None:
        pipe = self._recorder.stdout
        assert pipe is not None
        while data := os.read(pipe.fileno(), 1 << 16):
            now = time.monotonic()
            with self._lock:
                self._sound += data
                self._arrivals.append((len(self._sound) // 4, now))

    def close(self) -> None:
        """Hear no more."""
        self._recorder.terminate()
        self._recorder.wait()
        self._thread.join()

    @property
    def frames(self) -> int:
        """Heard until now."""
        with self._lock:
            return len(self._sound) // 4

    @property
    def fragment_ms(self) -> float:
        """What usually arrives at once."""
        counts = [frames for frames, _ in self._arrivals]
        return 1000 * float(np.median(np.diff(counts))) / RATE

    def arrived_at(self, frame: int) -> float:
        """When *frame* arrived: with the fragment it came in."""
        with self._lock:
            return next(at for frames, at in self._arrivals if frames > frame)

    def first(self, tone: float, since: int) -> int | None:
        """The frame in the middle of the first window after frame *since* that has the tone."""
        with self._lock:
            raw = np.frombuffer(bytes(self._sound[4 * since :]), "<i2")
        left = raw[::2] / 32768
        if len(left) < WINDOW:
            return None
        windows = np.lib.stride_tricks.sliding_window_view(left, WINDOW)[::STEP]
        hann = np.hanning(WINDOW)  # else the end of the other tone would be heard as this one
        reference = hann * np.exp(-2j * np.pi * tone * np.arange(WINDOW) / RATE)
        strength = np.abs(windows @ reference) * 2 / hann.sum()
        found = np.flatnonzero(strength > HEARD * AMPLITUDE)
        return since + int(found[0]) * STEP + WINDOW // 2 if len(found) else None


def tone(frequency: float, seconds: float, rate: int = RATE) -> npt.NDArray[np.float32]:
    """(n, 2) float32."""
    t = np.arange(round(seconds * rate)) / rate
    one = AMPLITUDE * np.sin(2 * np.pi * frequency * t)
    return np.stack([one, one], axis=1).astype(np.float32)


def make_files(folder: Path) -> dict[str, Path]:
    """One file of each kind, two halves of :data:`HALF_S`."""
    from player.library.encoding import encode

    files = {}
    for codec, ending in (("flac", "flac"), ("mp3", "mp3"), ("aac", "m4a"), ("opus", "opus")):
        rate = 48000 if codec == "opus" else RATE
        both = np.concatenate([tone(frequency, HALF_S, rate) for frequency in TONES])
        path = folder / f"tones.{ending}"
        bitrate = 160_000 if codec in ("aac", "opus") else None
        encode(path, both, rate, codec=codec, bitrate=bitrate, vbr=codec == "mp3")
        files["vbr mp3" if codec == "mp3" else ending] = path
    return files


def make_long_mp3(folder: Path, hours: float) -> Path:
    """The frames of two VBR files, each over and over, with a table of contents by the muxer."""
    from player.library.encoding import encode

    dice = np.random.default_rng(1)
    packets = []
    for frequency in TONES:
        path = folder / f"{frequency}.mp3"
        samples = tone(frequency, 10.0)
        loud = np.arange(len(samples)) // (RATE // 2) % 2  # frames of many sizes
        noise = dice.normal(0, 0.02, samples.shape) * loud[:, None]
        encode(path, samples + noise.astype(np.float32), RATE, codec="mp3", vbr=True)
        with av.open(str(path)) as file:
            packets.append([bytes(packet) for packet in file.demux() if packet.size][2:-2])
    out_path = folder / "long.mp3"
    with av.open(str(folder / f"{TONES[0]}.mp3")) as pattern, av.open(str(out_path), "w") as out:
        stream = out.add_stream_from_template(pattern.streams.audio[0])
        number = 0
        for kind in packets:
            for index in range(round(hours / 2 * 3600 * RATE / 1152)):
                packet = av.Packet(kind[index % len(kind)])
                packet.stream, packet.time_base = stream, pattern.streams.audio[0].time_base
                packet.pts = packet.dts = round(number * 1152 / RATE / packet.time_base)
                out.mux(packet)
                number += 1
    return out_path


def jump_times(ear: Ear, path: Path, half_s: float, jumps: int) -> tuple[float, list, list]:
    """Seconds from play to sound; from each jump to its sound; the same by the engine's word."""
    from player.audio.engine import start_engine
    from player.audio.messages import PlayRequest
    from player.evaluation.bench_sound import until_heard

    dice = np.random.default_rng(2)
    heard, told = [], []
    engine = start_engine("")
    try:
        engine.statistics()
        since, asked_at = ear.frames, time.monotonic()
        engine.play(PlayRequest(1, str(path)))
        played_s = heard_at(ear, TONES[0], since) - asked_at
        for jump in range(jumps):
            half = 1 - jump % 2
            target_s = half_s * half + dice.uniform(5, half_s - 15)
            time.sleep(0.5 + dice.uniform(0, 0.1))
            since, asked_at = ear.frames, time.monotonic()
            engine.seek(target_s)
            told.append(until_heard(engine, 1, target_s, asked_at))
            heard.append(heard_at(ear, TONES[half], since) - asked_at)
    finally:
        engine.close()
    time.sleep(1.0)
    return played_s, heard, told


def heard_at(ear: Ear, frequency: float, since: int) -> float:
    """When the tone arrived that was asked for at frame *since*."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        frame = ear.first(frequency, since)
        if frame is not None:
            return ear.arrived_at(frame)
        time.sleep(0.01)
    raise AssertionError(f"{frequency} Hz are never heard")


@contextmanager
def listening(folder: Path) -> Iterator[Ear]:
    """A sound server with an ear at its sink."""
    from tests.sound_server import SoundServer

    server = SoundServer(folder)
    server.start()
    os.environ.update(server.environment)
    ear = Ear(server.environment)
    try:
        while not ear.frames:
            time.sleep(0.05)
        yield ear
    finally:
        ear.close()
        server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--jumps", type=int, default=10)
    parser.add_argument("--hours", type=float, default=3.0, help="of the long VBR MP3")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {kind: (path, HALF_S) for kind, path in make_files(folder).items()}
        long = make_long_mp3(folder, options.hours)
        files[f"{options.hours:g} h vbr mp3"] = (long, options.hours * 1800)
        print(f"load {os.getloadavg()[0]:.1f}, long file {long.stat().st_size / 1e6:.0f} MB")
        print(f"{'':12}{'play':>8}{'jump':>8}{'worst':>8}{'said':>8}")
        with listening(folder) as ear:
            for kind, (path, half_s) in files.items():
                played_s, heard, told = jump_times(ear, path, half_s, options.jumps)
                figures = (played_s, statistics.median(heard), max(heard), statistics.median(told))
                print(f"{kind:12}" + "".join(f"{1000 * s:8.0f}" for s in figures), flush=True)
            print(f"the recorder gives away {ear.fragment_ms:.0f} ms at a time")


if __name__ == "__main__":
    main()
