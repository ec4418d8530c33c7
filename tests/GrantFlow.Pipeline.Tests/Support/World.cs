using System.Collections.Frozen;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>The catalogue of the tests: the real files, and made-up programmes for what no real one has.</summary>
internal static class World
{
    public static readonly OfficeId Erbil = OfficeId.Parse("iq-erbil");

    /// <summary>Erbil's deputy.</summary>
    public static readonly OfficeId Deputy = OfficeId.Parse("iq-baghdad");

    public static readonly CountryCode France = CountryCode.Parse("FR");
    public static readonly CountryCode Iraq = CountryCode.Parse("IQ");

    /// <summary>The real one: one approval, no limit on its funding line.</summary>
    public static readonly ProgrammeId Calais = ProgrammeId.Parse("calais-avr");

    /// <summary>EUR 3,000.00 in one shard: one whole grant and a half.</summary>
    public static readonly ProgrammeId Scarce = ProgrammeId.Parse("scarce");

    /// <summary>EUR 20,000.00 in four shards.</summary>
    public static readonly ProgrammeId Sharded = ProgrammeId.Parse("sharded");

    /// <summary>Ten persons over four shards.</summary>
    public static readonly ProgrammeId Quota = ProgrammeId.Parse("quota");

    /// <summary>A grant expires twelve months after the return.</summary>
    public static readonly ProgrammeId Dated = ProgrammeId.Parse("dated");

    /// <summary>The same person may come again after twelve months.</summary>
    public static readonly ProgrammeId Repeating = ProgrammeId.Parse("repeating");

    /// <summary>Takes families; EUR 6,000.00 in one shard.</summary>
    public static readonly ProgrammeId Families = ProgrammeId.Parse("families");

    /// <summary>Sixty persons over four shards.</summary>
    public static readonly ProgrammeId Places = ProgrammeId.Parse("places");

    /// <summary>One person and EUR 2,000.00; a grant expires twelve months after the return.</summary>
    public static readonly ProgrammeId Single = ProgrammeId.Parse("single");

    /// <summary>One person at first, three from March, two from June on.</summary>
    public static readonly ProgrammeId Growing = ProgrammeId.Parse("growing");

    /// <summary>Its service confirms the departure of the grant it serves.</summary>
    public static readonly ProgrammeId Airport = ProgrammeId.Parse("airport");

    /// <summary>Refers people into <see cref="Calais"/>.</summary>
    public static readonly ProgrammeId Mechanism = ProgrammeId.Parse("mechanism");

    public static readonly Catalogue Catalogue = Read();

    public static Money Eur(long euro, int cents = 0) => new((euro * 100) + cents, Currency.Eur);

    public static FundingLine LineOf(ProgrammeId programme) => Catalogue.InForce(programme, DateOnly.MaxValue)!.GrantFunding;

    private static Catalogue Read()
    {
        var real = CatalogueReader.Read(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "programmes"), "*.json").Select(file => (Path.GetFileName(file), File.ReadAllText(file))));
        Programme[] madeUp =
        [
            Programme(Scarce, Eur(3_000), shards: 1),
            Programme(Sharded, Eur(20_000), shards: 4),
            Programme(Quota, null, shards: 4) with { PersonQuota = 10 },
            Programme(Families, Eur(6_000), shards: 1) with { Families = true },
            Programme(Airport, null, shards: 1) with { ConfirmsDeparture = true },
            Programme(Mechanism, null, shards: 1) with { RefersInto = new[] { Calais }.ToFrozenSet() },
            Programme(Dated, null, shards: 2) with { ExpiresMonthsAfterReturn = 12 },
            Programme(Repeating, null, shards: 2) with { RepeatAfterMonths = 12 },
            Programme(Places, null, shards: 4) with { PersonQuota = 60 },
            Programme(Single, Eur(2_000), shards: 1) with { PersonQuota = 1, ExpiresMonthsAfterReturn = 12 },
            Programme(Growing, null, shards: 2) with { PersonQuota = 1 },
            Programme(Growing, null, shards: 2) with { Version = "2026-2", ValidFrom = new(2026, 3, 1), PersonQuota = 3 },
            Programme(Growing, null, shards: 2) with { Version = "2026-3", ValidFrom = new(2026, 6, 1), PersonQuota = 2 },
        ];
        return new Catalogue(real.Versions.Values.SelectMany(versions => versions).Concat(madeUp), real.Offices);
    }

    private static Programme Programme(ProgrammeId id, Money? amount, int shards) => new()
    {
        Id = id,
        Version = "2026-1",
        Name = id.Value,
        Source = "tests",
        LineKinds = Enum.GetValues<LineKind>().ToFrozenSet(),
        FundingLines = [new(FundingLineId.For(id, "grants"), null, "grants", amount, PaysGrants: true, shards)],
    };
}
