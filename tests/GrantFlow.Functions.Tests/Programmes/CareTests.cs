using System.Collections.Concurrent;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.TestSupport;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

public sealed class Autumn2015() : Service(new ShiftedTime(new DateTimeOffset(2015, 11, 2, 9, 0, 0, TimeSpan.Zero)));

/// <summary>The programme is over, so its service lives in its last autumn.</summary>
public sealed class CareTests(Autumn2015 service) : IClassFixture<Autumn2015>
{
    internal static readonly Traveller Trafficked = new("care", "AT", "NG", "ng-abuja", "victim-of-trafficking") { Nationality = "NG", Amount = "1500.00" };

    [Fact]
    public async Task A_trafficked_person_in_Austria_returns_home_on_a_plan_of_their_own()
    {
        var walk = await Walk.Applies(service, Trafficked);
        await walk.Approved();
        await walk.Arrived();
        await walk.Planned(InKind("business-start-up", "900.00", "Licence and stock of a tailor's shop"), InKind("service", "200.00", "Counselling"), Cash("400.00"));
        await walk.Delivered("L01");
        await walk.Delivered("L02");
        await walk.PaidOut();
        await walk.Closed();
        await walk.BooksCloseAt("care/reintegration", "Available -1500.00, SpentCash 400.00, SpentInKind 1100.00");
    }
}

/// <summary>A service of its own, because it fills the whole programme.</summary>
public sealed class CareQuotaTests(Autumn2015 service) : IClassFixture<Autumn2015>
{
    private const int Places = 130;

    [Fact]
    public async Task The_131st_person_finds_no_place_until_somebody_withdraws()
    {
        var lucky = new ConcurrentQueue<Walk>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Places), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            var walk = await Walk.Applies(service, CareTests.Trafficked);
            await walk.Approved();
            lucky.Enqueue(walk);
        });

        var last = await Walk.Applies(service, CareTests.Trafficked);
        await last.ApprovedInVain("no place of 130 left");

        Assert.True(lucky.TryDequeue(out var first));
        await first.Withdrawn();
        await last.Approved();

        await (await Walk.Applies(service, CareTests.Trafficked)).ApprovedInVain("no place of 130 left");
    }
}

[Collection(ServiceCollectionFixture.Name)]
public sealed class CareIsOverTests(Service service)
{
    [Fact]
    public async Task Nobody_applies_after_the_window() =>
        (await Walk.TryToApply(service, CareTests.Trafficked)).IsRefused("outside-window", "care", "2013-09-01", "2015-12-31");
}
