using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Export.Iati;

/// <summary>One programme as an activity. Its elements stand in the order that the schema asks for.</summary>
internal sealed partial class IatiActivity(XmlWriter xml, IatiPublisher publisher, FunderNames names, ProgrammeId programme, IReadOnlyList<Programme> versions, LedgerRange range)
{
    /// <summary>Facilitation of orderly, safe, regular and responsible migration and mobility, in the purpose codes of the OECD's DAC.</summary>
    private const string Sector = "15190";

    /// <summary>Developing countries, unspecified, in the region codes of the OECD's DAC: the country is not known, or withheld.</summary>
    private const string AnyRegion = "998";

    private bool IsSealed => versions.Any(version => version.Sealed);

    public async Task Write(IEnumerable<(IatiGroup Group, Money Amount)> sums, CancellationToken cancellationToken)
    {
        await Start("iati-activity");
        await xml.WriteAttributeStringAsync("xml", "lang", null, "en");
        await Element("iati-identifier", $"{publisher.Reference}-{NoWord().Replace(names.Of(programme).ToLowerInvariant(), "-")}");
        await Narrated("reporting-org", publisher.Name, ("ref", publisher.Reference), ("type", Text(publisher.Type)));
        await Narrated("title", IsSealed ? names.Of(programme) : versions[^1].Name);
        await Narrated("description", "Grants to persons, added up from the ledger by funding line, month, country and kind. Sums of fewer than five grants are put together without their country, or left out.", ("type", "1"));
        foreach (var funder in IsSealed ? [] : versions.SelectMany(version => version.FundingLines).Select(line => line.Funder).OfType<string>().Distinct().ToList())
        {
            await Narrated("participating-org", funder, ("role", "1"));
        }

        await Narrated("participating-org", publisher.Name, ("ref", publisher.Reference), ("type", Text(publisher.Type)), ("role", "4"));
        await Empty("activity-status", ("code", "2"));
        await Empty("activity-date", ("iso-date", Text((IsSealed ? null : Start(versions[0])) ?? range.From)), ("type", "2"));
        await Empty("sector", ("code", Sector), ("vocabulary", "1"));
        foreach (var (line, day, amount) in IsSealed ? [] : Agreed())
        {
            await Transaction(IatiType.IncomingCommitment, day, amount, names.Of(line), null);
        }

        foreach (var (group, amount) in sums)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Transaction(group.Type, group.Month.To, amount, names.Of(group.Line), group.Country);
        }

        await xml.WriteEndElementAsync();
        await xml.FlushAsync();
    }

    /// <summary>What each version of the rules adds to a funding line, on the day it comes into force. Without an amount or a day there is nothing to say.</summary>
    private IEnumerable<(FundingLineId Line, DateOnly Day, Money Amount)> Agreed()
    {
        var known = new Dictionary<FundingLineId, Money>();
        foreach (var (version, line) in versions.SelectMany(version => version.FundingLines.Select(line => (version, line))))
        {
            if (line.Amount is not { } amount)
            {
                continue;
            }

            var more = known.TryGetValue(line.Id, out var before) && before.Currency == amount.Currency ? amount - before : amount;
            known[line.Id] = amount;
            if (!more.IsZero && Start(version) is { } day && day >= range.From && day <= range.To)
            {
                yield return (line.Id, day, more);
            }
        }
    }

    private static DateOnly? Start(Programme version) => version.ValidFrom ?? version.Window.From;

    private async Task Transaction(IatiType type, DateOnly day, Money amount, string line, CountryCode? country)
    {
        await Start("transaction");
        await Empty("transaction-type", ("code", Text((int)type)));
        await Empty("transaction-date", ("iso-date", Text(day)));
        await Start("value");
        await xml.WriteAttributeStringAsync(null, "currency", null, amount.Currency.ToString());
        await xml.WriteAttributeStringAsync(null, "value-date", null, Text(day));
        await xml.WriteStringAsync(amount.ToAmountString());
        await xml.WriteEndElementAsync();
        await Narrated("description", line);
        await (country is { } known ? Empty("recipient-country", ("code", known.Value)) : Empty("recipient-region", ("code", AnyRegion), ("vocabulary", "1")));
        await xml.WriteEndElementAsync();
    }

    private Task Start(string name) => xml.WriteStartElementAsync(null, name, null);

    private async Task Narrated(string name, string narrative, params (string Name, string Value)[] attributes)
    {
        await Start(name);
        await Attributes(attributes);
        await Element("narrative", narrative);
        await xml.WriteEndElementAsync();
    }

    private async Task Empty(string name, params (string Name, string Value)[] attributes)
    {
        await Start(name);
        await Attributes(attributes);
        await xml.WriteEndElementAsync();
    }

    private async Task Attributes((string Name, string Value)[] attributes)
    {
        foreach (var (name, value) in attributes)
        {
            await xml.WriteAttributeStringAsync(null, name, null, value);
        }
    }

    private Task Element(string name, string text) => xml.WriteElementStringAsync(null, name, null, text);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoWord();
}
