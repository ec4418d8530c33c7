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

    /// <summary>The provider's reason for a failure, a return or a doubt, or finance's for giving back.</summary>
    public string? Why { get; init; }

    /// <summary>Who released with the one who did, where two have to; null where one does.</summary>
    public ImmutableList<ActorId>? With { get; init; }

    /// <summary>The batch it leaves in, where this is a release.</summary>
    public BatchId? Batch { get; init; }

    /// <summary>What is paid in another currency, where this is a release.</summary>
    public Conversion? Conversion { get; init; }

    /// <summary>Which attempt was paid or came back; null where that is the last one.</summary>
    public int? Attempt { get; init; }

    /// <summary>What the bank booked, where it says so and this is a payment or a return.</summary>
    public Money? Booked { get; init; }

    /// <summary>What the exchange rate cost in this step; below zero where it brought something, null where it did neither.</summary>
    public Money? Difference { get; init; }

    /// <summary>Number of the receipt, where it was handed over at a cash desk.</summary>
    public string? Receipt { get; init; }

    /// <summary>The entry posted with this step; null where none is, and where it was not noted.</summary>
    public string? Entry { get; init; }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant)
    {
        var line = (CashLine)grant.Line(Line)!;
        var machine = CashMachine.At(line.State);
        machine.Fire(Trigger);
        var handled = Trigger == CashTrigger.Reroute ? grant.HandledBy(By.Id) : grant;
        return handled.WithLine(Paid(Released(line)) with
        {
            State = machine.State,
            Route = Route ?? line.Route,
            // Until it is released again, a line says why it has to be.
            Failure = Trigger is CashTrigger.Reroute or CashTrigger.Retry ? line.Failure : Why,
            Posted = Entry ?? line.Posted,
            // Whatever was said of it before was of another moment.
            Proposed = null,
            HandedOver = Receipt is null ? line.HandedOver : new(Receipt, By.Id, At),
        });
    }

    private CashLine Released(CashLine line) => Trigger != CashTrigger.Release ? line : line with
    {
        Attempt = line.Attempt + 1,
        Releaser = By.Id,
        Releasers = [.. (line.Releasers ?? []).Append(By.Id).Concat(With ?? []).Distinct()],
        Batch = Batch,
        Conversion = Conversion,
        Converted = Conversion is null ? line.Converted : (line.Converted ?? []).Add(line.Attempt + 1),
    };

    private CashLine Paid(CashLine line)
    {
        var attempt = Attempt ?? line.Attempt;
        var counted = Difference is { } difference ? line with { Difference = (line.Difference ?? Money.Zero(difference.Currency)) + difference } : line;
        return Trigger switch
        {
            CashTrigger.Settle or CashTrigger.SettleLate => counted with
            {
                PaidBy = attempt,
                Booked = Booked,
                Contradictions = line.Contradictions?.RemoveAll(said => said.Attempt == attempt) is { Count: > 0 } others ? others : null,
            },
            CashTrigger.Return => counted with
            {
                Returns = (line.Returns ?? []).Add(attempt),
                Unbooked = line.State != CashState.Paid && line.Converted?.Contains(attempt) == true ? (line.Unbooked ?? []).Add(attempt) : line.Unbooked,
            },
            _ => counted,
        };
    }
}
