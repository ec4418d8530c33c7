using System.Globalization;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Jobs;

/// <summary>Do a slice of a job.</summary>
/// <param name="Job">The job.</param>
/// <param name="Slice">How many were done before it.</param>
public sealed record JobMessage(JobId Job, int Slice)
{
    /// <summary>The same for every delivery.</summary>
    internal string Id => string.Create(CultureInfo.InvariantCulture, $"{Job}-{Slice}");
}
