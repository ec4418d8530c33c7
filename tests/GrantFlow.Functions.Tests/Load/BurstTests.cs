using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Intake;

namespace GrantFlow.Functions.Tests.Load;

/// <summary>Many at the doors at the same moment, on real storage: nobody is turned away, and who does not wait is not kept.</summary>
public sealed class BurstTests(Service service) : IClassFixture<Service>
{
    private const int People = 120;
    private const int Wait = 10;

    [Fact]
    public async Task Nobody_is_turned_away_some_wait_and_the_others_hear_at_once_where_to_ask()
    {
        var intake = await service.Intake();
        var auditor = await service.Auditor();
        var asked = Enumerable.Range(0, People).Select(_ => intake.Post("grants", Bodies.Application(), wait: Wait)).ToList();
        Assert.Equal(200, (await auditor.Get("grants")).Status);

        var answers = await Task.WhenAll(asked);
        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 202, answer.Text));
        var waited = answers.Count(answer => answer.Header("Preference-Applied") == $"wait={Wait}");
        Assert.InRange(waited, 1, People - 1);
        Assert.All(answers.Where(answer => answer.Header("Preference-Applied") is null), answer => Assert.Equal((202, "1"), (answer.Status, answer.Header("Retry-After"))));

        await service.Settle(90);
        foreach (var answer in answers)
        {
            Assert.Equal("accepted", (string?)(await intake.Get($"commands/{answer.Json["command"]}")).Is(200).Json["status"]);
        }
    }

    [Fact]
    public void A_place_that_is_left_is_free_again_and_leaving_twice_frees_one()
    {
        var room = new WaitingRoom();
        var places = Enumerable.Range(0, WaitingRoom.Places).Select(_ => room.Enter()!).ToList();
        Assert.Null(room.Enter());
        places[0].Dispose();
        places[0].Dispose();
        Assert.NotNull(room.Enter());
        Assert.Null(room.Enter());
    }
}
