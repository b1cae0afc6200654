"""A desk with the dossier and with what is hostile, and its site, made once."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import CommandLine

pytest.importorskip("jinja2", reason="the extra publish is not installed")

HOSTILE = """
meeting: {id: con, held: 2024-05-01, title: '<script>alert(1)</script>', note: a secret of ours}
institutions: [{party: CR, id: MOPT.x}]
commitments:
  - id: nul
    text: {en: "<img src=x onerror=alert(1)> & \\"quoted\\" สวัสดีชาวโลก", es: 'Texto'}
    obligors: [CR, PA]
    themes: [".."]
    deadline: 2024-12
  - id: very-long
    text: LONG
    obligors: OBLIGORS
updates:
  - {commitment: nul, by: CR, status: in-progress, percent: 40, effective: 2024-06-01, note: also a secret,
     evidence: ["https://example.org/a?b=<c>", "https://example.org/plain"]}
  - {commitment: nul, by: press, status: stalled, effective: 2024-07-01, label: 'javascript:alert(1)'}
deadlines:
  - {commitment: nul, deadline: 2026, announced: 2024-11-01, by: CR, reason: a reason}
"""


@pytest.fixture(scope="session")
def published_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """Give a desk whose folder has its site in `site`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        desk = CommandLine(tmp_path_factory.mktemp("published")).record_dossier()
        obligors = "[" + ", ".join(f"Q{a}{b}" for a in "ABCDEFGHIJKLMNOPQ" for b in "ABCDEFGHIJKLMNOPQ") + "]"
        minutes = HOSTILE.replace("LONG", "x" + "word " * 1000).replace("OBLIGORS", obligors)
        desk.done("record", "-", "-q", stdin=minutes)
        desk.done("publish", "site", "--title", "Costa Rica & Panamá", "--base-url", "https://example.org/s/")
        yield desk
    time.tzset()


@pytest.fixture
def desk(published_desk: CommandLine, tmp_path: Path) -> CommandLine:
    """Give a copy of the desk and its site."""
    return published_desk.copy(tmp_path / "desk")


@pytest.fixture(scope="session")
def site(published_desk: CommandLine) -> Path:
    """Give the folder of the site."""
    return published_desk.folder / "site"
