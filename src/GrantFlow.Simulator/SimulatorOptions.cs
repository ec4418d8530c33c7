using System.Globalization;

namespace GrantFlow.Simulator;

/// <summary>What the simulator was told on its command line.</summary>
internal sealed record SimulatorOptions
{
    public const string Usage =
        """
        Stands in for what is outside: a mobile money provider, and a bank that answers payment files (POST /bank/status-report, debits, late-debits, returns,
        statement). It moves no money.
          --port <number>      port (7072); 0 takes a free one
          --api-key <text>     the X-API-Key that callers must send (try-out)
          --seed <number>      payments go as this number has it, whatever the wallet's last digits
          --hang <seconds>     how long an answer takes where a wallet is scripted to let callers wait (60)
          --stop-with-input    stop when the standard input closes: for a program that started this one
        """;

    public int Port { get; init; } = 7072;

    public string ApiKey { get; init; } = "try-out";

    public int? Seed { get; init; }

    public TimeSpan Hang { get; init; } = TimeSpan.FromSeconds(60);

    public bool StopWithInput { get; init; }

    /// <summary>Reads the arguments; null where they are wrong.</summary>
    public static SimulatorOptions? Parse(string[] args)
    {
        var options = new SimulatorOptions();
        for (var at = 0; at < args.Length; at++)
        {
            var value = at + 1 < args.Length ? args[at + 1] : "";
            switch (args[at])
            {
                case "--stop-with-input":
                    options = options with { StopWithInput = true };
                    continue;
                case "--api-key" when value.Length > 0:
                    options = options with { ApiKey = value };
                    break;
                case "--port" when Number(value) is { } port and <= 65535:
                    options = options with { Port = port };
                    break;
                case "--seed" when Number(value) is { } seed:
                    options = options with { Seed = seed };
                    break;
                case "--hang" when Number(value) is { } seconds and <= 600:
                    options = options with { Hang = TimeSpan.FromSeconds(seconds) };
                    break;
                default:
                    return null;
            }

            at++;
        }

        return options;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
