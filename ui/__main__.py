"""Opens the window: `python -m ui`. In this version there is none yet, and it says so."""

import sys

from vault.errors import NotInThisVersion
from vault.translation import _


def main() -> int:
    """Say that the window is not in this version, and return the exit code of a wrong usage."""
    refusal = NotInThisVersion(_("The window is not in this version."))
    sys.stderr.write(f"{refusal.sentence}\n")
    return refusal.exit_code


if __name__ == "__main__":
    sys.exit(main())
