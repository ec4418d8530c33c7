using System.Globalization;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Balances;

/// <summary>
/// The balances at the end of each sealed day, kept with its seal, so that nobody has to read the ledger from its beginning to know what stands on an account. They follow from the
/// day's rows and those of the day before, and are written before the seal: a process that dies on the way writes the same again.
/// </summary>
public sealed class BalanceBook(ITables tables, LedgerStore ledger, SealStore seals)
{
    /// <summary>Written last: the day's balances are whole.</summary>
    private const string Whole = "~whole";

    /// <summary>The balances of every account at the end of a day.</summary>
    public async Task<IReadOnlyList<AccountBalance>> At(DateOnly day, CancellationToken cancellationToken)
    {
        var sealedTo = await seals.LastDay(cancellationToken);
        var kept = sealedTo is { } last ? last < day ? last : day : (DateOnly?)null;
        var sums = new RunningBalances();
        var from = kept is { } at && await Load(sums, at, cancellationToken) ? at.AddDays(1) : await ledger.FirstDay(cancellationToken);
        await AddDays(sums, from, day, cancellationToken);
        return [.. sums.All];
    }

    /// <summary>Keeps the balances of a day that is closed.</summary>
    /// <param name="day">The day.</param>
    /// <param name="own">What its entries add.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task Keep(DateOnly day, RunningBalances own, CancellationToken cancellationToken)
    {
        foreach (var line in (await After(day, own, cancellationToken)).All.GroupBy(balance => balance.Line))
        {
            var values = GrantRows.Values<IReadOnlyList<KeptBalance>>([.. line.Select(KeptBalance.Of)]);
            await tables.Commit(TableNames.Seals, [RowChange.Upsert(PartitionOf(day), line.Key.Value.Replace('/', '|'), values)], cancellationToken);
        }

        await tables.Commit(TableNames.Seals, [RowChange.Upsert(PartitionOf(day), Whole, new Dictionary<string, object> { ["v"] = 1 })], cancellationToken);
    }

    /// <summary>How the balances kept for a sealed day differ from those of the day before and its own entries; null where they do not, or where none were kept. When every day agrees with the one before it, all of them are the ledger's.</summary>
    /// <param name="day">The day.</param>
    /// <param name="own">What its entries add.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<string?> Difference(DateOnly day, RunningBalances own, CancellationToken cancellationToken)
    {
        var kept = new RunningBalances();
        if (!await Load(kept, day, cancellationToken))
        {
            return null;
        }

        var (found, expected) = (kept.All.ToList(), (await After(day, own, cancellationToken)).All.ToList());
        return found.Except(expected).Concat(expected.Except(found)).FirstOrDefault() is { } first
            ? $"The balances kept for {day:yyyy-MM-dd} are not those of the ledger, first on {first.Account} of {first.Line} in {first.Period}: trial balances from that day on are wrong. Have the rows of balances|{day:yyyy-MM-dd} and later removed; they are added up from the ledger then."
            : null;
    }

    /// <summary>The balances at the end of a day; what was sealed by a version that kept none is added up once.</summary>
    private async Task<RunningBalances> After(DateOnly day, RunningBalances own, CancellationToken cancellationToken)
    {
        var sums = new RunningBalances();
        if (!await Load(sums, day.AddDays(-1), cancellationToken))
        {
            await AddDays(sums, await ledger.FirstDay(cancellationToken), day.AddDays(-1), cancellationToken);
        }

        foreach (var balance in own.All)
        {
            sums.Add(balance);
        }

        return sums;
    }

    private async Task AddDays(RunningBalances sums, DateOnly? from, DateOnly to, CancellationToken cancellationToken)
    {
        if (from is { } first)
        {
            await foreach (var entry in ledger.Read(first, to, null, cancellationToken))
            {
                sums.Add(entry);
            }
        }
    }

    /// <summary>False, and nothing loaded, where the day's balances were not kept.</summary>
    private async Task<bool> Load(RunningBalances sums, DateOnly day, CancellationToken cancellationToken)
    {
        if (await tables.Find(TableNames.Seals, PartitionOf(day), Whole, cancellationToken) is null)
        {
            return false;
        }

        await foreach (var row in tables.Query(TableNames.Seals, new RowQuery(PartitionOf(day), null, Whole), cancellationToken))
        {
            foreach (var kept in GrantRows.Read<IReadOnlyList<KeptBalance>>(row))
            {
                sums.Add(kept.On(FundingLineId.Parse(row.Key.Replace('|', '/'))));
            }
        }

        return true;
    }

    private static string PartitionOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"balances|{day:yyyy-MM-dd}");

    internal sealed record KeptBalance(AccountingPeriod Period, Account Account, Money Debits, Money Credits)
    {
        public static KeptBalance Of(AccountBalance balance) => new(balance.Period, balance.Account, balance.Debits, balance.Credits);

        public AccountBalance On(FundingLineId line) => new(line, Period, Account, Debits, Credits);
    }
}
