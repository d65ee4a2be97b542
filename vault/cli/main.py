"""The edge of the command line: from arguments to a command, from an exception to words."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from vault.cli.arguments import parse
from vault.cli.output import Output
from vault.errors import Cancelled, VaultError
from vault.translation import _

DEFECT = 70


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    output = Output(as_json="--json" in arguments)
    try:
        options = parse(arguments)
        if options.command is None:
            return _open_window()
        module, _colon, function = options.run.partition(":")
        code = getattr(import_module(module), function)(options, output)
        return int(code or 0)
    except KeyboardInterrupt:
        return output.fail(Cancelled(_("Canceled. Nothing half made was kept.")))
    except VaultError as error:
        return output.fail(error)
    except BrokenPipeError:
        # Who reads the output went away; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return output.defect(_where(error))


def entry() -> None:
    """Run the command line of this process."""
    from vault.no_dumps import forbid_memory_dumps

    forbid_memory_dumps()
    sys.exit(main(sys.argv[1:]))


def _open_window() -> int:
    """Become the window's process, or start it and return its exit code where that cannot be."""
    command = [sys.executable, "-m", "ui"]
    if sys.platform == "win32":
        import subprocess

        return subprocess.run(command, check=False).returncode  # noqa: S603
    # In the place of this process, so that what ends the one ends the other.
    os.execv(command[0], command)  # noqa: S606


def _where(error: Exception) -> str:
    """Return an exception's type and the places in our own code it came through.

    Never its text: eight of ten standard exceptions carry the value they choked on.
    """
    import traceback

    frames = [
        f"{frame.filename.rpartition('vault')[2]}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "vault" in frame.filename
    ]
    return _("{type} at {places}").format(type=type(error).__name__, places=" < ".join(frames[-4:]))
