using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>One person, one grant under a programme.</summary>
public sealed class ScreeningTests
{
    private static readonly PersonalData Jose = new("García Núñez", "José María", new DateOnly(1988, 7, 9), "XK-12 345", CountryCode.Parse("ES"));

    private readonly PipelineRun _run = new();

    [Theory]
    [InlineData("XK-12 345")]
    [InlineData("xk12345")]
    [InlineData(" XK 12/345 ")]
    [InlineData("XK١٢٣٤٥")]
    public async Task The_same_document_in_any_spelling_is_a_duplicate(string number)
    {
        var second = await SecondOf(new PersonalData("Other", "Name", new DateOnly(1970, 1, 1), number, Jose.DocumentCountry));
        Assert.Equal(GrantState.Rejected, second.State);
        Assert.StartsWith("duplicate-person", second.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_number_of_another_country_is_another_document()
    {
        var second = await SecondOf(new PersonalData("Other", "Name", new DateOnly(1970, 1, 1), Jose.DocumentNumber, CountryCode.Parse("PT")));
        Assert.Equal(GrantState.AwaitingApproval, second.State);
    }

    [Theory]
    [InlineData("GARCIA NUNEZ", "Jose Maria")]
    [InlineData("José", "María García Núñez")]
    [InlineData("garcía-núñez", "  maría   josé ")]
    [InlineData("Garci\u0301a Nun\u0303ez", "Jose\u0301 Mari\u0301a")]
    [InlineData("GARCÍA, NÚÑEZ", "José. María")]
    public async Task The_same_name_and_birth_date_in_any_spelling_need_an_officers_look(string family, string given)
    {
        var second = await SecondOf(new PersonalData(family, given, Jose.BirthDate, null, null));
        Assert.Equal(GrantState.NeedsAdjudication, second.State);
        Assert.Contains("same name and birth date", second.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("O'Neil", "O’Neil")]
    [InlineData("Łukasz", "Lukasz")]
    [InlineData("Nguyễn", "NGUYEN")]
    [InlineData("Øster", "oster")]
    [InlineData("Weiß", "WEISS")]
    [InlineData("Αθηνά", "ΑΘΗΝΑ")]
    [InlineData("Йосиф", "йосиф")]
    [InlineData("أحمد", "احمد")]
    [InlineData("كريم", "کریم")]
    public async Task Letters_that_forms_write_in_two_ways_are_one(string first, string second)
    {
        var (one, two) = (Named("One", first), Named("Two", second));
        await _run.Do(one.Submit(), two.Submit());
        Assert.Equal(GrantState.NeedsAdjudication, (await Grant(two)).State);
    }

    [Fact]
    public async Task The_same_name_with_another_birth_date_is_another_person()
    {
        var second = await SecondOf(Jose with { BirthDate = Jose.BirthDate.AddMonths(5), DocumentNumber = null, DocumentCountry = null });
        Assert.Equal(GrantState.AwaitingApproval, second.State);
    }

    [Fact]
    public async Task A_person_without_a_document_is_screened_by_name_alone()
    {
        var (one, two) = (new Case("One") { Who = Jose with { DocumentNumber = null, DocumentCountry = null } }, new Case("Two"));
        await _run.Do(one.Submit(), two.Submit());
        Assert.Equal(GrantState.AwaitingApproval, (await Grant(one)).State);
        Assert.Single(_run.Tables.Rows(TableNames.Identities), row => row.Text("grant") == one.Grant.Value);
        Assert.Equal(2, _run.Tables.Rows(TableNames.Identities).Count(row => row.Text("grant") == two.Grant.Value));
    }

    [Fact]
    public async Task The_same_person_under_another_programme_is_fine()
    {
        var (one, two) = (new Case("One") { Who = Jose }, new Case("Two") { Who = Jose, Programme = World.Sharded });
        await _run.Do(one.Submit(), two.Submit());
        Assert.Equal(GrantState.AwaitingApproval, (await Grant(two)).State);
    }

    [Fact]
    public async Task Whoever_ended_unpaid_may_come_again_and_whoever_was_paid_may_not()
    {
        var (one, two, three) = (new Case("One") { Who = Jose }, new Case("Two") { Who = Jose }, new Case("Three") { Who = Jose });
        await _run.Do(one.Submit(), one.Withdraw(), two.Submit());
        Assert.Equal(GrantState.AwaitingApproval, (await Grant(two)).State);
        await _run.Do(two.Approve(500), two.Verify(), two.Split(Case.Cash(500)), two.Release(), two.Close(), three.Submit());
        Assert.Equal(GrantState.Rejected, (await Grant(three)).State);
    }

    [Fact]
    public async Task A_document_that_was_amended_away_stops_nobody_and_comes_back_to_nobody_else()
    {
        var (one, two, three) = (new Case("One") { Who = Jose }, new Case("Two") { Who = Jose with { FamilyName = "Other", GivenNames = "Name" } }, new Case("Three") { Who = Jose with { FamilyName = "Third", GivenNames = "One" } });
        var corrected = one with { Who = Jose with { DocumentNumber = "XK-99 999" } };
        await _run.Do(one.Submit(), one.Return(), corrected.Amend(), two.Submit());
        Assert.Equal(GrantState.AwaitingApproval, (await Grant(one)).State);
        Assert.Equal(GrantState.AwaitingApproval, (await Grant(two)).State);

        // The number is the second person's now, and the new one is the first's.
        await _run.Do(three.Submit());
        Assert.Contains(two.Grant.Value, (await Grant(three)).Reason, StringComparison.Ordinal);
        var four = new Case("Four") { Who = corrected.Who with { FamilyName = "Fourth", GivenNames = "One" } };
        await _run.Do(four.Submit());
        Assert.Contains(one.Grant.Value, (await Grant(four)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_delivery_gives_the_same_answer_and_claims_nothing_more()
    {
        var one = new Case("One") { Who = Jose };
        await _run.Send(one.Submit());
        await _run.Process(QueueNames.Commands, Assert.Single(await _run.Bodies(QueueNames.Commands)));
        var request = Assert.Single(await _run.Bodies(QueueNames.Screening));
        await _run.Process(QueueNames.Screening, request);
        var claims = Claims();
        await _run.Process(QueueNames.Screening, request);
        Assert.Equal(claims, Claims());
        var answers = (await _run.Bodies(QueueNames.Commands)).Where(body => body.Contains("record-screening", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, answers.Count);
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Of_two_at_once_on_two_hosts_exactly_one_is_clear()
    {
        var clear = new HashSet<GrantId>();
        for (var seed = 0; seed < 100; seed++)
        {
            var run = new PipelineRun(seed, processes: 2);
            // The same document and name, the same document, the same name, by turns.
            var twin = (seed % 3) switch
            {
                0 => Jose,
                1 => Jose with { FamilyName = "Other" },
                _ => Jose with { DocumentNumber = "OTHER" },
            };
            var (one, two) = (new Case("One") { Who = Jose }, new Case("Two") { Who = twin });
            await run.Send(one.Submit(), two.Submit());
            foreach (var command in await run.Bodies(QueueNames.Commands))
            {
                await run.Process(QueueNames.Commands, command);
            }

            var requests = await run.Bodies(QueueNames.Screening);
            run.Watch.Order = new Interleaving(seed);
            run.Watch.Order.Run([.. requests.Concat(requests).Select(request => (Func<Task>)(() => run.Process(QueueNames.Screening, request)))]);
            run.Watch.Order = null;
            await run.Finish();

            var states = new[] { await Grant(one, run), await Grant(two, run) };
            clear.Add(Assert.Single(states, grant => grant.State == GrantState.AwaitingApproval).Id);
        }

        Assert.Equal(2, clear.Count);
    }

    [Fact]
    public async Task An_appeal_allowed_while_another_grant_takes_the_claim_never_leaves_both_clear()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var run = new PipelineRun(seed);
            var (one, two) = (new Case("One") { Who = Jose }, new Case("Two") { Who = Jose });
            await run.Do(one.Submit(), one.Reject());
            await run.Send(two.Submit());
            await run.Process(QueueNames.Commands, (await run.Bodies(QueueNames.Commands)).Single());
            var ofTwo = (await run.Bodies(QueueNames.Screening)).Single();

            run.Watch.Order = new Interleaving(seed);
            run.Watch.Order.Run(
                () => run.Process(QueueNames.Screening, ofTwo),
                async () =>
                {
                    await run.Process(QueueNames.Commands, one.Appeal().Text);
                    await run.Process(QueueNames.Commands, one.AllowAppeal().Text);
                    await run.Process(QueueNames.Screening, (await run.Bodies(QueueNames.Screening)).Single(body => body.Contains(one.Grant.Value, StringComparison.Ordinal)));
                });
            run.Watch.Order = null;
            await run.Finish();

            // Who holds the document may be flagged by name, and an officer looks; but one of them goes on and one does not.
            GrantState[] states = [(await Grant(one, run)).State, (await Grant(two, run)).State];
            Assert.Single(states, GrantState.Rejected);
            Assert.All(states, state => Assert.Contains(state, new[] { GrantState.Rejected, GrantState.AwaitingApproval, GrantState.NeedsAdjudication }));
        }
    }

    [Fact]
    public async Task A_person_who_is_not_in_the_vault_stops_the_screening_with_a_clear_text()
    {
        var one = new Case("One");
        await _run.Send(one.Submit());
        await _run.Vault.Erase(one.Person, default);
        await _run.Deliver();
        Assert.Equal(1, await _run.Queues.Count(QueueNames.Poison(QueueNames.Screening), default));
        Assert.All(_run.Failures, failure => Assert.Contains("is not in the vault", failure.Why.Message, StringComparison.Ordinal));
        Assert.Equal(GrantState.Screening, (await Grant(one)).State);
    }

    private static Case Named(string name, string family) => new(name) { Who = new PersonalData(family, "Given", new DateOnly(1990, 1, 1), null, null) };

    private async Task<Grant> SecondOf(PersonalData second)
    {
        var (one, two) = (new Case("One") { Who = Jose }, new Case("Two") { Who = second });
        await _run.Do(one.Submit(), two.Submit());
        Assert.Equal(GrantState.AwaitingApproval, (await Grant(one)).State);
        return await Grant(two);
    }

    private List<(string, string, string?)> Claims() => [.. _run.Tables.Rows(TableNames.Identities).Select(row => (row.Partition, row.Key, row.Text("grant")))];

    private async Task<Grant> Grant(Case @case, PipelineRun? run = null) =>
        (await (run ?? _run).Look(() => (run ?? _run).Get<GrantStore>().Find(@case.Grant, default)))!.Grant;
}
