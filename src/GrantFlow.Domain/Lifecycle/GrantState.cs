namespace GrantFlow.Domain.Lifecycle;

/// <summary>Where a grant stands. Names are stored: add, never rename.</summary>
public enum GrantState
{
    /// <summary>With intake: just handed in, or returned for amendment.</summary>
    Submitted,

    /// <summary>Duplicates are being looked for.</summary>
    Screening,

    /// <summary>A likely duplicate: an officer decides.</summary>
    NeedsAdjudication,

    /// <summary>An officer decides.</summary>
    AwaitingApproval,

    /// <summary>Approved once; a second officer decides.</summary>
    AwaitingSecondApproval,

    /// <summary>Approved; the money is being reserved on the funding line.</summary>
    Approved,

    /// <summary>Money reserved; the country office confirms arrival, identity and route.</summary>
    AwaitingVerification,

    /// <summary>The person is there; the split is planned.</summary>
    Verified,

    /// <summary>Goods are delivered and cash is paid, line by line.</summary>
    Disbursing,

    /// <summary>Every line is done.</summary>
    Completed,

    /// <summary>Closed in the books. Final.</summary>
    Closed,

    /// <summary>Refused. An end that may be appealed.</summary>
    Rejected,

    /// <summary>A rejection is being looked at again.</summary>
    UnderAppeal,

    /// <summary>The person seeks protection and was handed to the competent agency. Final, without prejudice.</summary>
    Referred,

    /// <summary>The person withdrew. Final, without prejudice.</summary>
    Withdrawn,

    /// <summary>A deadline of the programme passed. Final; the money is free again.</summary>
    Expired,

    /// <summary>Stopped by the office after approval. Final; the money is free again.</summary>
    Cancelled,

    /// <summary>Paused by an officer; resuming returns where it came from.</summary>
    OnHold,
}

/// <summary>What moves a grant.</summary>
public enum GrantTrigger
{
    /// <summary>Intake hands the application in, or in again.</summary>
    StartScreening,

    /// <summary>No duplicate was found.</summary>
    PassScreening,

    /// <summary>A likely duplicate was found.</summary>
    FlagScreening,

    /// <summary>The same person already has a grant.</summary>
    FailScreening,

    /// <summary>An officer found that the likely duplicate is another person.</summary>
    ClearDuplicate,

    /// <summary>An officer found that it is the same person.</summary>
    ConfirmDuplicate,

    /// <summary>An officer approves.</summary>
    Approve,

    /// <summary>An officer rejects.</summary>
    Reject,

    /// <summary>An officer asks intake to amend.</summary>
    Return,

    /// <summary>The person seeks protection.</summary>
    Refer,

    /// <summary>The funding line reserved the money.</summary>
    ReserveFunds,

    /// <summary>The funding line has not enough.</summary>
    RefuseFunds,

    /// <summary>The person left.</summary>
    Depart,

    /// <summary>The country office confirms arrival, identity and route.</summary>
    Verify,

    /// <summary>The office stops an approved grant.</summary>
    Cancel,

    /// <summary>The office confirms what is given in kind and what in cash.</summary>
    ConfirmSplit,

    /// <summary>The plan is changed, or a change is proposed, approved or rejected.</summary>
    ChangePlan,

    /// <summary>A line moved.</summary>
    MoveLine,

    /// <summary>The person withdraws.</summary>
    Withdraw,

    /// <summary>A deadline passed.</summary>
    Expire,

    /// <summary>An officer pauses.</summary>
    Hold,

    /// <summary>An officer resumes.</summary>
    Resume,

    /// <summary>Finance closes the books.</summary>
    Close,

    /// <summary>The person asks for a rejection to be looked at again.</summary>
    Appeal,

    /// <summary>The rejection stands.</summary>
    UpholdRejection,

    /// <summary>The rejection falls; the grant is screened and decided anew.</summary>
    AllowAppeal,

    /// <summary>A member of a household is split off.</summary>
    LeaveHousehold,
}
