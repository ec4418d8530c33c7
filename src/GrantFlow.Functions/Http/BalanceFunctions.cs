using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Postings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What stands on the accounts: of every funding line on a day, and of one grant entry by entry.</summary>
public sealed class BalanceFunctions(Door door, GrantDoor grants, BalanceBook balances, GrantJournals journals, TimeProvider time)
{
    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    /// <summary>The trial balance at the end of a day: debits, credits and balance of each account of each funding line; they sum to zero.</summary>
    [Function("GetTrialBalance")]
    public Task<IResult> TrialBalance([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/trial-balance")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var on = new Query(request, "on").Day("on");
            if (on > DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))
            {
                throw new BadRequestException("on", "This day has not come yet (UTC). Give today or an earlier one.");
            }

            var lines = (await balances.At(on, cancellationToken))
                .GroupBy(one => (one.Line, one.Account, one.Debits.Currency))
                .Select(one => new TrialLine(one.Key.Line, one.Key.Account, Sum(one.Select(part => part.Debits), one.Key.Currency), Sum(one.Select(part => part.Credits), one.Key.Currency)))
                .OrderBy(one => one.FundingLine.Value, StringComparer.Ordinal)
                .ThenBy(one => one.Account)
                .ToList();
            return Results.Json(
                new
                {
                    On = on,
                    Lines = lines.Select(one => new { one.FundingLine, Account = one.Account.ToString(), one.Debits, one.Credits, Balance = one.Debits - one.Credits }),
                    Totals = lines.GroupBy(one => one.Debits.Currency).Select(one => new
                    {
                        Debits = Sum(one.Select(line => line.Debits), one.Key),
                        Credits = Sum(one.Select(line => line.Credits), one.Key),
                        Balance = Sum(one.Select(line => line.Debits - line.Credits), one.Key),
                    }),
                },
                HttpJson.Options);
        });

    /// <summary>A grant's journal in order, with what is owed, on its way and spent after each entry.</summary>
    [Function("GetGrantStatement")]
    public Task<IResult> Statement([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/statement")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        grants.Enter(request, Books, id, async (_, grant) =>
        {
            var entries = GrantStatement.Of(await journals.Of(grant.Id, cancellationToken).ToListAsync(cancellationToken));
            return Results.Json(
                new
                {
                    Grant = grant.Id,
                    grant.FundingLine,
                    Entries = entries.Select(one => new
                    {
                        one.Entry.Id,
                        Kind = one.Entry.Kind.ToString(),
                        one.Entry.PostedOn,
                        one.Entry.At,
                        one.Entry.Line,
                        one.Entry.Corrects,
                        Postings = one.Entry.Postings.Select(posting => new { Account = posting.Account.ToString(), Debit = On(posting, Side.Debit), Credit = On(posting, Side.Credit) }),
                        Balances = one.After,
                    }),
                    Balances = entries is [.., var last] ? last.After : null,
                },
                HttpJson.Options);
        }, cancellationToken);

    private static Money? On(Posting posting, Side side) => posting.Side == side ? posting.Amount : null;

    private static Money Sum(IEnumerable<Money> amounts, Currency currency) => Money.Sum(amounts, currency);

    private sealed record TrialLine(FundingLineId FundingLine, Account Account, Money Debits, Money Credits);
}
