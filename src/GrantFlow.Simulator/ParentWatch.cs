using Microsoft.Extensions.Hosting;

namespace GrantFlow.Simulator;

/// <summary>Ends the simulator with the program that started it: its standard input closes then, however it ended.</summary>
internal static class ParentWatch
{
    public static async Task StopWithInput(IHostApplicationLifetime lifetime)
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer) > 0)
        {
            // What is typed means nothing.
        }

        lifetime.StopApplication();
    }
}
