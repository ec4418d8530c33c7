using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>Why a payment waits for finance. Names are stored: add, never rename.</summary>
public enum RepairKind
{
    /// <summary>The money came back: it is paid again on a new route, or given back to the funding line.</summary>
    Returned,

    /// <summary>Nobody can say whether it was paid.</summary>
    Unknown,

    /// <summary>An attempt that was given up is said to be paid, beside another or beside what took its place.</summary>
    PossibleDoublePayment,

    /// <summary>Finance had found that it was paid, and the provider says that it was not.</summary>
    SaidNotPaid,

    /// <summary>Finance had found that it was not paid, and the provider paid after all. Nothing else was paid; the books follow.</summary>
    PaidAfterAll,
}

/// <summary>A payment that waits for finance.</summary>
/// <param name="Line">Which cash line.</param>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Kind">Why it waits.</param>
/// <param name="Amount">How much, in the grant's currency.</param>
/// <param name="Why">What the provider gave as its reason, or finance said; null where nobody did.</param>
public sealed record Repair(LineId Line, int Attempt, RepairKind Kind, Money Amount, string? Why)
{
    /// <summary>Everything of a grant that waits for finance, also after its end.</summary>
    public static IReadOnlyList<Repair> Of(Grant grant) => [.. grant.Lines.OfType<CashLine>().SelectMany(line => Of(grant, line))];

    private static IEnumerable<Repair> Of(Grant grant, CashLine line)
    {
        if (line.State == CashState.Returned)
        {
            yield return new(line.Id, line.Returns is [.., var last] ? last : line.Attempt, RepairKind.Returned, line.Amount, line.Failure);
        }

        if (line.State == CashState.Unknown)
        {
            yield return new(line.Id, line.Attempt, RepairKind.Unknown, line.Amount, line.Proposed is { } said ? $"{(said.Paid ? "paid" : "not paid")}, says one of finance; a colleague has to say the same" : line.Failure);
        }

        foreach (var said in line.Contradictions ?? [])
        {
            yield return new(line.Id, said.Attempt, said.Outcome == PaymentOutcome.Settled ? RepairKind.PossibleDoublePayment : RepairKind.SaidNotPaid, line.Amount, null);
        }

        // Whoever closes the grant has seen it.
        if (line is { State: CashState.Paid, Resolved: { } resolved } && !GrantMachine.Final.Contains(grant.State) && resolved.Contains(new(line.PaidBy ?? line.Attempt, false)))
        {
            yield return new(line.Id, line.PaidBy ?? line.Attempt, RepairKind.PaidAfterAll, line.Amount, null);
        }
    }
}
