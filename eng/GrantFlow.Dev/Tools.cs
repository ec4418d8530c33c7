using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace GrantFlow.Dev;

/// <summary>What has to be on the machine, or is put there with npm.</summary>
internal static class Tools
{
    private const int OldestNode = 20;
    private static readonly string Folder = Repository.PathOf("eng", "tools");

    /// <exception cref="Failure">Node.js is missing or too old.</exception>
    public static async Task CheckNode()
    {
        string answer;
        try
        {
            (_, answer, _) = await Shell.Ask("node", ["--version"]);
        }
        catch (Failure)
        {
            throw new Failure($"Node.js was not found: install version {OldestNode} or newer from https://nodejs.org and try again.");
        }

        var version = answer.Trim().TrimStart('v');
        if (!int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) || major < OldestNode)
        {
            throw new Failure($"Node.js {version} is too old: install version {OldestNode} or newer from https://nodejs.org and try again.");
        }
    }

    /// <summary>Installs what eng/tools/package-lock.json names, once per version of that file.</summary>
    /// <exception cref="Failure">npm could not.</exception>
    public static async Task Install()
    {
        var stamp = Path.Combine(Folder, "node_modules", ".grantflow");
        var wanted = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"))));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
        {
            return;
        }

        Console.WriteLine("Node tools: installing Azurite and the Bicep parser ...");
        var (exitCode, output) = await Shell.Capture("npm", ["ci", "--no-audit", "--no-fund"], Folder);
        if (exitCode != 0)
        {
            throw new Failure($"The Node tools could not be installed with npm{NpmReason(output)}: check the network and npm's registry, and try again.");
        }

        await File.WriteAllTextAsync(stamp, wanted);
    }

    /// <exception cref="Failure">Something listens there.</exception>
    public static void CheckPort(int port)
    {
        try
        {
            using var probe = new TcpListener(System.Net.IPAddress.Loopback, port);
            probe.Start();
        }
        catch (SocketException)
        {
            throw new Failure($"Port {port} is already in use: stop the program that holds it, or choose another one with --port.");
        }
    }

    /// <summary>npm's code for what went wrong, in brackets; empty if it said none.</summary>
    public static string NpmReason(string output)
    {
        const string Code = "npm error code ";
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith(Code, StringComparison.Ordinal));
        return line is null ? "" : $" ({line[Code.Length..].Trim()})";
    }
}
