"""A PulseAudio of our own with a sink that nobody hears and a recorder at its monitor."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest

RATE = 44100
_STARTING_S = 10.0
_REALTIME = 2
"""Above a player's, below that of the thread behind the sink."""


class SoundServer:
    """A running server; :attr:`environment` points programs to it."""

    def __init__(self, folder: Path, *, rate: int = RATE) -> None:
        self.folder = folder
        self.rate = rate
        """Of the sink and of what is recorded, Hz."""
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        self.socket = runtime / "pulse.sock"
        self.environment = {
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_RUNTIME_PATH": str(runtime / "pulse"),
            "PULSE_SERVER": f"unix:{self.socket}",
            "HOME": str(folder),
        }
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers; skips the test where it cannot be started."""
        for program in ("pulseaudio", "parec", "pactl"):
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not installed, so nothing can be recorded")
        self._server = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--use-pid-file=no",
                "--disallow-exit=no",
                f"--log-target=file:{self.folder / 'pulse.log'}",
                f"--load=module-native-protocol-unix auth-anonymous=1 socket={self.socket}",
                "--load=module-null-sink sink_name=test_sink format=s16le"
                f" rate={self.rate} channels=2 norewinds=1",
            ],
            env=os.environ | self.environment,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _STARTING_S
        while time.monotonic() < deadline:
            if self.control("info").returncode == 0:
                return
            time.sleep(0.1)
        self.stop()
        pytest.skip("pulseaudio does not start here")

    def stop(self) -> None:
        """End it."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(10)

    def serve_first(self) -> None:
        """Serve its main thread before other programs, where that is allowed.

        The thread behind the sink asks for that itself; the main one, which hands it the sound, is
        only niced, and comes late by more than a player's latency on a machine that others use.
        """
        assert self._server is not None
        with suppress(PermissionError):
            os.sched_setscheduler(self._server.pid, os.SCHED_RR, os.sched_param(_REALTIME))

    def kill(self) -> None:
        """End it without a chance to say so to anybody."""
        assert self._server is not None
        self._server.kill()
        self._server.wait(10)

    def hold(self) -> None:
        """Let it hang: it is there, and answers nothing."""
        assert self._server is not None
        self._server.send_signal(signal.SIGSTOP)

    def release(self) -> None:
        """Let it go on."""
        assert self._server is not None
        self._server.send_signal(signal.SIGCONT)

    def control(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """``pactl`` with *arguments*."""
        return subprocess.run(
            ["pactl", *arguments],
            env=os.environ | self.environment,
            capture_output=True,
            check=False,
            timeout=20,
        )

    @contextmanager
    def recording(self, sink: str = "test_sink") -> Iterator[Recording]:
        """Record what *sink* is given."""
        file = self.folder / f"recorded{time.monotonic_ns()}.raw"
        with file.open("wb") as out:
            recorder = subprocess.Popen(
                [
                    "parec",
                    f"--device={sink}.monitor",
                    "--format=s16le",
                    f"--rate={self.rate}",
                    "--channels=2",
                    "--latency-msec=20",
                    "--raw",
                ],
                env=os.environ | self.environment,
                stdout=out,
            )
            recording = Recording(file)
            deadline = time.monotonic() + _STARTING_S
            while not file.stat().st_size and time.monotonic() < deadline:
                time.sleep(0.02)
            try:
                yield recording
            finally:
                time.sleep(0.3)  # the monitor is this far behind the sink
                recorder.terminate()
                recorder.wait(10)


class Recording:
    """What was recorded."""

    def __init__(self, file: Path) -> None:
        self.file = file
        """Raw: 16 bits, two channels."""

    def samples(self) -> np.ndarray:
        """(n, 2) float32, without the silence around it."""
        raw = np.fromfile(self.file, "<i2")
        frames = raw[: len(raw) // 2 * 2].reshape(-1, 2).astype(np.float32) / 32768
        heard = np.flatnonzero(np.abs(frames).max(axis=1))
        return frames[heard[0] : heard[-1] + 1] if len(heard) else frames[:0]
