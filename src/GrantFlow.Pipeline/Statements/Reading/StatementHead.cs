namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>What a file says of itself, filled in while it is read.</summary>
public sealed class StatementHead
{
    private readonly List<string> _findings = [];

    /// <summary>Which kind of file it is.</summary>
    public StatementKind Kind { get; internal set; }

    /// <summary>The bank's id of the message.</summary>
    public string? MessageId { get; internal set; }

    /// <summary>When the bank made it, as it says.</summary>
    public string? MadeAt { get; internal set; }

    /// <summary>Rows that were read so far.</summary>
    public int Rows { get; internal set; }

    /// <summary>What does not add up in the file itself. It is taken all the same: a person looks at it.</summary>
    public IReadOnlyList<string> Findings => _findings;

    internal void Find(string what)
    {
        if (_findings.Count < StatementLimits.Findings)
        {
            _findings.Add(what);
        }
    }
}
