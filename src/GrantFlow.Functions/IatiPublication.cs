using System.Globalization;
using GrantFlow.Pipeline.Export.Iati;
using Microsoft.Extensions.Configuration;

namespace GrantFlow.Functions;

/// <summary>Who publishes for this deployment; null where nobody does.</summary>
public sealed record IatiPublication(IatiPublisher? Publisher)
{
    private const int LongestReference = 100;

    private const int LongestName = 200;

    /// <summary>The code list OrganisationType of IATI 2.03.</summary>
    private static readonly HashSet<int> Types = [10, 11, 15, 21, 22, 23, 24, 30, 40, 60, 70, 71, 72, 73, 80, 90];

    /// <summary>Reads the three settings: all, or none of them.</summary>
    /// <exception cref="InvalidOperationException">Some are missing, or one is wrong; the message names it.</exception>
    public static IatiPublication Read(IConfiguration configuration)
    {
        var (reference, name, type) = (configuration[Settings.IatiReference] ?? "", configuration[Settings.IatiName] ?? "", configuration[Settings.IatiType] ?? "");
        if (reference.Length + name.Length + type.Length == 0)
        {
            return new((IatiPublisher?)null);
        }

        if (reference.Length is 0 or > LongestReference || !reference.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_'))
        {
            throw Wrong(Settings.IatiReference, $"the organisation's identifier in the IATI registry, such as XM-DAC-00000: at most {LongestReference} letters, digits, hyphens, points and underscores");
        }

        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
        {
            throw Wrong(Settings.IatiName, $"the organisation's name, at most {LongestName} characters");
        }

        return int.TryParse(type, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Types.Contains(code)
            ? new(new IatiPublisher(reference, name, code))
            : throw Wrong(Settings.IatiType, $"a code of the list OrganisationType: {string.Join(", ", Types.Order())}");
    }

    private static InvalidOperationException Wrong(string setting, string expected) =>
        new($"The setting {setting} is missing or wrong: set it to {expected}. Where nothing is published, leave all three settings of Iati:Publisher out.");
}
