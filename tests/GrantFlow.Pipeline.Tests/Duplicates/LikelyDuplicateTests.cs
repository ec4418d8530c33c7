using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Screening;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Screening;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Duplicates;

/// <summary>The same person under another spelling: found, scored, and left to an officer.</summary>
public sealed class LikelyDuplicateTests
{
    private static readonly DateOnly Born = new(1991, 6, 11);
    private static readonly Case One = Called("One", "Al-Hashimi", "Mohammed Yusuf", Born);
    private static readonly Case Two = Called("Two", "EL HACHEMI", "Muhammad Youssef", new(1991, 11, 6));

    private readonly PipelineRun _run = new();

    [Fact]
    public async Task Another_spelling_needs_an_officers_look_and_the_score_says_why()
    {
        await _run.Do(One.Submit(), Two.Submit());
        var grant = await Grant(Two);
        Assert.Equal((GrantState.NeedsAdjudication, One.Grant), (grant.State, grant.Suspected!.Other));
        Assert.InRange(grant.Suspected.Score!.Total, 80, 99);
        Assert.Equal((90, null), (grant.Suspected.Score.BirthDate, grant.Suspected.Score.Document));
        Assert.Equal($"Someone with a similar name and birth date has grant {One.Grant}: {grant.Suspected.Score.Total} of 100.", grant.Reason);

        await _run.Do(Two.Adjudicate(samePerson: true));
        var decided = (await _run.Look(() => _run.Get<GrantStore>().History(Two.Grant, default))).OfType<DuplicateAdjudicated>().Single();
        Assert.Equal((true, One.Grant, grant.Suspected.Score, People.Officer.Id), (decided.SamePerson, decided.Other, decided.Score, decided.By.Id));
    }

    [Theory]
    [InlineData("Al-Hashimi", "Ahmad Yusuf")]
    [InlineData("Al-Tikriti", "Mohammed Yusuf")]
    [InlineData("Al-Hashimi", "Maryam")]
    public async Task Brothers_sisters_and_namesakes_of_the_same_day_are_other_people(string family, string given)
    {
        var two = Called("Two", family, given, Born);
        await _run.Do(One.Submit(), two.Submit());
        Assert.Equal((GrantState.AwaitingApproval, null), ((await Grant(two)).State, (await Grant(two)).Suspected));
    }

    [Fact]
    public async Task Another_programme_is_another_matter()
    {
        var two = Two with { Programme = World.Sharded };
        await _run.Do(One.Submit(), two.Submit());
        Assert.Equal(GrantState.AwaitingApproval, (await Grant(two)).State);
    }

    [Fact]
    public async Task Who_ended_unpaid_does_not_count_and_is_not_looked_at_again()
    {
        await _run.Do(One.Submit(), One.Withdraw());
        var filed = Filed(One);
        await _run.Do(Two.Submit());
        Assert.Equal(GrantState.AwaitingApproval, (await Grant(Two)).State);
        Assert.NotEqual(0, filed);
        Assert.True(Filed(One) < filed);
    }

    [Fact]
    public async Task Whom_an_officer_called_another_person_is_not_asked_about_again()
    {
        await _run.Do(One.Submit(), Two.Submit(), Two.Adjudicate(samePerson: false), One.Return(), One.Amend());
        Assert.Equal((GrantState.AwaitingApproval, GrantState.AwaitingApproval), ((await Grant(One)).State, (await Grant(Two)).State));
    }

    [Fact]
    public async Task A_name_that_was_amended_no_longer_stops_who_has_the_old_one()
    {
        var renamed = One with { Who = One.Who with { FamilyName = "Wardak", GivenNames = "Zalmai" } };
        var third = Called("Three", One.Who.FamilyName, One.Who.GivenNames, Born);
        await _run.Do(One.Submit(), One.Return(), renamed.Amend(), third.Submit());
        Assert.Equal(GrantState.AwaitingApproval, (await Grant(third)).State);
    }

    [Fact]
    public async Task Of_two_at_once_on_two_hosts_at_least_one_is_seen()
    {
        var flagged = new HashSet<int>();
        for (var seed = 0; seed < 100; seed++)
        {
            var run = new PipelineRun(seed, processes: 2);
            await run.Send(One.Submit(), Two.Submit());
            foreach (var command in await run.Bodies(QueueNames.Commands))
            {
                await run.Process(QueueNames.Commands, command);
            }

            var requests = await run.Bodies(QueueNames.Screening);
            run.Watch.Order = new Interleaving(seed);
            run.Watch.Order.Run([.. requests.Concat(requests).Select(request => (Func<Task>)(() => run.Process(QueueNames.Screening, request)))]);
            run.Watch.Order = null;
            await run.Finish();

            GrantState[] states = [(await Grant(One, run)).State, (await Grant(Two, run)).State];
            Assert.Contains(GrantState.NeedsAdjudication, states);
            flagged.Add(states.Count(state => state == GrantState.NeedsAdjudication));
        }

        Assert.Contains(1, flagged);
    }

    [Fact]
    public async Task Of_too_many_alike_some_are_not_compared_and_the_event_says_so()
    {
        string[] families = ["Bakr", "Desta", "Farouk", "Gaim", "Hotak", "Jamal", "Kakar", "Lemma", "Moradi", "Nouri", "Popal", "Qasim", "Rezai", "Safi", "Tadros", "Wardak", "Zerai", "Mengesha", "Shinwari", "Karimi", "Sadeghi", "Bekele"];
        foreach (var family in families)
        {
            await _run.Do(Called(family, family, "Mihret Selamawit", Born).Submit());
        }

        var last = Called("Last", "Okbay", "Mihret Selamawit", Born);
        await _run.Do(last.Submit());
        Assert.Equal(GrantState.AwaitingApproval, (await Grant(last)).State);
        var screened = (await _run.Look(() => _run.Get<GrantStore>().History(last.Grant, default))).OfType<ScreeningRecorded>().Single();
        Assert.Equal(families.Length - LikelyDuplicates.MostCompared, screened.NotCompared);
        Assert.Contains(_run.Log.All, line => line.Contains("were not compared", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(364, GrantState.Rejected, GrantState.NeedsAdjudication)]
    [InlineData(365, GrantState.AwaitingApproval, GrantState.AwaitingApproval)]
    public async Task A_person_may_come_again_when_the_programmes_period_is_over(int days, GrantState sameDocument, GrantState otherSpelling)
    {
        var passport = One.Who with { DocumentNumber = "XK12345", DocumentCountry = World.Iraq };
        foreach (var (name, who, expected) in new[] { ("Document", passport, sameDocument), ("Spelling", Two.Who, otherSpelling) })
        {
            var run = new PipelineRun();
            var (one, two) = (One with { Programme = World.Repeating, Who = passport }, new Case(name) { Programme = World.Repeating, Who = who });
            await run.Do(one.Submit(), one.Approve(500), one.Verify(), one.Split(Case.Cash(500)), one.Release(), one.Close());
            run.Time.AdvanceTo((await Grant(one, run)).SubmittedAt.AddDays(days));
            await run.Do(two.Submit());
            Assert.Equal(expected, (await Grant(two, run)).State);
        }
    }

    [Fact]
    public async Task Who_comes_back_on_appeal_in_an_older_period_takes_no_claim_from_the_later_one()
    {
        var passport = One.Who with { DocumentNumber = "XK12345", DocumentCountry = World.Iraq };
        var (one, two, three) = (Again("One"), Again("Two"), Again("Three"));
        await _run.Do(one.Submit(), one.Reject());
        _run.Time.Advance(TimeSpan.FromDays(366));
        await _run.Do(two.Submit(), one.Appeal(), one.AllowAppeal(), three.Submit());
        Assert.Equal((GrantState.AwaitingApproval, GrantState.AwaitingApproval, GrantState.Rejected), ((await Grant(two)).State, (await Grant(one)).State, (await Grant(three)).State));
        Assert.Equal(two.Grant, (await Grant(three)).Suspected!.Other);

        Case Again(string name) => new(name) { Programme = World.Repeating, Who = passport };
    }

    [Theory]
    [InlineData("ተስፋይ", "ገብረሚካኤል")]
    [InlineData("محمد", "الهاشمي")]
    [InlineData("😀", "?!")]
    [InlineData("", "ﷺ")]
    public async Task Names_in_any_script_are_screened(string given, string family)
    {
        var (one, two) = (Called("One", family, given, Born), Called("Two", family, given, Born));
        await _run.Do(one.Submit(), two.Submit());
        Assert.Equal((GrantState.AwaitingApproval, GrantState.NeedsAdjudication), ((await Grant(one)).State, (await Grant(two)).State));
        Assert.Equal(100, (await Grant(two)).Suspected!.Score!.Total);
    }

    private static Case Called(string name, string family, string given, DateOnly born) => new(name) { Who = new PersonalData(family, given, born, null, null) };

    private int Filed(Case @case) => _run.Tables.Rows(TableNames.Identities).Count(row => row.Key == @case.Grant.Value);

    private async Task<Grant> Grant(Case @case, PipelineRun? run = null) => (await (run ?? _run).Look(() => (run ?? _run).Get<GrantStore>().Find(@case.Grant, default)))!.Grant;
}
