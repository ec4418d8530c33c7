namespace GrantFlow.Demo.Checks;

/// <summary>One thing that was checked.</summary>
/// <param name="What">What should hold.</param>
/// <param name="Trouble">What does not; null when it holds.</param>
internal sealed record Finding(string What, string? Trouble)
{
    public bool Holds => Trouble is null;

    /// <summary>A finding from what was found wrong: nothing wrong, it holds.</summary>
    public static Finding Of(string what, IEnumerable<string> wrong)
    {
        const int shown = 5;
        var all = wrong.ToList();
        return new(what, all.Count == 0 ? null : string.Join("; ", all.Take(shown)) + (all.Count > shown ? $"; and {all.Count - shown} more" : ""));
    }
}
