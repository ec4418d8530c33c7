using System.Text;

namespace GrantFlow.Functions.Tests.Documents;

/// <summary>A command of a document and what it printed.</summary>
/// <param name="Heading">The heading it stands under.</param>
/// <param name="Show">The members of the answer that are shown; all when null. Written before the block as <c>&lt;!-- show: a, b --&gt;</c>.</param>
/// <param name="Command">What was typed, without the prompt.</param>
/// <param name="Output">What was printed.</param>
internal sealed record Exchange(string Heading, IReadOnlyList<string>? Show, string Command, string Output);

/// <summary>A Markdown document with console blocks: a line that begins with <c>$ </c> is typed, the lines after it were printed.</summary>
internal static class Transcript
{
    private const string Fence = "```console";
    private const string ShowPrefix = "<!-- show: ";

    public static IReadOnlyList<Exchange> Read(string document)
    {
        var exchanges = new List<Exchange>();
        Walk(document, new StringBuilder(), exchange =>
        {
            exchanges.Add(exchange);
            return exchange.Output;
        });
        return exchanges;
    }

    /// <summary>The document with every output replaced.</summary>
    public static string Rewrite(string document, Func<Exchange, string> print)
    {
        var written = new StringBuilder();
        Walk(document, written, print);
        return written.ToString();
    }

    private static void Walk(string document, StringBuilder written, Func<Exchange, string> print)
    {
        var lines = new Queue<string>(document.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
        var heading = "";
        IReadOnlyList<string>? show = null;
        while (lines.TryDequeue(out var line))
        {
            written.Append(line).Append('\n');
            if (line.StartsWith('#'))
                heading = line.TrimStart('#', ' ');
            if (line.StartsWith(ShowPrefix, StringComparison.Ordinal))
                show = line[ShowPrefix.Length..^" -->".Length].Split(", ");
            if (line != Fence)
                continue;

            while (lines.Peek() != "```")
                Step(lines, heading, show, written, print);
            show = null;
        }
    }

    private static void Step(Queue<string> lines, string heading, IReadOnlyList<string>? show, StringBuilder written, Func<Exchange, string> print)
    {
        if (!lines.Peek().StartsWith("$ ", StringComparison.Ordinal))
            throw new InvalidOperationException($"Under \"{heading}\" a console block begins without a command: {lines.Peek()}");

        var command = lines.Dequeue()[2..];
        while (ShellWords.IsUnfinished(command))
            command += "\n" + lines.Dequeue();

        var output = new List<string>();
        while (lines.Peek() != "```" && !lines.Peek().StartsWith("$ ", StringComparison.Ordinal))
            output.Add(lines.Dequeue());

        var printed = print(new Exchange(heading, show, command, string.Join('\n', output)));
        written.Append("$ ").Append(command).Append('\n');
        if (printed.Length > 0)
            written.Append(printed).Append('\n');
    }
}
