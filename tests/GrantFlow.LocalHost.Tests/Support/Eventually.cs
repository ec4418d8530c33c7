using System.Diagnostics;

namespace GrantFlow.LocalHost.Tests;

/// <summary>Waits for what is about to happen.</summary>
public static class Eventually
{
    public static Task True(Func<bool> condition, string what, int seconds = 20) =>
        True(() => Task.FromResult(condition()), what, seconds);

    public static async Task True(Func<Task<bool>> condition, string what, int seconds = 20)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(seconds))
                Assert.Fail($"Not within {seconds} seconds: {what}.");
            await Task.Delay(20);
        }
    }
}
