"""Run the command line as ``python -m convoy_map``."""

from convoy_map.cli import main

if __name__ == "__main__":
    main()
