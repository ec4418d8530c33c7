using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>A service with a made-up programme whose funder agreed to EUR 10,000.00, three quarters of which are the funder's.</summary>
public sealed class AgreedService : Service
{
    public const string Programme = "agreed", Line = "funding-lines/agreed/grants";

    protected override Catalogue Rules(Catalogue real)
    {
        var id = ProgrammeId.Parse(Programme);
        var like = real.InForce(ProgrammeId.Parse("calais-avr"), DateOnly.MaxValue)!;
        var rules = like with
        {
            Id = id,
            Name = "Made up",
            Source = "tests",
            Notes = [],
            FundingLines =
            [
                new(FundingLineId.For(id, "grants"), "A funder", "Reintegration", new Money(10_000_00, Currency.Eur), PaysGrants: true, 4) { Agreement = new("agreement-7", 75, new(new(2020, 1, 1), null), 7) },
                new(FundingLineId.For(id, "information"), "Another funder", "Information", null, PaysGrants: false, 1),
            ],
        };
        return new(real.Versions.Values.SelectMany(versions => versions).Append(rules), real.Offices) { Routes = real.Routes };
    }
}
