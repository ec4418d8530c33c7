using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Functions.Http.Exports;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Export.Iati;
using GrantFlow.Pipeline.Seals;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What may be published about the money, as IATI 2.03.</summary>
public sealed class IatiFunctions(Door door, IatiExport export, IatiPublication publication, SealStore seals, Catalogue catalogue)
{
    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    /// <summary>Activities and their transactions, added up over whole sealed months.</summary>
    [Function("ExportIati")]
    public Task<IResult> Export([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/iati")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var query = new Query(request, "from", "to", "programme");
            var (from, to) = ExportRequest.Days(query);
            var range = new LedgerRange(from, to, query.Value<ProgrammeId>("programme"));
            if (range.Programme is { } programme && !catalogue.Has(programme))
            {
                throw new BadRequestException("programme", $"There is no programme {programme}.");
            }

            await CheckMonths(range, cancellationToken);
            return publication.Publisher is { } publisher
                ? Download.Text(request, $"iati_{from:yyyy-MM}_{to:yyyy-MM}.xml", "application/xml; charset=utf-8", output => export.Write(range, publisher, output, cancellationToken))
                : Problems.Of("no-publisher", "Nobody publishes", StatusCodes.Status409Conflict, $"This deployment does not say who publishes. Set {Settings.IatiReference}, {Settings.IatiName} and {Settings.IatiType}.");
        });

    /// <summary>Two files over parts of one month, or over a month that still grows, would tell by their difference what single grants were paid.</summary>
    private async Task CheckMonths(LedgerRange range, CancellationToken cancellationToken)
    {
        if (range.From.Day != 1)
        {
            throw new BadRequestException("from", "Whole months are published: begin on the first day of one.");
        }

        if (range.To.AddDays(1).Day != 1)
        {
            throw new BadRequestException("to", "Whole months are published: end on the last day of one.");
        }

        if (await seals.LastDay(cancellationToken) is not { } last)
        {
            throw new BadRequestException("to", "Sealed months are published, and no day is sealed yet.");
        }

        if (last < range.To)
        {
            throw new BadRequestException("to", $"Sealed months are published, and days are sealed up to {last:yyyy-MM-dd}.");
        }
    }
}
