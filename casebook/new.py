"""Write a case file that is ready to be filled in: `python -m casebook.new doe-2024`."""

import sys

from casebook.curation.template import main

if __name__ == "__main__":
    sys.exit(main())
