using System.Text.Json.Serialization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Screening;

/// <summary>What screening found.</summary>
public enum ScreeningResult
{
    /// <summary>Nobody else.</summary>
    Clear,

    /// <summary>Someone with the same or a similar name and birth date.</summary>
    LikelyDuplicate,

    /// <summary>The same document.</summary>
    Duplicate,
}

/// <summary>The answer of screening.</summary>
/// <param name="Id">Derived from the screening request.</param>
/// <param name="Actor">The pipeline.</param>
/// <param name="Result">What was found.</param>
/// <param name="Other">The other grant, where there is one.</param>
public sealed record RecordScreening(CommandId Id, Actor Actor, ScreeningResult Result, GrantId? Other) : GrantCommand(Id, Actor)
{
    /// <summary>How alike the two people are, where they were compared.</summary>
    public DuplicateScore? Score { get; init; }

    /// <summary>How many more might be alike and were not compared, because there are too many of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int NotCompared { get; init; }

    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var trigger = Result switch
        {
            ScreeningResult.Clear => GrantTrigger.PassScreening,
            ScreeningResult.LikelyDuplicate => GrantTrigger.FlagScreening,
            _ => GrantTrigger.FailScreening,
        };
        return Ruling.On(grant, this, context)
            .By(Role.System)
            .FromEvenOnHold(trigger)
            .Then(outcome => outcome.Record(trigger, new ScreeningRecorded(Result, Other) { Score = Score, NotCompared = NotCompared }));
    }
}

/// <summary>Screening is done.</summary>
public sealed record ScreeningRecorded(ScreeningResult Result, GrantId? Other) : GrantEvent
{
    /// <summary>How alike the two people are, where they were compared.</summary>
    public DuplicateScore? Score { get; init; }

    /// <summary>How many more might be alike and were not compared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int NotCompared { get; init; }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with
    {
        Suspected = Other is { } other ? new SuspectedDuplicate(other, Score) { NotCompared = NotCompared } : null,
        Reason = Result switch
        {
            ScreeningResult.Clear => null,
            ScreeningResult.Duplicate => $"{RefusalCode.DuplicatePerson.Slug()}: the same document has grant {Other}.",
            _ when Score is { Total: < 100 } => $"Someone with a similar name and birth date has grant {Other}: {Score.Total} of 100.",
            _ => $"Someone with the same name and birth date has grant {Other}.",
        },
    };
}
