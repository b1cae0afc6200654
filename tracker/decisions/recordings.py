"""Which rules a fact is recorded by: those of its kind, or those that all kinds share."""

from events.facts import Fact
from tracker.decisions.add_evidence import AddEvidence
from tracker.decisions.agree_commitment import AgreeCommitment
from tracker.decisions.amend_commitment import AmendCommitment
from tracker.decisions.decline_commitment import DeclineCommitment
from tracker.decisions.record_institution import RecordInstitution
from tracker.decisions.recording import Recording
from tracker.decisions.revise_deadline import ReviseDeadline
from tracker.decisions.supersede_commitment import SupersedeCommitment
from tracker.decisions.update_status import UpdateStatus

RULES: dict[type[Fact], type[Recording]] = {
    kind: rule
    for rule in (
        AddEvidence,
        AgreeCommitment,
        AmendCommitment,
        DeclineCommitment,
        RecordInstitution,
        ReviseDeadline,
        SupersedeCommitment,
        UpdateStatus,
    )
    for kind in rule.records
}
"""Kinds of facts that have a rule of their own."""


def recording(fact: Fact, source: str | None = None, *, restores: bool = False) -> Recording:
    """Give the recording of a fact; `source` names the minutes it is from, if it is from any."""
    return RULES.get(type(fact), Recording)(fact, source, restores=restores)
