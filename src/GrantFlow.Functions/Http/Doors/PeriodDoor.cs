using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Postings.Periods;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>The way of every request that changes a period of the books: token, bounds, idempotency key, then the period as it stands. It is decided and stored at once; the answer is the period.</summary>
public sealed class PeriodDoor(AskingDoor door, PeriodDesk desk, PeriodShown shown)
{
    /// <summary>The longest range of months.</summary>
    private const int MostMonths = 60;

    private static readonly Role[] Finance = [Role.Finance];

    internal Task<IResult> Serve<TBody>(HttpRequest request, string period, PeriodTrigger trigger, Func<TBody, string?> reasonOf, CancellationToken cancellationToken)
        where TBody : IChecked =>
        door.Serve<AccountingPeriod, TBody>(request, Finance, (_, _) => Parse("period", period), async asked =>
        {
            var answer = await desk.Ask(asked.Of, trigger, reasonOf(asked.Body), new(asked.Actor, asked.Key, asked.Hash), cancellationToken);
            return answer switch
            {
                PeriodAnswer.KeyReused => (new GateAnswer.KeyReused(), _ => throw new InvalidOperationException("It did not pass.")),
                PeriodAnswer.Refused { Why: var why } => (new GateAnswer.Refused(why.Code, why.Why), _ => throw new InvalidOperationException("It did not pass.")),
                PeriodAnswer.Done done => (new GateAnswer.Passed(), async _ => Results.Json(await shown.Of(asked.Of, done.History, cancellationToken), HttpJson.Options)),
                _ => throw new InvalidOperationException("The desk answers yes or no."),
            };
        }, cancellationToken);

    /// <summary>The months of a range, both included.</summary>
    /// <exception cref="BadRequestException">They are none, or too many.</exception>
    internal static (AccountingPeriod From, AccountingPeriod To) Range(Query query)
    {
        var (from, to) = (Parse("from", query["from"]), Parse("to", query["to"]));
        return to < from ? throw new BadRequestException("to", "The last month is before the first.")
            : to.From >= from.From.AddMonths(MostMonths) ? throw new BadRequestException("to", $"At most {MostMonths} months at once.")
            : (from, to);
    }

    /// <summary>A month that books can be kept for.</summary>
    /// <exception cref="BadRequestException">It is none, or far away.</exception>
    internal static AccountingPeriod Parse(string field, string? text) => AccountingPeriod.TryParse(text, out var period) && period.From.Year is >= Check.FirstYear and <= Check.LastYear
        ? period
        : throw new BadRequestException(field, $"Expected {AccountingPeriod.Expected}, from {Check.FirstYear} to {Check.LastYear}.");
}
