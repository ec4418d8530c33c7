using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes;

/// <summary>What holds whatever a programme says.</summary>
public static class SystemRules
{
    /// <summary>Under this age a person is a child (Convention on the Rights of the Child, article 1).</summary>
    public const int AdultAge = 18;

    /// <summary>Days without a step after which a grant goes to a deputy, where the programme says nothing else.</summary>
    public const int SilenceDays = 14;

    /// <summary>Days before a deadline on which it is brought to mind.</summary>
    public static IReadOnlyList<int> ReminderDays { get; } = [60, 30, 7];

    /// <summary>Per person and grant: EUR 2,000.00.</summary>
    public static Money Ceiling { get; } = new(2_000_00, Currency.Eur);
}
