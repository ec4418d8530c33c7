using System.Text.Json.Serialization;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Statements;

/// <summary>The kinds of files that banks answer with.</summary>
public enum StatementKind
{
    /// <summary>pain.002: whether payments were taken on.</summary>
    StatusReport,

    /// <summary>camt.054: what was booked, one by one.</summary>
    Notification,

    /// <summary>camt.053: all that was booked on an account, with its balances.</summary>
    Statement,
}

/// <summary>What a bank says of a payment.</summary>
public enum StatementSays
{
    /// <summary>Taken on.</summary>
    Accepted,

    /// <summary>Not decided or not booked yet.</summary>
    Pending,

    /// <summary>The money left, or arrived.</summary>
    Settled,

    /// <summary>It will not be paid.</summary>
    Rejected,

    /// <summary>The money came back.</summary>
    Returned,

    /// <summary>Something else, or nothing that is clear.</summary>
    Unclear,
}

/// <summary>One thing that a bank's file says. No account is in it.</summary>
/// <param name="Number">From 1, in the order of the file.</param>
/// <param name="Kind">Of which kind of file.</param>
/// <param name="Says">What it says.</param>
public sealed record StatementRow(int Number, StatementKind Kind, StatementSays Says)
{
    /// <summary>The bank's code for what it says, such as <c>ACSC</c> or <c>BOOK</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Why it was rejected or came back (ISO 20022 external reason).</summary>
    public string? Reason { get; init; }

    /// <summary>The bank's own words to it, without long numbers and without the names that the row gives.</summary>
    public string? Text { get; init; }

    /// <summary>End-to-end id.</summary>
    public string? EndToEndId { get; init; }

    /// <summary>Our id of the instruction.</summary>
    public string? InstructionId { get; init; }

    /// <summary>Unique reference of the attempt.</summary>
    public string? Uetr { get; init; }

    /// <summary>The message, or the part of it, that is answered: our batch.</summary>
    public string? Original { get; init; }

    /// <summary>It is said of all the batch that no other row of the file names.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OfBatch { get; init; }

    /// <summary>What was ordered, or came back.</summary>
    public Money? Amount { get; init; }

    /// <summary>What was booked in the account's currency.</summary>
    public Money? Booked { get; init; }

    /// <summary>The bank's rate.</summary>
    public decimal? Rate { get; init; }

    /// <summary>The day it was booked.</summary>
    public DateOnly? BookedOn { get; init; }

    /// <summary>From which day it counts.</summary>
    public DateOnly? ValueOn { get; init; }

    /// <summary>Keyed hash of the other account.</summary>
    public string? AccountHash { get; init; }

    /// <summary>Its last characters.</summary>
    public string? AccountEnd { get; init; }

    /// <summary>The bank's reference of the entry.</summary>
    public string? Reference { get; init; }

    /// <summary>What of the row could not be read; null where all could.</summary>
    public string? Fault { get; init; }
}

/// <summary>A row as it comes out of a file, with what must not be kept.</summary>
/// <param name="Row">What is kept.</param>
/// <param name="Account">The other account, in clear.</param>
public sealed record BankRow(StatementRow Row, string? Account)
{
    /// <summary>Says nothing about the account: a record's own text would put it into logs and exceptions.</summary>
    public override string ToString() => $"BankRow {Row.Number}";
}
