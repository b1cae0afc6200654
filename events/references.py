"""References: how one fact names another, and the tag by which the log finds what is named."""

KINDS = (
    *("commitment", "meeting", "document", "institution", "mechanism", "topic", "party", "official"),
    "event",
)
"""What a reference may name, in the order in which a name without a kind is looked for."""


def split(reference: str) -> tuple[str | None, str]:
    """Split `kind:id` into its parts; a bare id has no kind.

    >>> split("document:sembrando")
    ('document', 'sembrando')
    >>> split("otay-mesa-east")
    (None, 'otay-mesa-east')
    """
    kind, colon, name = reference.partition(":")
    return (kind, name) if colon and kind in KINDS else (None, reference)


def possible(reference: str, kinds: tuple[str, ...]) -> list[str]:
    """List the `kind:id` forms a reference may mean, given the kinds a bare id may have."""
    kind, name = split(reference)
    return [f"{kind}:{name}"] if kind else [f"{each}:{name}" for each in kinds]


def institution(name: str, party: str | None = None) -> str | None:
    """Give `PARTY/ID` for an institution written `ID` or `PARTY/ID`; None if no party is known."""
    if "/" in name:
        return name
    return f"{party}/{name}" if party else None
