"""Which version of the program runs."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The installed distribution's version; "unknown" where it runs without being installed."""
    try:
        return version("okrbot")
    except PackageNotFoundError:
        return "unknown"
