"""Who says what of a commitment: what is reported, assessed, disputed, and on whose word it stands."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from tracker.rules.case import Claim, Proof
from tracker.rules.directory import Directory, Speaker

NEAR_DAYS = 365
"""How far apart two claimants may speak and still be said to disagree."""


class Speakers:
    """For whom each claimant speaks about one commitment; each is looked up once."""

    def __init__(self, directory: Directory, obligors: Sequence[str]) -> None:
        self.directory = directory
        self._obligors = obligors
        self._found: dict[str, Speaker] = {}

    def of(self, claimant: str) -> Speaker:
        """Say for whom a claimant speaks."""
        found = self._found.get(claimant)
        if found is None:
            found = self._found[claimant] = self.directory.speaker(claimant, self._obligors)
        return found


def reported(claims: Sequence[Claim], obligors: Sequence[str], speakers: Speakers) -> list[dict[str, Any]]:
    """List, for each obligor, the latest claim of each obligor party about it."""
    entries = []
    order = {name: place for place, name in enumerate(obligors)}
    for obligor in obligors:
        latest: dict[str, dict[str, Any]] = {}
        for claim in claims:
            if claim.covers(obligor):
                for speaker in map(speakers.of, claim.claimants):
                    if speaker.reports:
                        latest[speaker.name] = _entry(obligor, speaker, claim)
        entries += sorted(latest.values(), key=lambda entry: order.get(entry["assessor"], len(order)))
    return entries


def assessed(claims: Sequence[Claim], speakers: Speakers) -> dict[str, Any] | None:
    """Give the latest claim that is nobody's own: of a claimant that is no obligor, nor speaks for one."""
    for claim in reversed(claims):
        if not any(speakers.of(each).reports for each in claim.claimants):
            return _entry(claim.obligor, speakers.of(claim.claimants[0]), claim)
    return None


def _entry(obligor: str | None, speaker: Speaker, claim: Claim) -> dict[str, Any]:
    return {
        "obligor": obligor,
        "assessor": speaker.name,
        "via": speaker.via,
        "status": claim.status,
        "percent": tidy(claim.percent),
        "effective": claim.effective,
    }


def tidy(percent: float | None) -> float | None:
    """Give a whole share as an integer."""
    return int(percent) if percent is not None and percent == int(percent) else percent


def disagree(claims: Sequence[Claim], obligors: Sequence[str], speakers: Speakers) -> bool:
    """Say whether, about one side, two claimants' latest words differ within a year of each other."""
    if len({claim.status for claim in claims}) < 2:  # noqa: PLR2004 (it takes two)
        return False
    named = {claim.obligor for claim in claims}
    # All sides that no claim names rest on the same claims, so one of them answers for all.
    for obligor in dict.fromkeys(each if each in named else None for each in obligors):
        latest: dict[str, Claim] = {}
        for claim in claims:
            if claim.covers(obligor):
                for claimant in claim.claimants:
                    latest[speakers.of(claimant).name] = claim
        if _differ_nearby(latest.values()):
            return True
    return False


def _differ_nearby(claims: Iterable[Claim]) -> bool:
    """Say whether two claims of different statuses are near each other.

    In order of days only the last one of each other status can be near, so each claim is
    compared with as many as there are statuses.
    """
    words = {(date.fromisoformat(claim.earliest).toordinal(), claim.status) for claim in claims}
    last: dict[str | None, int] = {}
    for day, status in sorted(words, key=lambda word: word[0]):
        if any(other != status and day - then <= NEAR_DAYS for other, then in last.items()):
            return True
        last[status] = day
    return False


def status_by(claims: Iterable[Claim], speakers: Speakers) -> list[str]:
    """List the claimants some claims rest on, in their order, without repeats."""
    names = (speakers.of(claimant).name for claim in claims for claimant in claim.claimants)
    return list(dict.fromkeys(names))


def evidence(claims: Iterable[Claim], proofs: Iterable[Proof]) -> list[str]:
    """List the distinct addresses and digests of the claims and of the evidence."""
    pieces: list[str | None] = []
    for claim in claims:
        for each in claim.evidence:
            pieces += (each.get("url"), each.get("digest"))
    for proof in proofs:
        pieces += (proof.url, proof.digest)
    return list(dict.fromkeys(piece for piece in pieces if piece))
