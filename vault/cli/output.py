"""What the command line says: to a person, or as one JSON document to another program."""

import contextlib
import os
import sys
import time
import unicodedata
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vault.errors import Damaged, StorageFailed, VaultError
from vault.lifecycle.findings import VerifyReport
from vault.progress import Progress
from vault.translation import _, count_of

_DEFECT = 70
_SHOWN_EVERY = 0.1


class Output:
    """Standard output and standard error of one command.

    `as_json` prints one JSON document on standard output and nothing else there.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def answer(self, value: Any, text: str) -> None:
        """Print the result: `value` as JSON, or `text` for a person."""
        if self.as_json:
            self.json(value)
        else:
            _write(shown(text).encode("utf-8", "replace") + b"\n")

    def json(self, value: Any) -> None:
        """Print one JSON document."""
        import msgspec

        _write(msgspec.json.encode(value) + b"\n")

    def say(self, text: str) -> None:
        """Say something beside the result, on standard error."""
        if sys.stderr is not None:
            with contextlib.suppress(OSError):
                sys.stderr.buffer.write(shown(text).encode("utf-8", "replace") + b"\n")
                sys.stderr.buffer.flush()

    def verified(self, report: VerifyReport) -> int:
        """Print what a verification found; return the exit code."""
        problems = [asdict(problem) for problem in report.problems]
        lines = [f"{each.kind} {each.id}: {each.message}" for each in report.problems]
        if report.ok:
            lines.append(count_of("Whole: {n} check.", "Whole: {n} checks.", report.checked))
        self.answer(
            {"ok": report.ok, "checked": report.checked, "problems": problems}, "\n".join(lines)
        )
        return 0 if report.ok else Damaged.exit_code

    def progress(self, *, quiet: bool) -> Progress:
        """Return a progress that counts on standard error, at a terminal only."""
        if quiet or sys.stderr is None or not sys.stderr.isatty():
            return Progress()
        shown_at = 0.0

        def show(done: int, total: int) -> None:
            nonlocal shown_at
            if time.monotonic() - shown_at > _SHOWN_EVERY or (total and done == total):
                shown_at = time.monotonic()
                of = f" / {total}" if total else ""
                sys.stderr.write(f"\r{done}{of} ")
                sys.stderr.flush()

        return Progress(show)

    def fail(self, error: VaultError) -> int:
        """Say an expected failure in a sentence or two, and return its exit code."""
        self.say(f"{error.sentence} {error.hint}".rstrip())
        if self.as_json:
            self._json_error(error.code, error.sentence, error.hint)
        return error.exit_code

    def defect(self, where: str) -> int:
        """Say that Strongroom itself failed, and where in its code."""
        sentence = _("This is a defect in Strongroom. What was saved before is safe.")
        self.say(f"{sentence} ({where})")
        if self.as_json:
            self._json_error("defect", sentence, where)
        return _DEFECT

    def _json_error(self, code: str, message: str, hint: str) -> None:
        with contextlib.suppress(VaultError):
            self.json({"error": {"code": code, "message": message, "hint": hint}})


def _write(data: bytes) -> None:
    if sys.stdout is None:
        raise StorageFailed(_("Standard output is closed, so the answer cannot be given."))
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError:
        # What waits in the buffer would be tried once more when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise StorageFailed(_("The answer cannot be written to standard output.")) from None


def path_text(path: Path) -> str:
    """Return a path as text that can be printed, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")


def shown(text: str) -> str:
    """Return text as a terminal may show it: control characters are marked, not obeyed."""
    return "".join(
        char
        if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
        else f"[U+{ord(char):04X}]"
        for char in text
    )
