namespace GrantFlow.Domain.Programmes;

/// <summary>One mistake in a catalogue file.</summary>
/// <param name="File">Its name without folders.</param>
/// <param name="Field">The way to the field, for example <c>rules[0].window.from</c>; <c>(file)</c> for the file as a whole.</param>
/// <param name="Expected">What would be right, in words.</param>
/// <param name="Found">What is there instead, cut to a bound.</param>
public sealed record CatalogueError(string File, string Field, string Expected, string Found)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Field}: expected {Expected}, found {Found}";
}

/// <summary>The catalogue files do not make a catalogue. Each error reads <c>file: field: expected …, found …</c>.</summary>
public sealed class CatalogueException(IReadOnlyList<CatalogueError> errors)
    : Exception($"The programme catalogue has {errors.Count} error(s):{string.Concat(errors.Select(error => "\n  " + error))}")
{
    public IReadOnlyList<CatalogueError> Errors { get; } = errors;
}
