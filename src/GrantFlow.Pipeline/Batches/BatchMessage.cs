using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Batches;

/// <summary>What the batches queue carries.</summary>
[JsonDerivedType(typeof(LinesMoved), "lines-moved")]
[JsonDerivedType(typeof(LineRefused), "line-refused")]
[JsonDerivedType(typeof(ContinueBatch), "continue-batch")]
[JsonDerivedType(typeof(WriteBankFile), "write-bank-file")]
public abstract record BatchMessage;

/// <summary>Cash lines of a grant changed: what is due, and what their batches show, follows.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Version">Its version after the change; a later one wins.</param>
/// <param name="FundingLine">Which pays.</param>
/// <param name="Person">Whose vault entry holds the account.</param>
/// <param name="Lines">How each of them stands.</param>
public sealed record LinesMoved(GrantId Grant, int Version, FundingLineId FundingLine, PersonId Person, ImmutableList<CashStanding> Lines) : BatchMessage
{
    /// <summary>What a decision changed; null when no line of interest.</summary>
    internal static LinesMoved? Of(Grant? before, Grant after) =>
        CashStanding.Changed(before, after) is { Count: > 0 } lines ? new(after.Id, after.Version, after.FundingLine, after.Application.Person, [.. lines]) : null;
}

/// <summary>A grant does not let a line of a released batch go.</summary>
public sealed record LineRefused(BatchId Batch, PaymentId Payment, RefusalCode Code, string Why) : BatchMessage;

/// <summary>Go on with what the pipeline is at with a batch. Asked for at any time and any number of times: the batch itself says what there is to do.</summary>
public sealed record ContinueBatch(BatchId Batch) : BatchMessage;

/// <summary>Every line of a bank batch is in our book of payments, or will never be: its file can be written.</summary>
public sealed record WriteBankFile(BatchId Batch) : BatchMessage;
