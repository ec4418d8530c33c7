using GrantFlow.Domain.Payout.Rates;

namespace GrantFlow.Pipeline.Rates;

/// <summary>One rate of a file.</summary>
/// <param name="Line">Where it stands: the line in the file, or the item's number where it has no lines.</param>
/// <param name="Rate">The rate.</param>
public sealed record RateLine(int Line, DatedRate Rate);

/// <summary>What is wrong with a line of a file.</summary>
/// <param name="Line">Where; 0 for the file as a whole.</param>
/// <param name="Message">What was expected.</param>
public sealed record RateError(int Line, string Message);

/// <summary>What an import did, or why it did nothing.</summary>
/// <param name="Added">Rates that were new.</param>
/// <param name="Unchanged">Rates that were there as they are.</param>
/// <param name="Corrected">Rates of a day that were there with another value; the older one is kept beside.</param>
/// <param name="Errors">Not empty: nothing was imported.</param>
public sealed record RateImport(int Added, int Unchanged, int Corrected, IReadOnlyList<RateError> Errors)
{
    /// <summary>Nothing was imported.</summary>
    public static RateImport Failed(IReadOnlyList<RateError> errors) => new(0, 0, 0, errors);
}
