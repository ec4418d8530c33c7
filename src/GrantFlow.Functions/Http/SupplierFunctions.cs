using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Suppliers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Functions.Http;

/// <summary>The register of suppliers, the sanctions list they are compared with, and what people find about those who look alike.</summary>
public sealed class SupplierFunctions(Door door, SupplierRegister register, SupplierLists lists, SupplierScreening screening, ILogger<SupplierFunctions> log)
{
    private static readonly Role[] Deciders = [Role.Officer, Role.Finance];

    /// <summary>Registers a supplier, and says at once how it stands against the list.</summary>
    [Function("RegisterSupplier")]
    public Task<IResult> Register([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "suppliers")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, [Role.CountryOffice], async actor =>
        {
            var body = await Body.Checked<SupplierBody>(request, cancellationToken);
            var supplier = await register.Register(body.Name.Trim(), body.ToAliases(), body.Country, actor.Id, cancellationToken);
            log.LogInformation("{Actor} registered supplier {Supplier}: {Status}.", actor.Id, supplier.Id, supplier.Status);
            return Results.Json(Answer(supplier, actor), HttpJson.Options);
        });

    /// <summary>The suppliers, a page at a time.</summary>
    [Function("ListSuppliers")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "suppliers")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, [Role.CountryOffice, .. Deciders, Role.Auditor], async actor =>
        {
            var query = new Query(request, "cursor", "limit");
            try
            {
                var (suppliers, cursor) = await register.Page(query.Number("limit", 1, SupplierRegister.MaxPage) ?? SupplierRegister.MaxPage, query["cursor"], cancellationToken);
                var list = await lists.Latest(cancellationToken);
                return Results.Json(
                    new
                    {
                        List = list is null ? null : new { list.Id, list.GeneratedAt, list.ImportedAt, list.ImportedBy, list.Entries },
                        Suppliers = suppliers.Select(supplier => Answer(supplier, actor)),
                        Cursor = cursor,
                    },
                    HttpJson.Options);
            }
            catch (FormatException bad)
            {
                throw new BadRequestException("cursor", bad.Message);
            }
        });

    /// <summary>
    /// Imports a list in the layout of the UN Security Council Consolidated List: the body is the file. Suppliers are compared with it for as long as a request may take; how many are left is in the answer,
    /// and the same list again goes on with them.
    /// </summary>
    [Function("ImportSupplierList")]
    public Task<IResult> Import([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "suppliers/list")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Deciders, async actor =>
        {
            FileBody.Allow(request, ConsolidatedList.MaxBytes);
            try
            {
                if (request.ContentLength > ConsolidatedList.MaxBytes)
                {
                    throw new UnreadableListException($"The list is over {ConsolidatedList.MaxBytes / (1024 * 1024)} MiB.");
                }

                var list = await lists.Import(request.Body, actor.Id, cancellationToken);
                var run = await screening.Run(cancellationToken);
                return Results.Json(new { list.Id, list.GeneratedAt, list.ImportedAt, list.ImportedBy, list.Entries, run.Suppliers, run.Compared, run.Open, run.Left }, HttpJson.Options);
            }
            catch (UnreadableListException wrong)
            {
                throw new BadRequestException("body", wrong.Message);
            }
            catch (BadHttpRequestException broken)
            {
                throw new BadRequestException("body", $"The body cannot be read: {broken.Message}");
            }
        });

    /// <summary>What a person found about somebody listed who looks like a supplier; never by who registered it.</summary>
    [Function("DecideSupplier")]
    public Task<IResult> Decide([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "suppliers/{id}/screening")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Deciders, async actor =>
        {
            if (!SupplierId.TryParse(id, out var supplierId))
            {
                throw new BadRequestException("id", $"Expected {SupplierId.Expected}.");
            }

            var body = await Body.Checked<SupplierFindingBody>(request, cancellationToken);
            var (supplier, refused) = await register.Decide(supplierId, body.Reference, body.Outcome == SupplierOutcome.Confirmed, body.Reason, actor, cancellationToken);
            if (refused is not null)
            {
                return Problems.Refusal(refused.Code, refused.Why);
            }

            return supplier is null ? Problems.NotFound($"There is no supplier {supplierId}. Check the id.") : Results.Json(Answer(supplier, actor), HttpJson.Options);
        });

    /// <summary>Who is listed is for those who decide.</summary>
    private static object Answer(Supplier supplier, Actor actor) => new
    {
        supplier.Id,
        supplier.Name,
        supplier.Aliases,
        supplier.Country,
        supplier.RegisteredBy,
        supplier.RegisteredAt,
        supplier.Status,
        supplier.List,
        Hits = actor.Role == Role.CountryOffice ? null : supplier.Hits.Select(hit => new { hit.Reference, hit.Name, hit.Score, hit.Finding }),
        MoreHits = supplier.MoreHits > 0 ? supplier.MoreHits : (int?)null,
    };
}
