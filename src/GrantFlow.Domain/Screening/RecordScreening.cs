using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Screening;

/// <summary>What screening found.</summary>
public enum ScreeningResult
{
    /// <summary>Nobody else.</summary>
    Clear,

    /// <summary>Someone with the same name and birth date.</summary>
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
            .Then(outcome => outcome.Record(trigger, new ScreeningRecorded(Result, Other)));
    }
}

/// <summary>Screening is done.</summary>
public sealed record ScreeningRecorded(ScreeningResult Result, GrantId? Other) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => Result switch
    {
        ScreeningResult.Clear => grant with { Reason = null },
        ScreeningResult.Duplicate => grant with { Reason = $"{RefusalCode.DuplicatePerson.Slug()}: the same document has grant {Other}." },
        _ => grant with { Reason = $"Someone with the same name and birth date has grant {Other}." },
    };
}
