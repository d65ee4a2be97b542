"""Runs the process that sets pages: what it is given goes in by a pipe, a PDF comes out."""

import contextlib
import json
import subprocess
import sys
import threading
import time
from typing import IO, Any, Final

from vault.child_environment import child_environment
from vault.errors import Damaged, VaultError
from vault.progress import Progress
from vault.translation import _

TIME_LIMIT: Final = 900.0
"""Seconds; some 100,000 pages. Longer means that the child hangs."""

_TICK = 0.05
"""Seconds between two questions whether the person who waits has cancelled."""


def set_pages(kind: str, package: Any, progress: Progress) -> tuple[bytes, int]:
    """Return a PDF of a package of this kind, and how many characters became marks.

    The text goes through pipes: it is in no argument, environment variable, file or error. Raises
    VaultError when it cannot be set, Damaged when the installation lacks a font or a template, and
    Cancelled, with the child gone, when the person who waits has cancelled.
    """
    from vault.export.render_child import HEADER

    answer = _run_child(_as_json(kind, package), progress)
    if len(answer) < HEADER.size:
        raise not_set()
    replaced, length = HEADER.unpack_from(answer)
    pdf = answer[HEADER.size :]
    if len(pdf) != length:
        raise not_set()
    return pdf, replaced


def not_set() -> VaultError:
    """Return what is said when pages could not be set."""
    return VaultError(
        _("The pages could not be set. The record is unchanged and nothing was written."),
        hint=_("Try again after closing other programs; a very long record needs much memory."),
    )


def _as_json(kind: str, package: Any) -> bytes:
    import msgspec

    # Escapes everything beyond ASCII, so that even half of a character travels and becomes a mark.
    return json.dumps([kind, msgspec.to_builtins(package)]).encode("ascii")


def _run_child(package: bytes, progress: Progress) -> bytes:
    try:
        with subprocess.Popen(
            [sys.executable, "-I", "-m", "vault.export.render_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What the typesetter says when it fails may quote the note.
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=child_environment(),
        ) as child:
            try:
                answer = _talk(child, package, progress)
            except BaseException:
                child.kill()
                raise
    except subprocess.TimeoutExpired:
        raise VaultError(
            _("Setting the pages took too long and was stopped. Nothing was written."),
            hint=_("Try again with fewer notes."),
        ) from None
    except OSError:
        raise not_set() from None
    if child.returncode == Damaged.exit_code:
        raise Damaged(
            _("A font or a template of Strongroom is missing. Nothing was written."),
            hint=_("Install Strongroom again."),
        )
    if child.returncode:
        raise not_set()
    return answer


def _talk(child: subprocess.Popen[bytes], package: bytes, progress: Progress) -> bytes:
    """Return what the child answers; raises TimeoutExpired, and Cancelled within a tick.

    The package goes in by a thread of its own: `communicate` sends no more of its input once it
    has been interrupted by a tick.
    """
    until = time.monotonic() + TIME_LIMIT
    pipe = child.stdin
    if pipe is None:
        raise RuntimeError("The child was started without a way in.")
    feeder = threading.Thread(target=_feed, args=(pipe, package), daemon=True)
    child.stdin = None  # the feeder's now: `communicate` would close it
    feeder.start()
    while True:
        progress.check()
        try:
            return child.communicate(timeout=_TICK)[0]
        except subprocess.TimeoutExpired:
            if time.monotonic() > until:
                raise


def _feed(pipe: IO[bytes], package: bytes) -> None:
    # A child that was stopped, or has failed, reads no more; what it answers says so.
    with contextlib.suppress(OSError), pipe:
        pipe.write(package)
