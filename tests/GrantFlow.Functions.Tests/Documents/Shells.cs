using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Documents;

/// <summary>Runs a document's commands against a host: what sets a variable, what waits, and curl.</summary>
internal abstract partial class Shell(Uri api)
{
    /// <summary>How the documents get a token; the replay knows what it does.</summary>
    private const string TokenFunction = "token() {";

    protected Dictionary<string, string> Variables { get; } = [];

    protected Uri Api => api;

    /// <summary>What the command prints.</summary>
    public async Task<string> Run(Exchange exchange)
    {
        var command = exchange.Command;
        if (command.StartsWith(TokenFunction, StringComparison.Ordinal))
        {
            Define(command);
            return "";
        }

        if (command.StartsWith("sleep ", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromSeconds(double.Parse(command[6..], System.Globalization.CultureInfo.InvariantCulture)));
            return "";
        }

        if (Assignment().Match(command) is { Success: true } assignment)
        {
            var (name, value) = (assignment.Groups[1].Value, assignment.Groups[2].Value);
            Variables[name] = name == "API" ? api.ToString().TrimEnd('/') : await Value(value);
            return "";
        }

        return command.StartsWith("curl ", StringComparison.Ordinal)
            ? await Curl(exchange)
            : throw new InvalidOperationException($"The documents run no such command: {command}");
    }

    protected virtual void Define(string function)
    {
        // Only a real shell needs to know.
    }

    protected abstract Task<string> Value(string expression);

    protected abstract Task<string> Curl(Exchange exchange);

    [GeneratedRegex("^([A-Z][A-Z0-9_]*)=(.*)$", RegexOptions.Singleline)]
    private static partial Regex Assignment();
}

/// <summary>Understands the commands and sends the same requests itself: needs neither a shell nor curl.</summary>
internal sealed partial class Replay(HttpClient http) : Shell(http.BaseAddress!)
{
    protected override async Task<string> Value(string expression)
    {
        if (expression == "$(date -u +%F)")
            return Print.Today;
        if (TokenCall().Match(expression) is not { Success: true } call)
            return ShellWords.Split(expression, Variables).Single();

        var answer = await new Caller(http, null).PostText("dev/token", call.Groups[1].Value, wait: null);
        return (string)answer.Is(200).Json["accessToken"]!;
    }

    protected override async Task<string> Curl(Exchange exchange)
    {
        var words = ShellWords.Split(exchange.Command, Variables);
        using var request = new HttpRequestMessage();
        string? format = null;
        for (var at = 1; at < words.Count; at++)
        {
            switch (words[at])
            {
                case "-s" or "-si":
                    break;
                case "-o":
                    at++;
                    break;
                case "-w":
                    format = words[++at];
                    break;
                case "-d":
                    request.Method = HttpMethod.Post;
                    // As curl does: without a header of one's own it is a form.
                    request.Content ??= new ByteArrayContent(Encoding.UTF8.GetBytes(words[++at]));
                    break;
                case "-X":
                    request.Method = HttpMethod.Parse(words[++at]);
                    break;
                case "-H":
                    var header = words[++at].Split(": ", 2);
                    if (header[0] != "Content-Type")
                        request.Headers.TryAddWithoutValidation(header[0], header[1]);
                    break;
                default:
                    request.RequestUri = new Uri(words[at]);
                    break;
            }
        }

        var type = words.FirstOrDefault(word => word.StartsWith("Content-Type: ", StringComparison.Ordinal));
        request.Content?.Headers.TryAddWithoutValidation("Content-Type", type?["Content-Type: ".Length..] ?? "application/x-www-form-urlencoded");
        using var response = await http.SendAsync(request);
        var answer = await Answer.Of(response);
        return format is not null
            ? format.Replace("%{http_code}", $"{answer.Status}", StringComparison.Ordinal).Replace("\\n", "", StringComparison.Ordinal)
            : Print.Answer($"HTTP/1.1 {answer.Status} {response.ReasonPhrase}", answer.Header, answer.Text, exchange.Show);
    }

    [GeneratedRegex("^\\$\\(token '(.*)'\\)$", RegexOptions.Singleline)]
    private static partial Regex TokenCall();
}

/// <summary>Types the commands into bash, with the curl of this machine: what is printed is what a reader will see.</summary>
internal sealed class RealShell(Uri api) : Shell(api)
{
    private string _functions = "";

    protected override void Define(string function) => _functions += function + "\n";

    protected override async Task<string> Value(string expression) => await Bash($"VALUE={expression}\nprintf %s \"$VALUE\"");

    protected override async Task<string> Curl(Exchange exchange)
    {
        var printed = await Bash(exchange.Command);
        if (!exchange.Command.StartsWith("curl -si ", StringComparison.Ordinal))
            return printed.TrimEnd('\n');

        var end = printed.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = printed[..end].Split("\r\n");
        var headers = head.Skip(1).Select(line => line.Split(": ", 2)).ToLookup(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        return Print.Answer(head[0], name => headers[name].FirstOrDefault(), printed[(end + 4)..], exchange.Show);
    }

    private async Task<string> Bash(string command)
    {
        var variables = string.Concat(Variables.Select(variable => $"{variable.Key}='{variable.Value}'\n"));
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", variables + _functions + command])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var printed = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return bash.ExitCode == 0 ? printed : throw new InvalidOperationException($"bash ended with {bash.ExitCode}: {command}");
    }
}
