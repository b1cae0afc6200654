"""Which use case records which fact."""

from events.facts import (
    CommitmentAgreed,
    CommitmentAmended,
    CommitmentReaffirmed,
    CommitmentSuperseded,
    DeadlineRevised,
    DelegationRecorded,
    DocumentPublished,
    EvidenceAdded,
    Fact,
    InstitutionRecorded,
    MechanismRecorded,
    MeetingHeld,
    NamesReconciled,
    StatusUpdated,
    TopicRecorded,
)
from tracker.decisions.add_evidence import AddEvidence
from tracker.decisions.agree_commitment import AgreeCommitment
from tracker.decisions.amend_commitment import AmendCommitment
from tracker.decisions.hold_meeting import HoldMeeting
from tracker.decisions.publish_document import PublishDocument
from tracker.decisions.reaffirm_commitment import ReaffirmCommitment
from tracker.decisions.reconcile_names import ReconcileNames
from tracker.decisions.record_delegation import RecordDelegation
from tracker.decisions.record_institution import RecordInstitution
from tracker.decisions.record_mechanism import RecordMechanism
from tracker.decisions.record_topic import RecordTopic
from tracker.decisions.revise_deadline import ReviseDeadline
from tracker.decisions.supersede_commitment import SupersedeCommitment
from tracker.decisions.update_status import UpdateStatus
from tracker.decisions.use_case import Recording, Stamps

RECORDINGS: dict[type[Fact], type[Recording]] = {
    InstitutionRecorded: RecordInstitution,
    MechanismRecorded: RecordMechanism,
    TopicRecorded: RecordTopic,
    NamesReconciled: ReconcileNames,
    MeetingHeld: HoldMeeting,
    DocumentPublished: PublishDocument,
    DelegationRecorded: RecordDelegation,
    CommitmentAgreed: AgreeCommitment,
    CommitmentReaffirmed: ReaffirmCommitment,
    CommitmentAmended: AmendCommitment,
    CommitmentSuperseded: SupersedeCommitment,
    StatusUpdated: UpdateStatus,
    DeadlineRevised: ReviseDeadline,
    EvidenceAdded: AddEvidence,
}
"""In the order in which the facts of one file rest on each other."""


def recording(fact: Fact, stamps: Stamps, corrected_by: str | None = None) -> Recording:
    """Give the use case that records a fact."""
    return RECORDINGS[type(fact)](fact, stamps, corrected_by)
