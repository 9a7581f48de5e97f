"""What a store may hold after a crash: what was acknowledged, or what was handed in later."""

from __future__ import annotations

from collections.abc import Iterable

from crash_actions import Key, State, key_of, seen_after


class Ledger:
    """Follows what a program said of its actions, and judges what is left of them."""

    def __init__(self) -> None:
        self._possible: dict[Key, list[object]] = {}
        self._numbers: dict[Key, list[int]] = {}
        self.next = 1
        """Number of the first action that was not handed in."""

    def say(self, mark: str, number: int) -> None:
        """Take over one message; see :mod:`crash_actions`."""
        key = key_of(number)
        possible = self._possible.setdefault(key, [None])
        numbers = self._numbers.setdefault(key, [0])
        if mark == "+":
            possible.append(seen_after(number))
            numbers.append(number)
            self.next = number + 1
        elif mark == "=":  # what was there before it must not come back
            settled = numbers.index(number)
            del possible[:settled], numbers[:settled]

    def say_all(self, output: str) -> None:
        """:meth:`say` each whole line of *output*; a kill may have cut the last one short."""
        for line in output.split("\n")[:-1]:
            if line[:1] in {"+", "=", "!"}:
                self.say(line[0], int(line[1:]))

    def lost(self, state: State) -> list[str]:
        """What is not as it may be, in words; empty when all is well."""
        keys: Iterable[Key] = {*self._possible, *state}
        return [
            f"{key} is {state.get(key)!r}, not one of {self._possible.get(key, [None])!r}"
            for key in sorted(keys)
            if state.get(key) not in self._possible.get(key, [None])
        ]

    def believe(self, state: State) -> None:
        """From now on *state* is what was acknowledged."""
        for key in self._possible:
            self._possible[key], self._numbers[key] = [state.get(key)], [0]
