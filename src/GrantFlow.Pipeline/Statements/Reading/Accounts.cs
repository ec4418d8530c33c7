namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>The account that a part names.</summary>
internal static class Accounts
{
    private const int Longest = 64;

    public static string? Of(Part? account) =>
        (account?.TextAt("Id/IBAN") ?? account?.TextAt("Id/Othr/Id") ?? account?.TextAt("Prxy/Id")) is { Length: > 0 and <= Longest } text && text.Any(char.IsLetterOrDigit) ? text : null;
}
