"""``python -m migbrief``."""

from migbrief.cli.main import main

if __name__ == "__main__":
    main()
