namespace GrantFlow.Domain.Lifecycle;

/// <summary>Names of states, roles and kinds as a person reads them.</summary>
internal static class PlainWords
{
    /// <summary><c>AwaitingApproval</c> reads "awaiting approval".</summary>
    public static string Plain<TEnum>(this TEnum value)
        where TEnum : struct, Enum => Plain(value.ToString());

    /// <summary>The same for a name.</summary>
    public static string Plain(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $" {char.ToLowerInvariant(letter)}" : char.ToLowerInvariant(letter).ToString()));
}
