namespace GrantFlow.Domain.Programmes;

/// <summary>The catalogue files do not make a catalogue. Each error reads <c>file: field: expected …, found …</c>.</summary>
public sealed class CatalogueException(IReadOnlyList<string> errors)
    : Exception($"The programme catalogue has {errors.Count} error(s):{string.Concat(errors.Select(error => "\n  " + error))}")
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
