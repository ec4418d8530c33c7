using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>The same person comes with another role's token: the doors remember who they were before.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class FourPeopleTests(Service service)
{
    private static JsonObject Approval => new() { ["amount"] = Bodies.Euro("1850.00") };

    [Fact]
    public async Task Who_submitted_neither_approves_nor_verifies_nor_pays()
    {
        var journey = await Journey.Submitted(service, intake: "ines");
        (await (await service.Officer("ines")).Post($"{journey.Path}/approval", Approval)).IsProblem(403, "own-submission");
        await journey.Approve();
        (await (await service.Office(subject: "ines")).Post($"{journey.Path}/verification", Bodies.Verification())).IsProblem(403, "own-submission");
        await ToPayment(journey);
        await PaysNothing(journey, "ines");
    }

    [Fact]
    public async Task Capitals_do_not_make_another_person()
    {
        var journey = await Journey.Submitted(service, intake: "ines");
        (await (await service.Officer("INES")).Post($"{journey.Path}/approval", Approval)).IsProblem(403, "own-submission");
    }

    [Fact]
    public async Task Who_approved_neither_verifies_nor_pays()
    {
        var journey = await Journey.Approved(service);
        (await (await service.Office(subject: "olga")).Post($"{journey.Path}/verification", Bodies.Verification())).IsProblem(403, "verifier-approved");
        await ToPayment(journey);
        await PaysNothing(journey, "olga");
    }

    [Fact]
    public async Task Who_verified_does_not_pay()
    {
        var journey = await Journey.Approved(service);
        await ToPayment(journey);
        await PaysNothing(journey, "kamal");
        await journey.Settle();
        await journey.Release();
        await journey.Reaches("completed");
    }

    [Fact]
    public async Task Nobody_gives_both_approvals()
    {
        var application = Bodies.FullApplication();
        application["route"]!["payee"] = "guardian";
        application["unaccompaniedChild"] = new JsonObject { ["guardianReference"] = "GD-17", ["bestInterestsReference"] = "BID-17" };
        var journey = await Journey.Submitted(service, application);
        (await (await service.Officer("olga")).Post($"{journey.Path}/approval", Approval)).Is(200);
        Assert.Equal("awaiting-second-approval", (string?)(await journey.Read())["state"]);

        (await (await service.Officer("olga")).Post($"{journey.Path}/approval", Approval)).IsProblem(403, "second-approver-is-first");
        (await (await service.Officer("oscar")).Post($"{journey.Path}/approval", Approval)).Is(200);
        await journey.Reaches("awaiting-verification");
    }

    private async Task ToPayment(Journey journey)
    {
        await journey.Verify();
        await journey.Split(Bodies.Split(Bodies.Goods("1200.00"), Bodies.Cash("650.00")));
        await journey.Deliver();
    }

    private async Task PaysNothing(Journey journey, string subject)
    {
        var finance = await service.Finance(subject);
        (await finance.Post($"{journey.Path}/payouts")).IsProblem(403, "releaser-involved");
        (await finance.Post($"{journey.Path}/lines/L01/settlement", Bodies.ByFunction["SettleInKind"]())).IsProblem(403, "releaser-involved");
    }
}
