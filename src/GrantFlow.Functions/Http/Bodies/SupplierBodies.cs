using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>A supplier for the register.</summary>
internal sealed record SupplierBody(string Name, CountryCode Country, IReadOnlyList<string?>? Aliases = null) : IChecked
{
    private const int MostAliases = 10;

    public IEnumerable<FieldError> Check()
    {
        if (Aliases?.Count > MostAliases)
        {
            return [new FieldError("aliases", $"At most {MostAliases} are taken.")];
        }

        return [.. Named("name", Name), .. (Aliases ?? []).SelectMany((alias, at) => Named($"aliases[{at}]", alias))];
    }

    public IEnumerable<string> ToAliases() => (Aliases ?? []).Select(alias => alias!.Trim());

    private static List<FieldError> Named(string field, string? name)
    {
        var errors = Doors.Check.Text(field, name, 100).ToList();
        return errors.Count > 0 || name!.Any(char.IsLetterOrDigit) ? errors : [new FieldError(field, "A name has letters or digits.")];
    }
}

/// <summary>What a person found about a hit.</summary>
internal enum SupplierOutcome
{
    /// <summary>Somebody else.</summary>
    Cleared,

    /// <summary>The one who is listed.</summary>
    Confirmed,
}

/// <summary>What was found about one hit, by its reference on the list.</summary>
internal sealed record SupplierFindingBody(string Reference, SupplierOutcome Outcome, string Reason) : IChecked
{
    public IEnumerable<FieldError> Check() => [.. Doors.Check.Text("reference", Reference, 300), .. Doors.Check.Text("reason", Reason)];
}
