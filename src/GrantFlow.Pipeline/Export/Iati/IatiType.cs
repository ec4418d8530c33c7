namespace GrantFlow.Pipeline.Export.Iati;

/// <summary>What moved, by the code list TransactionType of IATI 2.03; the numbers are the codes.</summary>
public enum IatiType
{
    /// <summary>Promised to people, less what was given back before it was spent.</summary>
    OutgoingCommitment = 2,

    /// <summary>Paid to suppliers, who are organisations.</summary>
    Disbursement = 3,

    /// <summary>Paid to people, and what exchange rates cost.</summary>
    Expenditure = 4,

    /// <summary>Came back after it was paid: below zero, so that 3, 4 and 7 together are what was spent.</summary>
    Reimbursement = 7,

    /// <summary>What a funder agreed to.</summary>
    IncomingCommitment = 11,
}
