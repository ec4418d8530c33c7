using System.Globalization;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Deadlines;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests;

/// <summary>What people see of clocks, each on a service of its own whose days the test lets pass.</summary>
public sealed class DeadlineTests : IAsyncLifetime, IDisposable
{
    private readonly MovingService _service = new();

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task After_two_weeks_of_silence_the_deputy_office_sees_the_grant_and_acts_until_it_moves_on()
    {
        var application = Bodies.FullApplication();
        application["office"] = "iq-erbil";
        application["destination"] = "IQ";
        var journey = await Journey.Approved(_service, application);
        var other = await Journey.Approved(_service);
        (await (await _service.Office("iq-baghdad", "basma")).Get(journey.Path)).IsProblem(403, "other-office");
        Assert.Equal(Day(14), (string?)(await journey.Read())["deadlines"]!["escalatesOn"]);
        Assert.Empty(await Listed(await _service.Officer(), "grants?escalated=true"));

        _service.Advance(14);
        await Tick();
        var officer = await _service.Officer("omar");
        var (deputy, stranger) = (await _service.Office("iq-baghdad", "badr"), await _service.Office("al-tirana", "teuta"));
        Assert.Equal(new[] { journey.Id, other.Id }.Order(), (await Listed(officer, "grants?escalated=true")).Order());
        Assert.Equal([journey.Id], await Listed(officer, "grants?escalated=true&office=iq-erbil"));
        Assert.Equal([journey.Id], await Listed(deputy, "grants"));
        Assert.Equal([journey.Id], await Listed(deputy, "grants?escalated=true"));
        Assert.Empty(await Listed(stranger, "grants"));

        var seen = (await deputy.Get(journey.Path)).Is(200).Json;
        Assert.Equal("awaiting-verification", (string?)seen["state"]);
        Assert.Equal($$"""{"turn":"country-office","on":"{{Day(0)}}","deputy":"iq-baghdad"}""", seen["deadlines"]!["escalation"]!.ToJsonString());
        Assert.Equal("grant-escalated", (string?)seen["timeline"]!.AsArray()[^1]!["event"]);
        (await deputy.Get($"{journey.Path}/person")).Is(200);
        (await stranger.Get(journey.Path)).IsProblem(403, "other-office");
        (await stranger.Post($"{journey.Path}/verification", Bodies.Verification())).IsProblem(403, "other-office");

        var verified = (await deputy.Post($"{journey.Path}/verification", Bodies.Verification())).Is(200).Json;
        Assert.Equal("accepted", (string?)verified["status"]);
        await _service.Settle();
        Assert.Empty(await Listed(deputy, "grants"));
        (await deputy.Get(journey.Path)).IsProblem(403, "other-office");
        Assert.Equal([other.Id], await Listed(officer, "grants?escalated=true"));
    }

    [Fact]
    public async Task A_deadline_is_brought_to_mind_stands_still_on_hold_and_ends_the_grant()
    {
        var application = Bodies.FullApplication();
        application["programme"] = "eurp";
        application["amount"] = Bodies.Euro("900.00");
        application["returnOn"] = Day(-300);
        var journey = await Journey.Submitted(_service, application);
        var ends = DateOnly.Parse((string)(await journey.Read())["expiresOn"]!, CultureInfo.InvariantCulture);

        _service.Advance(ends.DayNumber - _service.Today.DayNumber - 30);
        await Tick();
        var officer = await _service.Officer("omar");
        var reminded = (await officer.Get(journey.Path)).Is(200).Json;
        Assert.Equal(30, (int)reminded["deadlines"]!["lastReminder"]!);
        Assert.Contains(reminded["timeline"]!.AsArray(), step => (string?)step!["event"] == "deadline-near");
        Assert.Equal(30, (int)(await officer.Get("grants?office=af-kabul")).Is(200).Json["grants"]!.AsArray().Single()!["reminder"]!);

        (await officer.Post($"{journey.Path}/hold", Bodies.Reason("A letter is missing."))).Is(200);
        _service.Advance(100);
        await Tick();
        officer = await _service.Officer("olaf");
        (await officer.Post($"{journey.Path}/resumption")).Is(200);
        Assert.Equal($"{ends.AddDays(100):O}", (string?)(await officer.Get(journey.Path)).Is(200).Json["expiresOn"]);

        _service.Advance(30);
        await Tick();
        officer = await _service.Officer("odile");
        Assert.Equal("awaiting-approval", (string?)(await officer.Get(journey.Path)).Is(200).Json["state"]);
        _service.Advance(1);
        await Tick();
        Assert.Equal("expired", (string?)(await (await _service.Officer("otto")).Get(journey.Path)).Is(200).Json["state"]);
    }

    private string Day(int from) => $"{_service.Today.AddDays(from):O}";

    private async Task Tick()
    {
        await _service.Settle();
        await _service.Host.Services.GetRequiredService<DeadlineClock>().Tick(CancellationToken.None);
        await _service.Settle();
    }

    private static async Task<List<string>> Listed(Caller caller, string list) =>
        [.. (await caller.Get(list)).Is(200).Json["grants"]!.AsArray().Select(line => (string)line!["grant"]!)];
}
