using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>The funders' components of a programme.</summary>
internal static class FundingReader
{
    private const int DefaultShards = 4;
    private const int MostShards = 64;
    private const int MostLines = 20;
    private const int LongestReference = 100;
    private const int MostOverhead = 25;

    /// <summary>EUR 1,000,000,000.00: over that, somebody's finger slipped.</summary>
    private static readonly Money MostMoney = new(1_000_000_000_00, Currency.Eur);

    public static IReadOnlyList<FundingLine> Lines(JsonField field, ProgrammeId? programme)
    {
        var lines = new List<FundingLine>();
        var complete = true;
        foreach (var item in field.Items(MostLines))
        {
            if (Line(item, programme) is not { } line)
                complete = false;
            else if (lines.Exists(other => other.Id == line.Id))
                item.Refuse("funding line ids that differ", $"\"{line.Id}\" again");
            else
                lines.Add(line);
        }

        var paying = lines.Count(line => line.PaysGrants);
        if (complete && lines.Count > 0 && paying != 1)
            field.Refuse("exactly one line with paysGrants true", paying == 0 ? "none" : string.Join(", ", lines.Where(line => line.PaysGrants).Select(line => line.Id)));
        return lines;
    }

    private static FundingLine? Line(JsonField field, ProgrammeId? programme)
    {
        if (field.Object() is not { } item)
            return null;

        var id = item["id"].Value<FundingLineId>();
        if (id is { } given && programme is { } owner && given.Programme != owner)
            item["id"].Refuse($"an id that starts with \"{owner}/\"");
        var funder = item.IfGiven("funder", text => text.Text());
        var component = item["component"].Text();
        var amount = item.EuroIfGiven("amount", MostMoney);
        var pays = item["paysGrants"].Flag();
        // A shard reserves from its own share alone: one that could not hold a whole grant would strand its money.
        var mostShards = amount is { } limit ? (int)Math.Clamp(limit.Minor / SystemRules.Ceiling.Minor, 1, MostShards) : MostShards;
        var shards = item["shards"] is { IsMissing: false } number ? number.Number(1, mostShards) : Math.Min(DefaultShards, mostShards);
        var agreement = Agreement(item);
        item.RefuseOthers();

        return id is { } known && component is not null && pays is { } paysGrants && shards is { } spread
            ? new(known, funder, component, amount, paysGrants, spread) { Agreement = agreement }
            : null;
    }

    private static FundingAgreement Agreement(JsonFields item)
    {
        var reference = item.IfGiven("agreement", text => text.Text(LongestReference));
        var share = item.NumberIfGiven("funderSharePercent", 1, 100);
        var eligible = Eligible(item["eligible"]);
        var overhead = item.NumberIfGiven("overheadPercent", 0, MostOverhead);
        return new(reference, share ?? 100, eligible, overhead);
    }

    private static EligibleDays Eligible(JsonField field)
    {
        if (field.IsMissing || field.Object() is not { } days)
            return EligibleDays.Always;

        var from = days.DayIfGiven("from");
        var until = days.DayIfGiven("until");
        if (from is { } first && until < first)
            days["until"].Refuse($"a day on or after {first:yyyy-MM-dd}, the first day");
        days.RefuseOthers();
        return new(from, until);
    }
}
