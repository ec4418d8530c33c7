using System.Diagnostics;
using System.Text.Json.Nodes;
using GrantFlow.Domain.Tests;

namespace GrantFlow.Repo.Tests.Programmes;

/// <summary>Asks eng/check-programmes.mjs, which any editor's validator agrees with.</summary>
internal static class Validator
{
    public const string Programme = "programme";

    public const string Offices = "offices";

    public const string Countries = "countries";

    public const string Batches = "batches";

    /// <summary>The schema as it is published.</summary>
    public static JsonNode Schema(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Generated.Root(), name is Countries or Batches ? "payments" : "programmes", "schema", $"{name}.schema.json")))!;

    /// <summary>What is wrong with each document; nothing where it fits. One process for all of them.</summary>
    /// <exception cref="InvalidOperationException">Node.js or the validator is not there.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Mistakes(string schema, IEnumerable<JsonNode> documents)
    {
        var asked = new JsonArray([.. documents.Select(document => (JsonNode)new JsonObject { ["schema"] = schema, ["document"] = document.DeepClone() })]);
        var (exitCode, output, errors) = Run(asked.ToJsonString(), "--json");
        return exitCode == 0
            ? [.. JsonNode.Parse(output)!.AsArray().Select(found => (IReadOnlyList<string>)[.. found!.AsArray().Select(mistake => (string)mistake!)])]
            : throw new InvalidOperationException(errors.Trim());
    }

    public static (int ExitCode, string Output, string Errors) Run(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", ["eng/check-programmes.mjs", .. arguments])
        {
            WorkingDirectory = Generated.Root(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        try
        {
            using var node = Process.Start(start)!;
            var output = node.StandardOutput.ReadToEndAsync();
            var errors = node.StandardError.ReadToEndAsync();
            try
            {
                node.StandardInput.Write(input);
                node.StandardInput.Close();
            }
            catch (IOException)
            {
                // It gave up before it read; its own sentence says why.
            }

            node.WaitForExit();
            return (node.ExitCode, output.Result, errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("Node.js is missing. Install Node.js 20 or newer, open a new terminal and try again.");
        }
    }
}
