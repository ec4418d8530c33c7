namespace GrantFlow.Domain.Ledger;

/// <summary>
/// The accounts of one funding line. Each says where the line's money is; a posting moves it from the credited to the
/// debited account. Names are stored and exported: add, never rename.
/// </summary>
public enum Account
{
    /// <summary>Free to be granted. Where the agreement's amount is not known, its credit balance is what has been drawn.</summary>
    Available,

    /// <summary>Reserved for approved grants.</summary>
    Committed,

    /// <summary>Owed to suppliers for goods and services.</summary>
    PayableInKind,

    /// <summary>Owed to people in cash.</summary>
    PayableCash,

    /// <summary>On its way to a person.</summary>
    InTransit,

    /// <summary>Spent on goods and services.</summary>
    SpentInKind,

    /// <summary>Spent in cash.</summary>
    SpentCash,

    /// <summary>Came back from a provider.</summary>
    Returned,

    /// <summary>What exchange rates cost between the release of a payment and its booking by the bank. A credit balance is a gain.</summary>
    ExchangeDifference,

    /// <summary>What the agreement holds, as its credit balance: the other side of what came to the funding line.</summary>
    Agreed,
}

/// <summary>Why an entry is posted. Names are stored and exported: add, never rename.</summary>
public enum EntryKind
{
    /// <summary>An approval's money is reserved.</summary>
    Commitment,

    /// <summary>The split turns the commitment into what is owed.</summary>
    Split,

    /// <summary>Goods or services are settled with the supplier.</summary>
    InKindSettlement,

    /// <summary>Finance released a payout.</summary>
    PayoutRelease,

    /// <summary>The person has the money.</summary>
    CashPayout,

    /// <summary>A payout failed; the money is owed again.</summary>
    PayoutFailure,

    /// <summary>The money came back.</summary>
    PayoutReturn,

    /// <summary>Money that is not needed goes back to the line.</summary>
    Release,

    /// <summary>A change of plan: what is owed for other things, or less.</summary>
    PlanChange,

    /// <summary>The bank booked another amount than was released, because the exchange rate moved.</summary>
    ExchangeDifference,

    /// <summary>What came back is owed again, on a new route.</summary>
    PayoutRepeat,

    /// <summary>What the rules say that the funding line holds, or what another version of them changed in it.</summary>
    Agreement,

    /// <summary>An amendment of the agreement brings more.</summary>
    TopUp,

    /// <summary>An amendment of the agreement takes away what was still free.</summary>
    Reduction,
}
