namespace GrantFlow.Pipeline.Stores;

/// <summary>What a file in blob storage may be called. A segment of dots would lead out of its container.</summary>
public static class BlobName
{
    /// <summary>Longest name that we give.</summary>
    public const int MaxLength = 200;

    private const int MaxForeignLength = 1024;

    /// <summary>The name, when it is one that we give: letters, digits, dots, hyphens and slashes.</summary>
    /// <exception cref="ArgumentException">Another name.</exception>
    public static string Check(string name) =>
        name.Length is >= 1 and <= MaxLength && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '/') && HasSegments(name)
            ? name
            : throw new ArgumentException($"'{name}' is no file name: 1 to {MaxLength} letters, digits, dots, hyphens and slashes, and no empty or dotted segment.", nameof(name));

    /// <summary>The name, when a file of somebody else's may be called so.</summary>
    /// <exception cref="ArgumentException">Another name.</exception>
    public static string CheckForeign(string name) =>
        name.Length is >= 1 and <= MaxForeignLength && !name.Any(char.IsControl) && HasSegments(name)
            ? name
            : throw new ArgumentException($"A name of 1 to {MaxForeignLength} characters without an empty or dotted segment is needed.", nameof(name));

    private static bool HasSegments(string name) => name.Split('/', '\\').All(segment => segment.Trim('.').Length > 0);
}
