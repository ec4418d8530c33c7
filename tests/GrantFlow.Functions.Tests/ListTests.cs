using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>Work lists. Each test keeps to an office of its own, so that it knows every grant there.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class ListTests(Service service)
{
    [Fact]
    public async Task Pages_of_every_size_show_every_grant_once()
    {
        var expected = await Handed("vn-hanoi", "VN", 7);
        foreach (var size in new[] { 1, 2, 3, 7, 200 })
        {
            var seen = await Pass($"grants?office=vn-hanoi&limit={size}", page => Assert.True(page.Count <= size));
            Assert.Equal(expected.Order(), seen.Order());
        }
    }

    [Fact]
    public async Task Grants_are_found_by_state_office_programme_and_whose_turn_it_is()
    {
        var ids = await Handed("ng-abuja", "NG", 3);
        await Journey.Of(service, ids[0]).Approve();
        (await (await service.Officer()).Post($"grants/{ids[1]}/rejection", Bodies.Reason("Not complete."))).Is(200);
        await service.Settle();

        await Finds("office=ng-abuja&state=awaiting-verification", ids[0]);
        await Finds("office=ng-abuja&state=rejected", ids[1]);
        await Finds("office=ng-abuja&next=officer", ids[2]);
        await Finds("office=ng-abuja&next=country-office", ids[0]);
        await Finds("office=ng-abuja&programme=calais-avr", [.. ids]);
        await Finds("office=ng-abuja&programme=tact");
        await Finds("office=ng-abuja&state=closed");

        // Without an office, others' grants are there too.
        Assert.Contains(ids[1], await Pass("grants?state=rejected&limit=200"));
        Assert.Contains(ids[2], await Pass("grants?state=awaiting-approval&programme=calais-avr&next=officer"));
        var all = await Pass("grants?programme=calais-avr&limit=9");
        Assert.Subset(all.ToHashSet(), ids.ToHashSet());
        Assert.Equal(all.Count, all.Distinct().Count());

        async Task Finds(string query, params string[] grants) => Assert.Equal(grants.Order(), (await Pass($"grants?{query}")).Order());
    }

    [Fact]
    public async Task A_line_says_where_the_grant_stands()
    {
        var id = (await Handed("bd-dhaka", "BD", 1)).Single();
        var line = (await (await service.Officer()).Get("grants?office=bd-dhaka")).Is(200).Json["grants"]!.AsArray().Single(one => (string?)one!["grant"] == id)!;
        line["changedAt"] = "at some time";
        Assert.Equal(
            $$"""{"grant":"{{id}}","version":2,"state":"awaiting-approval","next":"officer","office":"bd-dhaka","programme":"calais-avr","destination":"BD","amount":{"amount":"1850.00","currency":"EUR"},"changedAt":"at some time","lookAgainOn":"{{service.Today.AddDays(14):O}}","fundingLine":"calais-avr/reintegration"}""",
            line.ToJsonString());
    }

    [Fact]
    public async Task An_office_s_list_shows_every_grant_once_even_while_they_move()
    {
        var ids = await Handed("et-addis-ababa", "ET", 8);
        var officer = await service.Officer();
        using var over = new CancellationTokenSource();
        var moving = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                foreach (var id in ids)
                {
                    (await officer.Post($"grants/{id}/hold", Bodies.Reason("A letter is missing."))).Is(200);
                    (await officer.Post($"grants/{id}/resumption")).Is(200);
                }
            }
        });

        for (var round = 0; round < 15; round++)
        {
            Assert.Equal(ids.Order(), (await Pass("grants?office=et-addis-ababa&limit=3")).Order());
            await Pass("grants?state=on-hold&limit=2");
        }

        await over.CancelAsync();
        await moving;
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=1.0", "limit")]
    [InlineData("limit=+1", "limit")]
    [InlineData("state=Closed", "state")]
    [InlineData("state=0", "state")]
    [InlineData("state=closed,rejected", "state")]
    [InlineData("state=", "state")]
    [InlineData("next=nobody", "next")]
    [InlineData("office=Kabul", "office")]
    [InlineData("escalated=false", "escalated")]
    [InlineData("escalated=1", "escalated")]
    [InlineData("programme=Calais%20AVR", "programme")]
    [InlineData("programme=calais-avr&programme=tact", "programme")]
    [InlineData("cursor=", "cursor")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=%F0%9F%98%80", "cursor")]
    [InlineData("cursor=bnVsbA", "cursor")]
    [InlineData("cursor=eyJQYXJ0aXRpb24iOjF9", "cursor")]
    [InlineData("order=name", "order")]
    [InlineData("State=closed", "State")]
    [InlineData("$filter=true", "$filter")]
    public async Task A_query_that_the_list_does_not_know(string query, string field) =>
        (await (await service.Officer()).Get($"grants?{query}")).IsBad(field);

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        await Handed("pk-islamabad", "PK", 3);
        var officer = await service.Officer();
        var cursor = (string)(await officer.Get("grants?office=pk-islamabad&limit=1")).Is(200).Json["cursor"]!;
        (await officer.Get($"grants?office=pk-islamabad&limit=2&cursor={cursor}")).Is(200);
        (await officer.Get($"grants?office=vn-hanoi&cursor={cursor}")).IsBad("cursor");
        (await officer.Get($"grants?office=pk-islamabad&state=closed&cursor={cursor}")).IsBad("cursor");
        (await officer.Get($"grants?cursor={cursor}")).IsBad("cursor");
        (await (await service.Office()).Get($"grants?cursor={cursor}")).IsBad("cursor");
    }

    [Fact]
    public async Task A_damaged_cursor_is_refused_and_never_an_error_of_ours()
    {
        await Handed("in-new-delhi", "IN", 2);
        var officer = await service.Officer();
        var cursor = (string)(await officer.Get("grants?office=in-new-delhi&limit=1")).Is(200).Json["cursor"]!;
        var random = new Random(20260306);
        for (var round = 0; round < 100; round++)
        {
            var letters = cursor.ToCharArray();
            letters[random.Next(letters.Length)] = (char)random.Next('0', 'z');
            var answer = await officer.Get($"grants?office=in-new-delhi&limit=1&cursor={Uri.EscapeDataString(new string(letters))}");
            Assert.True(answer.Status is 200 or 400, $"{new string(letters)} got {answer.Status}: {answer.Text}");
        }
    }

    /// <summary>Some grants at an office, all waiting for an officer, and visible there.</summary>
    private async Task<List<string>> Handed(string office, string country, int count)
    {
        var journeys = await Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
        {
            var application = Bodies.FullApplication();
            application["office"] = office;
            application["destination"] = country;
            return Journey.Submitted(service, application);
        }));
        await service.Settle();
        return [.. journeys.Select(journey => journey.Id)];
    }

    private async Task<List<string>> Pass(string list, Action<JsonArray>? check = null)
    {
        var officer = await service.Officer();
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await officer.Get(cursor is null ? list : $"{list}&cursor={cursor}")).Is(200).Json;
            var grants = page["grants"]!.AsArray();
            check?.Invoke(grants);
            seen.AddRange(grants.Select(grant => (string)grant!["grant"]!));
            cursor = (string?)page["cursor"];
        }
        while (cursor is not null);
        return seen;
    }
}
