using GrantFlow.Domain.Households;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Verification;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>One message for a family becomes one command for each member's grant, once, whatever happens on the way.</summary>
public sealed class HouseholdTests
{
    private static readonly FamilyCase Family = new(new Member("One"), new Member("Two", HouseholdRole.FamilyMember), new Member("Three", HouseholdRole.Minor));

    private readonly PipelineRun _run = new();

    [Fact]
    public async Task A_family_is_handed_in_by_one_message_and_each_has_a_grant_of_their_own()
    {
        Assert.IsType<GateAnswer.Passed>(await _run.Pass(Family.Submit()));
        Assert.Single(await _run.Bodies(QueueNames.Households));
        Assert.Equal(0, await _run.Queues.Count(QueueNames.Commands, default));
        Assert.All(await Status("submit"), member => Assert.Null(member.Outcome));

        await _run.Deliver();
        Assert.All(await States(), state => Assert.Equal(GrantState.AwaitingApproval, state));
        Assert.All(await Status("submit"), member => Assert.True(member.Outcome is { Code: null, Version: 1 }));
        foreach (var member in Family.Members)
        {
            Assert.Equal(FamilyCase.Id, (await Grant(member)).Household);
            Assert.NotNull(await _run.Vault.FindPerson(member.Case.Person, default));
        }
    }

    [Fact]
    public async Task When_one_cannot_be_taken_nobody_is_and_nothing_is_left_behind()
    {
        var refused = Assert.IsType<GateAnswer.Refused>(await _run.Pass(Family.Submit(amount: World.Eur(2_000, 1)), keyed: true));
        Assert.Equal(RefusalCode.OverSystemCeiling, refused.Code);
        Assert.StartsWith("Member 1: ", refused.Why, StringComparison.Ordinal);
        Assert.Empty(_run.Tables.Rows(TableNames.Households));
        Assert.Null(await _run.Vault.FindPerson(Family.Members[0].Case.Person, default));

        // The same key, the mistake corrected.
        Assert.IsType<GateAnswer.Passed>(await _run.Pass(Family.Submit(), "another request", keyed: true));
    }

    [Fact]
    public async Task A_message_that_comes_twice_asks_nothing_twice()
    {
        await _run.Do(Family.Submit());
        await _run.Pass(Family.Approve());
        var message = Assert.Single(await _run.Bodies(QueueNames.Households));
        await _run.Process(QueueNames.Households, message);
        await _run.Deliver();
        var rows = _run.Tables.Rows(TableNames.Grants).Count;

        await _run.Process(QueueNames.Households, message);
        await _run.Deliver();
        Assert.Equal(rows, _run.Tables.Rows(TableNames.Grants).Count);
        Assert.All(await States(), state => Assert.Equal(GrantState.AwaitingVerification, state));
        foreach (var member in Family.Members)
        {
            Assert.Single((await _run.Get<GrantStore>().History(member.Case.Grant, default)).OfType<Domain.Approval.GrantApproved>());
        }
    }

    [Fact]
    public async Task A_crash_half_way_through_the_members_is_made_good_by_the_next_delivery()
    {
        await _run.Do(Family.Submit());
        await _run.Pass(Family.Approve());
        var sent = 0;
        _run.Watch.Plan((_, call) => call is { Operation: "send", Name: QueueNames.Commands } && ++sent == 2 ? Mishap.DiesBefore : null);
        await _run.DeliverVisible();
        _run.Watch.Plan(null);
        Assert.NotEmpty(_run.Failures);

        await _run.Deliver();
        Assert.All(await States(), state => Assert.Equal(GrantState.AwaitingVerification, state));
    }

    [Theory]
    [InlineData("commit")]
    [InlineData("store")]
    [InlineData("send")]
    public async Task A_first_request_that_died_on_the_way_is_sent_by_its_repetition(string where)
    {
        _run.Watch.Plan((_, call) => call.Operation == where ? where == "commit" ? Mishap.DiesAfter : Mishap.DiesBefore : null);
        await Assert.ThrowsAsync<MishapException>(() => _run.Pass(Family.Submit()));
        _run.Watch.Plan(null);
        _run.Restart();
        Assert.Empty(await _run.Bodies(QueueNames.Households));

        await _run.Do(Family.Submit());
        Assert.All(await States(), state => Assert.Equal(GrantState.AwaitingApproval, state));
    }

    [Fact]
    public async Task A_repeated_request_asks_what_was_asked_first_however_the_members_stand_by_then()
    {
        await _run.Do(Family.Submit());
        _run.Watch.Plan((_, call) => call.Operation == "send" ? Mishap.FailsBefore : null);
        await Assert.ThrowsAsync<MishapException>(() => _run.Pass(Family.Approve()));
        _run.Watch.Plan(null);
        await _run.Do(Family.Members[1].Case.Withdraw());

        await _run.Do(Family.Approve());
        Assert.Equal([null, RefusalCode.WrongState, null], (await Status("approve")).Select(member => member.Outcome!.Code));
        Assert.Equal([GrantState.AwaitingVerification, GrantState.Withdrawn, GrantState.AwaitingVerification], await States());
    }

    [Fact]
    public async Task A_repeated_request_sends_nothing_once_every_member_was_decided()
    {
        await _run.Do(Family.Submit());
        var rows = _run.Tables.Rows(TableNames.Households).Count;
        Assert.IsType<GateAnswer.Passed>(await _run.Pass(Family.Submit()));
        Assert.Equal(0, await _run.Queues.Count(QueueNames.Households, default));
        Assert.Equal(rows, _run.Tables.Rows(TableNames.Households).Count);
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused()
    {
        await _run.Do(Family.Submit());
        Assert.IsType<GateAnswer.KeyReused>(await _run.Pass(Family.Submit(), "another request"));
    }

    [Fact]
    public async Task What_was_refused_under_a_key_stays_refused_under_it_unless_the_caller_may_not_act_at_all()
    {
        await _run.Pass(Family.Submit());
        Assert.Equal(RefusalCode.HouseholdNotReady, Assert.IsType<GateAnswer.Refused>(await _run.Pass(Family.Approve(), keyed: true)).Code);
        Assert.Equal(RefusalCode.HouseholdNotReady, Assert.IsType<GateAnswer.Refused>(await _run.Pass(Family.Approve("no key"))).Code);
        await _run.Deliver();
        var rows = _run.Tables.Rows(TableNames.Households).Count;

        Assert.Equal(RefusalKind.Forbidden, Assert.IsType<GateAnswer.Refused>(await _run.Pass(Family.Approve("wrong", People.Counsellor), keyed: true)).Code.Kind());
        Assert.Equal(rows, _run.Tables.Rows(TableNames.Households).Count);
        Assert.Equal(RefusalCode.HouseholdNotReady, Assert.IsType<GateAnswer.Refused>(await _run.Pass(Family.Approve(), keyed: true)).Code);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Status("approve"));
        Assert.IsType<GateAnswer.Passed>(await _run.Pass(Family.Approve("no key")));
    }

    [Fact]
    public async Task One_key_from_two_hosts_at_once_is_one_family()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var run = new PipelineRun(seed, processes: 2);
            run.Watch.Order = new Interleaving(seed);
            run.Watch.Order.Run(() => run.Pass(Family.Submit()), () => run.Pass(Family.Submit()));
            await run.Deliver();
            Assert.All(Family.Members, member => Assert.Single(run.Tables.Rows(TableNames.Grants), row => row.Partition == member.Case.Grant.Value && row.Key == "evt-0001"));
            Assert.Equal(2, run.Tables.Rows(TableNames.Households).Count);
        }
    }

    [Fact]
    public async Task Who_leaves_between_door_and_writer_is_not_approved_with_the_family()
    {
        await _run.Do(Family.Submit());
        await _run.Pass(Family.Approve());
        var two = Family.Members[1].Case;
        await _run.Process(QueueNames.Commands, new Ask(new LeaveHousehold(two.Id("leave"), People.Officer, "Goes to another town.")).Text);
        await _run.Deliver();

        Assert.Equal([null, RefusalCode.NotInHousehold, null], (await Status("approve")).Select(member => member.Outcome!.Code));
        Assert.Equal([GrantState.AwaitingVerification, GrantState.AwaitingApproval, GrantState.AwaitingVerification], await States());
    }

    [Fact]
    public async Task When_the_money_is_short_for_one_that_one_comes_back_alone_and_a_later_approval_covers_them()
    {
        var family = new FamilyCase([.. Family.Members, new Member("Four", HouseholdRole.FamilyMember)]);
        await _run.Do(family.Submit());
        await _run.Do(family.Approve());
        var short1 = Assert.Single(await Grants(family), grant => grant.State == GrantState.AwaitingApproval);
        Assert.StartsWith(RefusalCode.FundsExhausted.Slug(), short1.Reason, StringComparison.Ordinal);

        var paid = family.Members.First(member => member.Case.Grant != short1.Id);
        await _run.Do(paid.Case.Withdraw());
        await _run.Do(family.Approve("again"));
        Assert.Equal([short1.Id], (await Status("again")).Select(member => member.Command.Grant));
        Assert.Equal(GrantState.AwaitingVerification, (await Grants(family)).Single(grant => grant.Id == short1.Id).State);
    }

    [Fact]
    public async Task Who_was_refused_by_the_writer_at_last_is_in_nobodys_way()
    {
        await _run.Pass(Family.Submit());
        var message = MessageText.Read<HouseholdRequest>(Assert.Single(await _run.Bodies(QueueNames.Households)));
        var refused = (await _run.Get<HouseholdStore>().FindEntry(message.Body.Command, default))!.Value.Entry.Commands[2];
        await _run.Process(QueueNames.Commands, new Ask(refused with { Actor = People.Officer }).Text);
        await _run.Deliver();

        await _run.Do(Family.Approve());
        Assert.Equal(2, (await Status("approve")).Count);
    }

    [Fact]
    public async Task A_child_on_a_parents_passport_is_nobodys_duplicate()
    {
        var child = new Member("Child", HouseholdRole.Minor);
        var family = new FamilyCase(Family.Members[0], child with { Case = child.Case with { Who = child.Case.Who with { DocumentNumber = Family.Members[0].Case.Who.DocumentNumber, BirthDate = new(2018, 6, 5) } } });
        await _run.Do(family.Submit());
        Assert.All(await Grants(family), grant => Assert.Equal(GrantState.AwaitingApproval, grant.State));
    }

    [Fact]
    public async Task The_same_person_twice_in_a_family_is_for_an_officer_to_look_at()
    {
        var family = new FamilyCase(Family.Members[0], Family.Members[1] with { Case = Family.Members[1].Case with { Who = Family.Members[0].Case.Who } });
        await _run.Do(family.Submit());
        Assert.Contains(await Grants(family), grant => grant.State == GrantState.NeedsAdjudication);
    }

    [Fact]
    public async Task A_child_whose_adults_all_withdrew_after_the_approval_goes_no_further_without_papers()
    {
        var child = Family.Members[2].Case;
        await _run.Do(Family.Submit());
        await _run.Do(Family.Approve());
        await _run.Do(Family.Members[0].Case.Withdraw());
        Assert.IsType<GateAnswer.Passed>(await _run.Pass(child.Verify()));

        // The writer asks again: the last adult left between door and writer.
        await _run.Process(QueueNames.Commands, Family.Members[1].Case.Withdraw().Text);
        await _run.Deliver();
        var outcome = await _run.Get<GrantStore>().FindOutcome(child.Id("verify"), default);
        Assert.Equal((RefusalCode.GuardianMissing, GrantState.AwaitingVerification), (outcome?.Code, (await Grant(Family.Members[2])).State));
        Assert.Equal(RefusalCode.GuardianMissing, Assert.IsType<GateAnswer.Refused>(await _run.Pass(new Ask(((VerifyArrival)child.Verify().Command) with { Id = child.Id("again") }))).Code);
    }

    [Fact]
    public async Task A_message_about_nothing_that_was_asked_ends_in_the_poison_queue()
    {
        var nothing = new HouseholdRequest(FamilyCase.Key("never asked"));
        await _run.Queues.Send(QueueNames.Households, MessageText.Write("x", "x", Family.Members[0].Case.Grant, _run.Time.GetUtcNow(), nothing), null, default);
        await _run.Deliver();
        Assert.Equal(1, await _run.Queues.Count(QueueNames.Poison(QueueNames.Households), default));
    }

    private async Task<Grant> Grant(Member member) => (await _run.Look(() => _run.Get<GrantStore>().Find(member.Case.Grant, default)))!.Grant;

    private async Task<IReadOnlyList<Grant>> Grants(FamilyCase family)
    {
        var grants = new List<Grant>();
        foreach (var member in family.Members)
        {
            grants.Add(await Grant(member));
        }

        return grants;
    }

    private async Task<IEnumerable<GrantState>> States() => (await Grants(Family)).Select(grant => grant.State);

    private Task<IReadOnlyList<MemberOutcome>> Status(string key) => _run.Get<HouseholdStatus>().Find(FamilyCase.Key(key), default);
}
