using System.Globalization;

namespace GrantFlow.Pipeline.Payouts.CashDesk;

/// <summary>On which terms cash desks pay.</summary>
/// <param name="Valid">How long money waits at a desk before it goes back.</param>
public sealed record CashDeskTerms(TimeSpan Valid)
{
    /// <summary>Setting: the days that money waits at a desk.</summary>
    public const string ValidDaysSetting = "Payouts:CashDesk:ValidDays";

    /// <summary>The most days.</summary>
    public const int MostDays = 366;

    /// <summary>Where the setting is left out.</summary>
    public static CashDeskTerms Usual { get; } = new(TimeSpan.FromDays(30));

    /// <summary>Reads the setting.</summary>
    /// <exception cref="InvalidOperationException">It is no number of days; the message names it.</exception>
    public static CashDeskTerms Read(string? days) =>
        string.IsNullOrEmpty(days) ? Usual
        : int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostDays ? new(TimeSpan.FromDays(number))
        : throw new InvalidOperationException($"The setting {ValidDaysSetting} is '{days}': set it to the days that money waits at a cash desk, 1 to {MostDays}.");
}
