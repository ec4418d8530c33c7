using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>What goes wrong at storage calls, and how often: the seed decides. In some runs nothing does, in others every twentieth call.</summary>
internal sealed class Faults
{
    private static readonly double[] Rates = [0, 0.002, 0.005, 0.01, 0.02, 0.05];
    private static readonly Mishap[] Kinds = Enum.GetValues<Mishap>();

    private readonly Random _random;
    private readonly Tally _tally;
    private readonly double _rate;
    private readonly int[] _weights;
    private readonly List<Outage> _outages = [];

    public Faults(Random random, DateTimeOffset start, Tally tally)
    {
        _random = random;
        _tally = tally;
        _rate = Rates[random.Next(Rates.Length)];
        _weights = [.. Kinds.Select(_ => random.Next(4))];
        _weights[random.Next(_weights.Length)] += 2;
        for (var outages = _rate == 0 ? 0 : Math.Max(0, random.Next(6) - 3); outages > 0; outages--)
        {
            var from = start + TimeSpan.FromSeconds(random.Next(1_800));
            _outages.Add(new(Outage.Kinds[random.Next(Outage.Kinds.Length)], from, from + TimeSpan.FromSeconds(20 + random.Next(160))));
        }
    }

    public bool Off { get; set; }

    /// <summary>How often messages come twice, or late.</summary>
    public double Unruly => Off ? 0 : _rate == 0 ? 0.02 : 0.1;

    /// <summary>For how long a host stands still before a call; null for not at all. Long enough for its messages to come back, and go to another host.</summary>
    public TimeSpan? Pause()
    {
        if (Off || _random.NextDouble() >= _rate / 4)
        {
            return null;
        }

        var isLong = _random.Next(2) == 0;
        _tally.Add("fault", isLong ? "host stood still for a minute" : "host stood still for some seconds");
        return TimeSpan.FromSeconds(isLong ? SimRun.Lease.TotalSeconds + _random.Next(30) : 1 + _random.Next(5));
    }

    /// <summary>What happens to a call; null when nothing does.</summary>
    public Mishap? At(StorageCall call, DateTimeOffset now)
    {
        if (Off)
        {
            return null;
        }

        if (_outages.Exists(outage => outage.From <= now && now < outage.To && outage.Kind == (call.Service, call.Service == "vault" ? "" : call.Name)))
        {
            _tally.Add("fault", "service away");
            return Mishap.FailsBefore;
        }

        if (_random.NextDouble() >= _rate)
        {
            return null;
        }

        var at = _random.Next(_weights.Sum());
        var kind = 0;
        while (at >= _weights[kind])
        {
            at -= _weights[kind++];
        }

        _tally.Add("fault", Words(Kinds[kind]));
        return Kinds[kind];
    }

    public static string Words(Mishap mishap) => mishap switch
    {
        Mishap.FailsBefore => "call failed, not done",
        Mishap.FailsAfter => "call done, answer lost",
        Mishap.DoneTwice => "call done, answer lost, made again by the SDK",
        Mishap.DiesBefore => "host died before a call",
        Mishap.DiesAfter => "host died after a call",
        _ => throw new ArgumentOutOfRangeException(nameof(mishap)),
    };

    /// <summary>A part of storage, or the vault, answers nobody for a while.</summary>
    private sealed record Outage((string Service, string Name) Kind, DateTimeOffset From, DateTimeOffset To)
    {
        public static readonly (string, string)[] Kinds =
        [
            ("vault", ""), ("table", TableNames.Sandbox), ("table", TableNames.Identities), ("table", TableNames.Funding), ("table", TableNames.Ledger), ("table", TableNames.Views),
            ("table", TableNames.Batches), ("table", TableNames.Grants), ("queue", QueueNames.Commands), ("queue", QueueNames.Postings),
        ];
    }
}
