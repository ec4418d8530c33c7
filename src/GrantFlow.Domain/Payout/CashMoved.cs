using System.Collections.Immutable;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>A cash line moved.</summary>
/// <param name="Line">Which.</param>
/// <param name="Trigger">How.</param>
public sealed record CashMoved(LineId Line, CashTrigger Trigger) : GrantEvent
{
    /// <summary>The new route, where this is a repair.</summary>
    public PayoutRoute? Route { get; init; }

    /// <summary>The provider's reason for a failure or return.</summary>
    public string? Why { get; init; }

    /// <summary>Who released with the one who did, where two have to; null where one does.</summary>
    public ImmutableList<ActorId>? With { get; init; }

    /// <summary>The batch it leaves in, where this is a release.</summary>
    public BatchId? Batch { get; init; }

    /// <summary>What is paid in another currency, where this is a release.</summary>
    public Conversion? Conversion { get; init; }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant)
    {
        var line = (CashLine)grant.Line(Line)!;
        var machine = CashMachine.At(line.State);
        machine.Fire(Trigger);
        var released = Trigger == CashTrigger.Release;
        var handled = Trigger == CashTrigger.Reroute ? grant.HandledBy(By.Id) : grant;
        return handled.WithLine(line with
        {
            State = machine.State,
            Attempt = released ? line.Attempt + 1 : line.Attempt,
            Releaser = released ? By.Id : line.Releaser,
            Releasers = released ? [.. (line.Releasers ?? []).Append(By.Id).Concat(With ?? []).Distinct()] : line.Releasers,
            Batch = released ? Batch : line.Batch,
            Conversion = released ? Conversion : line.Conversion,
            Route = Route ?? line.Route,
            Failure = Why,
        });
    }
}
