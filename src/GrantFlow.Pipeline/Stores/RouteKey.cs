namespace GrantFlow.Pipeline.Stores;

/// <summary>The names under which a person's payout routes are kept.</summary>
public static class RouteKey
{
    /// <summary>Characters in the longest route key.</summary>
    public const int MaxLength = 64;

    /// <summary>The key itself.</summary>
    /// <exception cref="ArgumentException">Not 1 to 64 ASCII letters, digits and hyphens.</exception>
    public static string Check(string routeKey) =>
        routeKey.Length is >= 1 and <= MaxLength && routeKey.All(character => char.IsAsciiLetterOrDigit(character) || character == '-')
            ? routeKey
            : throw new ArgumentException($"A route key has 1 to {MaxLength} letters, digits and hyphens.", nameof(routeKey));
}
