"""The command with the fake reader, as a process of its own: for what only real processes and pipes show."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

if __name__ == "__main__":
    import fake_reader

    import dragoman.run.local

    dragoman.run.local.make_pipeline = fake_reader.make
    from dragoman.cli import main

    main()
