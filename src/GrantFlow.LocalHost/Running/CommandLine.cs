using System.Globalization;

namespace GrantFlow.LocalHost;

/// <summary>What the local host was told on its command line.</summary>
public sealed record CommandLine
{
    /// <summary>The options in one line each.</summary>
    public const string Usage =
        """
        Options of the local host:
          --port <number>          port of the HTTP doors (7071); 0 takes a free one
          --data <folder>          where data and local secrets live (.grantflow in the repository)
          --fresh                  forget the data of former runs first
          --storage <connection>   a storage connection string to use instead of starting Azurite
          --lease <seconds>s       how long a message stays hidden while its function runs, renewed at half time (30s)
          --environment <name>     name of the environment (Development)
          --stop-with-input        stop when the standard input closes: for a program that started this one
          --help                   this text
        """;

    /// <summary>The port of the HTTP doors; 0 takes a free one.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>Where data and local secrets live; null for <c>.grantflow</c> in the repository.</summary>
    public string? Data { get; init; }

    /// <summary>Whether the data of former runs is deleted first.</summary>
    public bool Fresh { get; init; }

    /// <summary>A storage connection string to use instead of starting Azurite.</summary>
    public string? Storage { get; init; }

    /// <summary>See <see cref="FunctionsHostOptions.Lease"/>.</summary>
    public TimeSpan Lease { get; init; } = new FunctionsHostOptions().Lease;

    /// <summary>The environment's name.</summary>
    public string Environment { get; init; } = "Development";

    /// <summary>Whether the host stops when its standard input closes.</summary>
    public bool StopWithInput { get; init; }

    /// <summary>Whether only the usage is wanted.</summary>
    public bool Help { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="LocalHostException">An option is unknown, lacks its value or has a wrong one; the sentence names it.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var line = new CommandLine();
        for (var at = 0; at < arguments.Count; at++)
        {
            var option = arguments[at];
            line = option switch
            {
                "--port" => line with { Port = PortOf(Value(ref at)) },
                "--data" => line with { Data = Value(ref at) },
                "--fresh" => line with { Fresh = true },
                "--storage" => line with { Storage = Value(ref at) },
                "--lease" => line with { Lease = LeaseOf(Value(ref at)) },
                "--environment" => line with { Environment = Value(ref at) },
                "--stop-with-input" => line with { StopWithInput = true },
                "--help" or "-h" => line with { Help = true },
                _ => throw new LocalHostException($"Unknown option {option}: --help lists the options."),
            };
        }

        if (line.Fresh && line.Storage is not null)
            throw new LocalHostException("--fresh deletes local data and cannot empty a storage account: leave out --fresh or --storage.");

        return line;

        string Value(ref int at) =>
            ++at < arguments.Count && arguments[at].Length > 0 ? arguments[at] : throw new LocalHostException($"{arguments[at - 1]} needs a value.");
    }

    private static int PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new LocalHostException($"--port is \"{text}\": a number from 0 to 65535 is needed.");

    private static TimeSpan LeaseOf(string text) =>
        text.EndsWith('s') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new LocalHostException($"--lease is \"{text}\": whole seconds from 1s to 3600s are needed, such as 30s.");
}
