using System.Globalization;
using System.Text;
using System.Xml;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Pipeline.Export.Iati;

/// <summary>Publishes what was promised and spent as IATI 2.03: one activity per programme, sums of many grants, never a receiver.</summary>
public sealed class IatiExport(LedgerExport ledger, Catalogue catalogue, FunderNames names, TimeProvider time)
{
    /// <summary>Writes whole months that are over. Reads the ledger first, adding it up, and then writes activity by activity.</summary>
    public async Task Write(LedgerRange range, IatiPublisher publisher, Stream output, CancellationToken cancellationToken)
    {
        var sums = new IatiSums(catalogue);
        await foreach (var entry in ledger.Entries(range, cancellationToken))
        {
            sums.Add(entry);
        }

        var published = sums.Published().ToLookup(one => one.Group.Line.Programme);
        var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await using var xml = XmlWriter.Create(output, new XmlWriterSettings { Async = true, Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = false });
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "iati-activities", null);
        await xml.WriteAttributeStringAsync(null, "version", null, "2.03");
        await xml.WriteAttributeStringAsync(null, "generated-datetime", null, now);
        foreach (var (programme, versions) in catalogue.Versions.Where(one => range.Programme is null || one.Key == range.Programme))
        {
            var activity = new IatiActivity(xml, publisher, names, programme, versions, range);
            await activity.Write(published[programme], cancellationToken);
        }

        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
        await xml.FlushAsync();
    }
}
