namespace GrantFlow.Domain.Waiting;

/// <summary>What to do about an answer that is late.</summary>
/// <param name="Asks">Ask for it once more: everybody who is asked twice answers the same.</param>
/// <param name="IsOverdue">It is late enough for a person to look.</param>
/// <param name="Wait">When to look again.</param>
public sealed record LateAnswerStep(bool Asks, bool IsOverdue, TimeSpan Wait);

/// <summary>How long each answer may take, how often it is asked for, and from when on a person should look.</summary>
public static class Patience
{
    /// <summary>When a grant that waits is looked at first. Most answers are there within a second.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(10);

    /// <summary>How often our own steps are asked again before a person should look: by then it is an hour and a half.</summary>
    public const int AskedInVain = 3;

    /// <summary>Wallets pay within minutes; one that says nothing for longer than this has lost the payment, or has a person look at it.</summary>
    public static readonly TimeSpan OfProviders = TimeSpan.FromDays(2);

    /// <summary>A bank executes within one to five banking days and reports the day after; with a weekend and a holiday that is ten days. Then finance has to ask the bank, or to import the statement that is missing.</summary>
    public static readonly TimeSpan OfBanks = TimeSpan.FromDays(10);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>What to do at this look.</summary>
    /// <param name="kind">Who owes the answer.</param>
    /// <param name="asked">How often it was asked for again before.</param>
    /// <param name="waited">How long the grant has waited.</param>
    public static LateAnswerStep For(AwaitedKind kind, int asked, TimeSpan waited) => kind switch
    {
        AwaitedKind.Screening or AwaitedKind.Funding or AwaitedKind.Handing =>
            new(true, asked >= AskedInVain, TimeSpan.FromMinutes(asked == 0 ? 20 : asked < AskedInVain ? 30 : 60)),
        AwaitedKind.Bank => new(false, waited >= OfBanks, waited < OfBanks - Day ? OfBanks - waited : Day),
        _ => new(true, kind == AwaitedKind.Provider && waited >= OfProviders, asked switch
        {
            0 => TimeSpan.FromMinutes(50),
            1 => TimeSpan.FromHours(5),
            _ => Day,
        }),
    };
}
