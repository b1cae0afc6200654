"""Tabulate, which draws the tables, loaded without what it needs to tell its own version."""

import sys
from types import ModuleType

VERSIONS = "importlib.metadata"


def drawing() -> ModuleType:
    """Load tabulate.

    Its first line asks `importlib.metadata` for its version, and nothing else does; that loads mail,
    archives and sockets, a sixth of the time of a `status`. Something that knows no version stands in for
    it meanwhile, unless it is there already, or another thread might meet what stands in.
    """
    is_alone = len(sys._current_frames()) == 1  # noqa: SLF001 (documented; threading is slow to load)
    if is_alone and "tabulate" not in sys.modules and VERSIONS not in sys.modules:
        sys.modules[VERSIONS] = _Unversioned(VERSIONS)
        try:
            import tabulate  # noqa: PLC0415 (slow)
        finally:
            del sys.modules[VERSIONS]
    import tabulate  # noqa: PLC0415 (slow)

    return tabulate


class _Unversioned(ModuleType):
    """Stands in for `importlib.metadata`."""

    PackageNotFoundError = LookupError

    @staticmethod
    def version(name: str) -> str:
        """Say of no package that it is there."""
        raise LookupError(name)
