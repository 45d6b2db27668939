"""Make the casebook file from the case files: `python -m casebook.build`."""

import sys

from casebook.curation.build import main

if __name__ == "__main__":
    sys.exit(main())
