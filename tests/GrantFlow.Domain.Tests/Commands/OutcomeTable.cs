using System.Text;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Commands;

/// <summary>Writes what commands lead to as text: for every command each outcome once, with all that led to it.</summary>
internal sealed class OutcomeTable
{
    private const int Width = 120;

    private const int Indent = 4;

    private const int OutcomeWidth = 36;

    private readonly StringBuilder _text = new();

    public OutcomeTable(string heading) => _text.Append(heading).Append('\n');

    /// <param name="name">The command.</param>
    /// <param name="outcomes">What each starting point leads to; what leads nowhere can be told as "elsewhere".</param>
    /// <param name="elsewhere">The outcome whose starting points are not listed.</param>
    public void Add(string name, IEnumerable<(string From, string Outcome)> outcomes, string elsewhere)
    {
        _text.Append('\n').Append(name).Append('\n');
        foreach (var group in outcomes.GroupBy(outcome => outcome.Outcome, outcome => outcome.From).OrderBy(group => group.Key == elsewhere))
            Write(group.Key, group.Key == elsewhere ? ["everywhere", "else"] : [.. group.SkipLast(1).Select(from => from + ","), group.Last()]);
    }

    /// <summary>An accepted command as <c>-> Verified</c>, a refused one as the refusal's slug.</summary>
    public static string Of(Decision decision) => decision switch
    {
        Decision.Accepted accepted => $"-> {Story.Standing(accepted.Grant)}",
        Decision.Refused refused => refused.Code.Slug(),
        _ => throw new InvalidOperationException("A decision is accepted or refused."),
    };

    public override string ToString() => _text.ToString();

    private void Write(string outcome, IReadOnlyList<string> words)
    {
        var line = new string(' ', Indent) + outcome.PadRight(OutcomeWidth);
        foreach (var word in words)
        {
            if (line.Length + 1 + word.Length > Width)
            {
                _text.Append(line).Append('\n');
                line = new string(' ', Indent + OutcomeWidth);
            }

            line += " " + word;
        }

        _text.Append(line).Append('\n');
    }
}
