using System.Security.Cryptography;
using System.Text;

namespace GrantFlow.Simulator.Wallets;

/// <summary>Where an answer to a request is lost.</summary>
internal enum Loss
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Nothing was booked; the caller reads 500.</summary>
    ErrorBefore,

    /// <summary>The request was taken on; the caller reads 500.</summary>
    ErrorAfter,

    /// <summary>Nothing was booked; the caller waits in vain.</summary>
    SilenceBefore,

    /// <summary>The request was taken on; the caller waits in vain.</summary>
    SilenceAfter,

    /// <summary>The caller reads 500, and the request is taken on a moment later.</summary>
    ErrorThenLate,
}

/// <summary>How a payment goes, by the wallet's last two digits, like the test numbers of real providers.</summary>
internal sealed record WalletScript
{
    /// <summary>The answer to the first request that is lost.</summary>
    public Loss Loss { get; init; }

    /// <summary>How often the provider says that it is not available, before all else.</summary>
    public int Unavailable { get; init; }

    /// <summary>How often it says that there were too many requests.</summary>
    public int RateLimited { get; init; }

    /// <summary>The error at the request; null where it is taken on.</summary>
    public ErrorObject? Refuses { get; init; }

    /// <summary>The error once it is asked after; null where it is paid.</summary>
    public ErrorObject? Fails { get; init; }

    /// <summary>At which question it ends; 0 with the answer itself.</summary>
    public int EndsAtQuestion { get; init; } = 1;

    /// <summary>It is sent back once somebody has seen that it was paid.</summary>
    public bool IsReversed { get; init; }

    /// <summary>How often the callback is sent; it brings the end about.</summary>
    public int Callbacks { get; init; } = 1;

    /// <summary>A callback comes before the answer to the request.</summary>
    public bool EarlyCallback { get; init; }

    /// <summary>The state of the request is not kept: only the payment itself can be asked for.</summary>
    public bool ForgetsRequest { get; init; }

    /// <summary>The payment shows one minor unit more than was asked for.</summary>
    public bool WrongAmount { get; init; }

    private static readonly WalletScript Usual = new();

    private static readonly Dictionary<string, WalletScript> ByEnding = new()
    {
        ["01"] = Usual with { Refuses = new("identification", "identifierError", "The wallet is not known.", 404) },
        ["02"] = Usual with { Fails = new("businessRule", "maxBalanceExceeded", "The wallet cannot take this much.", 400), Callbacks = 0 },
        ["03"] = Usual with { Loss = Loss.ErrorBefore },
        ["04"] = Usual with { Loss = Loss.ErrorAfter },
        ["05"] = Usual with { Loss = Loss.SilenceBefore },
        ["06"] = Usual with { Loss = Loss.SilenceAfter },
        ["07"] = Usual with { EndsAtQuestion = 4, Callbacks = 0 },
        ["08"] = Usual with { IsReversed = true },
        ["09"] = Usual with { Callbacks = 0 },
        ["10"] = Usual with { Callbacks = 3, EarlyCallback = true },
        ["11"] = Usual with { Unavailable = 12 },
        ["12"] = Usual with { ForgetsRequest = true, Callbacks = 0 },
        ["13"] = Usual with { Loss = Loss.ErrorThenLate },
        ["14"] = Usual with { RateLimited = 2 },
        ["15"] = Usual with { EndsAtQuestion = 0, Callbacks = 0 },
        ["16"] = Usual with { WrongAmount = true, Callbacks = 0 },
        ["17"] = Usual with { Refuses = new("businessRule", "insufficientFunds", "There is not enough on the paying account.", 400) },
        ["18"] = Usual with { IsReversed = true, Callbacks = 0 },
        ["19"] = Usual with { Loss = Loss.ErrorBefore, Fails = new("businessRule", "incorrectState", "The wallet is blocked.", 400), Callbacks = 2 },
        ["20"] = Usual with { EndsAtQuestion = int.MaxValue, Callbacks = 0 },
    };

    /// <summary>Every ending that a seed may choose: those that end by themselves with the right amount.</summary>
    private static readonly string[] Endings = [.. ByEnding.Keys.Where(ending => ending is not ("16" or "20")).Append("99")];

    /// <summary>By the wallet, or, with a seed, by chance that follows from it.</summary>
    public static WalletScript For(string wallet, string correlation, int? seed)
    {
        var ending = seed is null ? wallet[^Math.Min(2, wallet.Length)..] : Endings[SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{correlation}"))[0] % Endings.Length];
        return ByEnding.GetValueOrDefault(ending, Usual);
    }
}
