using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Funding;

/// <summary>What one shard of a funding line holds, in minor units of its currency.</summary>
/// <param name="Held">Reserved and not yet settled.</param>
/// <param name="Settled">Spent.</param>
/// <param name="Persons">Places taken in the quota.</param>
/// <param name="Extra">What amendments have brought to its share, or taken from it where below zero.</param>
internal sealed record ShardBalance(long Held, long Settled, long Persons, long Extra = 0)
{
    public const string Key = "balance";

    public static ShardBalance From(Row? row) => row is null ? new(0, 0, 0) : new(row.Number("held") ?? 0, row.Number("settled") ?? 0, row.Number("persons") ?? 0, row.Number("extra") ?? 0);

    public long Used => Held + Settled;

    public Dictionary<string, object> Values()
    {
        var values = new Dictionary<string, object> { ["held"] = Held, ["settled"] = Settled, ["persons"] = Persons };
        if (Extra != 0)
        {
            values["extra"] = Extra;
        }

        return values;
    }
}

/// <summary>What an amendment did to one shard. Its row stays for good: it is what makes it happen once.</summary>
/// <param name="Extra">What it brought to the shard, or took from it where below zero, in minor units.</param>
/// <param name="Free">Where the line could not have it: how much was free. Nothing was taken from any shard then.</param>
/// <param name="Undone">It was given back, or may never happen in this shard any more.</param>
internal sealed record ShardAmendment(long Extra, long? Free = null, bool Undone = false)
{
    public static string Key(AmendmentId amendment) => $"amd-{amendment}";

    public static ShardAmendment From(Row row) => new(row.Number("extra") ?? 0, row.Number("free"), row.Values.ContainsKey("undone"));

    public Dictionary<string, object> Values()
    {
        var values = new Dictionary<string, object> { ["extra"] = Extra };
        if (Free is { } free)
        {
            values["free"] = free;
        }

        if (Undone)
        {
            values["undone"] = true;
        }

        return values;
    }
}

/// <summary>One reservation. Its row stays for good: it is what makes every request happen once.</summary>
/// <param name="Held">What is still held, in minor units.</param>
/// <param name="Settled">What was spent, in minor units.</param>
/// <param name="Ended">No place and no money is held any more; a later reservation under this key is void.</param>
/// <param name="Applied">Keys of releases and settlements that have happened.</param>
/// <param name="Refused">Why nothing was ever held, where the line had not enough; null otherwise.</param>
/// <param name="PassedOn">This shard had not enough: everything about the reservation is in the next one.</param>
internal sealed record Reservation(long Held, long Settled, bool Ended, string Applied, string? Refused = null, bool PassedOn = false)
{
    /// <summary>Left in a shard that had not enough.</summary>
    public static Reservation Onward { get; } = new(0, 0, false, "", PassedOn: true);

    public static string Key(string reservation) => $"res-{reservation}";

    public static Reservation From(Row row) => new(row.Number("held") ?? 0, row.Number("settled") ?? 0, row.Values["ended"] is true, row.Text("applied") ?? "", row.Text("refused"), row.Values.ContainsKey("passedOn"));

    public bool Has(string key) => Applied.Split(' ').Contains(key);

    public Reservation With(string key) => this with { Applied = $"{Applied} {key}".Trim() };

    /// <summary>The answer that a request under this key gets: null when the money is held.</summary>
    public FundingRefusal? Answer() => this switch
    {
        { Refused: { } why } => new FundingRefusal(why),
        { Ended: true } => new FundingRefusal("The grant ended before the money was reserved.", Voided: true),
        _ => null,
    };

    public Dictionary<string, object> Values()
    {
        var values = new Dictionary<string, object> { ["held"] = Held, ["settled"] = Settled, ["ended"] = Ended, ["applied"] = Applied };
        if (Refused is not null)
        {
            values["refused"] = Refused;
        }

        if (PassedOn)
        {
            values["passedOn"] = true;
        }

        return values;
    }
}
