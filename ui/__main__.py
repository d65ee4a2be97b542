"""Opens the window: `python -m ui [VAULT]`. This process only supervises and never has a key."""

import sys

from ui.supervisor import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
