using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Waiting;

/// <summary>Who owes a grant an answer. Names are stored: add, never rename.</summary>
public enum AwaitedKind
{
    /// <summary>The search for other grants of the same person.</summary>
    Screening,

    /// <summary>The funding line, about a reservation.</summary>
    Funding,

    /// <summary>A payment was released and is on its way to the provider, or to be stopped before it gets there.</summary>
    Handing,

    /// <summary>A provider that can be asked how a payment stands.</summary>
    Provider,

    /// <summary>A cash desk, where the person may take their time.</summary>
    Desk,

    /// <summary>A bank, which answers with a file.</summary>
    Bank,

    /// <summary>A provider that does not know how a payment ended. Finance has it on its list as well.</summary>
    Doubt,
}

/// <summary>An answer that the pipeline itself owes a grant: no person has the turn.</summary>
/// <param name="Key">The same until the answer is there: <c>screening</c>, <c>funding-1</c>, <c>payment-L02-1</c>.</param>
/// <param name="Kind">Who owes it at present.</param>
/// <param name="Line">The cash line it is about; null where it is about the grant.</param>
public sealed record Awaited(string Key, AwaitedKind Kind, LineId? Line)
{
    /// <summary>The key of a search for the same person.</summary>
    public const string Screening = "screening";

    /// <summary>The key of a reservation.</summary>
    public static string Funding(GrantId grant, string reservation) => $"funding-{reservation[Math.Min(reservation.Length, grant.Value.Length + 1)..]}";

    /// <summary>The key of an attempt to pay a line.</summary>
    public static string Payment(LineId line, int attempt) => string.Create(CultureInfo.InvariantCulture, $"payment-{line}-{attempt}");

    /// <summary>Everything a grant waits for as it stands, also on hold: answers count then as well.</summary>
    public static IReadOnlyList<Awaited> Of(Grant grant) =>
    [
        .. grant.WorkingState switch
        {
            GrantState.Screening => [new Awaited(Screening, AwaitedKind.Screening, null)],
            GrantState.Approved => [new Awaited(Funding(grant.Id, grant.Reservation), AwaitedKind.Funding, null)],
            _ => Array.Empty<Awaited>(),
        },
        .. grant.Lines.OfType<CashLine>().Where(IsUnderWay).Select(line => new Awaited(Payment(line.Id, line.Attempt), KindOf(line), line.Id)),
    ];

    /// <summary>The answer with this key, where the grant still waits for it.</summary>
    public static Awaited? Find(Grant grant, string key) => Of(grant).FirstOrDefault(awaited => awaited.Key == key);

    /// <summary>The key under which what an effect asks for is awaited; null where nobody answers it.</summary>
    public static string? KeyOf(Effect effect) => effect switch
    {
        RequestScreening => Screening,
        ReserveFunds ask => Funding(ask.Grant, ask.Reservation),
        InstructPayment ask => Payment(ask.Line, ask.Attempt),
        StopPayment ask => Payment(ask.Payment.Line, ask.Payment.Attempt),
        _ => null,
    };

    private static bool IsUnderWay(CashLine line) => line.State is CashState.Released or CashState.Instructed or CashState.Unknown;

    private static AwaitedKind KindOf(CashLine line) => line switch
    {
        { State: CashState.Released } => AwaitedKind.Handing,
        { State: CashState.Unknown } => AwaitedKind.Doubt,
        { Route.Kind: RouteKind.CashDesk } => AwaitedKind.Desk,
        // Alone a line leaves only through the sandbox, which can be asked whatever the route.
        { Route.Kind: RouteKind.BankAccount, Batch: not null } => AwaitedKind.Bank,
        _ => AwaitedKind.Provider,
    };
}
