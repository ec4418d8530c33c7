using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Rates;

/// <summary>Dated exchange rates by source and currency. Nothing is ever lost from it: a corrected rate keeps the one before.</summary>
public sealed class RateBook(ITables tables, TimeProvider time)
{
    /// <summary>The most corrections of one day's rate.</summary>
    public const int MostCorrections = 50;

    /// <summary>The rate at which a payment of that day is converted, or why there is none.</summary>
    /// <param name="from">The grants' currency.</param>
    /// <param name="to">The currency that people are paid in.</param>
    /// <param name="day">When the money leaves.</param>
    /// <param name="preference">Sources in order; null for the usual one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<(ExchangeRate? Rate, Decision.Refused? Refused)> Find(Currency from, Currency to, DateOnly day, IReadOnlyList<RateSource>? preference, CancellationToken cancellationToken)
    {
        var sources = preference ?? RateChoice.Preference;
        var newest = await Task.WhenAll(sources.Select(async source => await Read(source, to, day, most: 1, cancellationToken)));
        return RateChoice.Of(from, to, day, [.. newest.SelectMany(one => one).Select(one => one.Rate)], sources);
    }

    /// <summary>Rates of a source up to a day, the newest first.</summary>
    public async Task<IReadOnlyList<StoredRate>> Read(RateSource source, Currency currency, DateOnly upTo, int most, CancellationToken cancellationToken)
    {
        var page = await tables.Page(TableNames.Rates, new RowQuery(Partition(source, currency), Key(upTo)), most, null, cancellationToken);
        return [.. page.Rows.Select(GrantRows.Read<StoredRate>)];
    }

    /// <summary>Stores the rates of a file, all or, where a correction has no reason, none. The same file again changes nothing.</summary>
    /// <param name="lines">The rates, at most one for each source, currency and day.</param>
    /// <param name="by">Who imports them.</param>
    /// <param name="reason">Why rates that are there get another value; null where none does.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<RateImport> Import(IReadOnlyList<RateLine> lines, ActorId by, string? reason, CancellationToken cancellationToken)
    {
        var errors = new List<RateError>();
        foreach (var line in lines)
        {
            if (await Find(line.Rate, cancellationToken) is { } row && GrantRows.Read<StoredRate>(row) is { } stored && stored.Rate != line.Rate)
            {
                if (reason is null)
                {
                    errors.Add(new(line.Line, $"{line.Rate.Rate.Source} has {Text(stored.Rate)} for {line.Rate.Rate.To} on {line.Rate.Rate.Day:yyyy-MM-dd}, not {Text(line.Rate)}. Give a reason to correct it."));
                }
                else if (stored.Earlier.Count >= MostCorrections)
                {
                    errors.Add(new(line.Line, $"The rate for {line.Rate.Rate.To} on {line.Rate.Rate.Day:yyyy-MM-dd} was corrected {MostCorrections} times. Leave it."));
                }
            }
        }

        if (errors.Count > 0)
        {
            return RateImport.Failed(errors);
        }

        var (added, unchanged, corrected) = (0, 0, 0);
        foreach (var line in lines)
        {
            switch (await Store(line.Rate, by, reason, cancellationToken))
            {
                case Stored.New:
                    added++;
                    break;
                case Stored.Corrected:
                    corrected++;
                    break;
                default:
                    unchanged++;
                    break;
            }
        }

        return new(added, unchanged, corrected, []);
    }

    private async Task<Stored> Store(DatedRate rate, ActorId by, string? reason, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await Find(rate, cancellationToken);
            if (row is null)
            {
                var first = new StoredRate(rate, by, time.GetUtcNow(), null, []);
                if (await tables.Commit(TableNames.Rates, [RowChange.Add(Partition(rate.Source, rate.Rate.To), Key(rate.Rate.Day), GrantRows.Values(first))], cancellationToken) == CommitOutcome.Committed)
                {
                    return Stored.New;
                }

                continue;
            }

            var stored = GrantRows.Read<StoredRate>(row);
            if (stored.Rate == rate)
            {
                return Stored.Before;
            }

            var corrected = new StoredRate(rate, by, time.GetUtcNow(), reason, stored.Earlier.Add(new(stored.Rate.Rate.Rate, stored.Rate.Until, stored.By, stored.At, stored.Reason)));
            if (await tables.Commit(TableNames.Rates, [RowChange.Replace(row, GrantRows.Values(corrected))], cancellationToken) == CommitOutcome.Committed)
            {
                return Stored.Corrected;
            }
        }
    }

    private Task<Row?> Find(DatedRate rate, CancellationToken cancellationToken) =>
        tables.Find(TableNames.Rates, Partition(rate.Source, rate.Rate.To), Key(rate.Rate.Day), cancellationToken);

    private static string Text(DatedRate rate) => rate.Rate.Rate.ToString(CultureInfo.InvariantCulture) + (rate.Source == RateSource.Office ? $" until {rate.Until:yyyy-MM-dd}" : "");

    private static string Partition(RateSource source, Currency currency) => $"{source}|{currency}";

    /// <summary>The newest day first.</summary>
    private static string Key(DateOnly day) => (DateOnly.MaxValue.DayNumber - day.DayNumber).ToString("D7", CultureInfo.InvariantCulture);

    private enum Stored
    {
        New,
        Before,
        Corrected,
    }
}
