"""Scores drafts of memos: drafting.py FOLDER runs the scorer in or above it on `tracker draft`."""

import subprocess
import sys
from pathlib import Path


def main(folder: Path) -> int:
    scorer = next(
        (each / "score.py" for each in (folder, *folder.parents) if (each / "score.py").is_file()), None
    )
    if scorer is None:
        print(f"there is no score.py in {folder} or above it")
        return 2
    command = [sys.executable, str(scorer), str(folder), sys.executable, "-m", "tracker", "-q", "draft"]
    return subprocess.run(command, check=False, timeout=600).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
