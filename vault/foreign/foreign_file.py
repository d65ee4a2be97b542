"""A file of somebody else, opened in a process of its own that gets nothing but its bytes."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, Final

from vault.child_environment import child_environment
from vault.errors import VaultError
from vault.foreign.frames import receive, send
from vault.model.drawn_page import DrawnPage
from vault.progress import Progress
from vault.translation import _

TIME_LIMIT: Final = 60.0
"""Seconds for one answer. Longer means that the file makes the process hang."""

WORDS_LIMIT: Final = 5_000_000
"""Most characters of a document that are kept to be found by."""


def can_see_words() -> bool:
    """Tell whether words on pictures can be read: the extra `ocr` is installed."""
    return find_spec("tesserocr") is not None


class ForeignFile:
    """A file that is open: its pages as pixels, its words. Of any thread, one answer at a time.

    Its bytes are in memory alone, here and there. Close it: its process ends then.
    """

    def __init__(
        self,
        data: bytes,
        media: str,
        begun: "Callable[[ForeignFile], object]" = lambda _file: None,
        *,
        as_table: bool = False,
    ) -> None:
        """Open it; `begun` gets this before it has answered. Raises VaultError.

        With `as_table` it is read for its cells, and for nothing else.
        """
        self.grids: list[Any] = []
        self._asking = threading.Lock()
        try:
            self._child = subprocess.Popen(  # noqa: S603 - our own module, and a number
                [sys.executable, "-I", "-m", "vault.foreign.child", str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # What a library says of a file may quote it.
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=child_environment(),
            )
        except OSError:
            raise _not_shown("") from None
        try:
            begun(self)
            what = {"media": media, "do": "grids"} if as_table else {"media": media}
            said, found = self._ask(what, data)
            self.pages = int(said.get("pages", 0))
            self.grids = json.loads(found) if as_table else []
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "ForeignFile":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __del__(self) -> None:
        # Whoever looked at it may be gone without a word.
        if hasattr(self, "_child"):
            self.close()

    def page(self, number: int, height: int) -> DrawnPage:
        """Return a page, from 0, drawn at most `height` pixels high.

        Raises VaultError for one that cannot be drawn, or after `close`.
        """
        said, pixels = self._ask({"do": "page", "number": number, "height": height})
        return DrawnPage(pixels, said["width"], said["height"], said["stride"], self.pages)

    def words(self, progress: Progress, most_pages: int | None = None) -> str:
        """Return the words of all pages, divided by U+000C, at most WORDS_LIMIT of characters.

        Of the first `most_pages`, where that is told. What is on pictures too, where that can be
        read. A page that cannot be read has none.
        Raises Cancelled.
        """
        pages = min(self.pages, most_pages or self.pages)
        progress.start(pages)
        found, left, ocr = [], WORDS_LIMIT, can_see_words()
        for number in range(pages):
            progress.step()
            text = ""
            with contextlib.suppress(VaultError):
                asked = {"do": "words", "number": number, "ocr": ocr}
                text = self._ask(asked)[1].decode("utf-8", "replace").replace("\0", "")[:left]
            found.append(text)
            left -= len(text)
            if left <= 0 or self._child.poll() is not None:
                break
        return "\f".join(found)

    def close(self) -> None:
        """Let the process end, now."""
        self._child.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._child.wait()

    def _ask(self, asked: dict[str, Any], data: bytes = b"") -> tuple[Any, bytes]:
        with self._asking, self._in_time():
            source, answers = self._child.stdin, self._child.stdout
            if source is None or answers is None:
                raise RuntimeError("The child was started without its pipes.")
            try:
                send(source, asked, data)
                answer = receive(answers)
            except (OSError, EOFError, ValueError):
                answer = None
        if answer is None or "failed" in answer[0]:
            raise _not_shown(answer[0]["failed"] if answer is not None else "")
        return answer

    @contextlib.contextmanager
    def _in_time(self) -> Iterator[None]:
        timer = threading.Timer(TIME_LIMIT, self._child.kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _not_shown(why: str) -> VaultError:
    sentences = {
        "locked": _("This document has a password of its own, so it cannot be shown here."),
        "large": _("This document is too large to be shown here."),
        "kind": _("Documents of this kind cannot be shown here."),
    }
    return VaultError(
        sentences.get(why, _("This document cannot be shown here.")),
        hint=_("It is kept as it came. Save a copy to open it with another program."),
    )
