using System.Text.Json.Serialization;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Screening;

/// <summary>How likely the people of two grants are one, in percent, and what it is made of. Numbers only: they say nothing about who the people are.</summary>
/// <param name="Total">0 to 100.</param>
/// <param name="Names">How alike the names are, whatever their spelling and order.</param>
/// <param name="BirthDate">How well the birth dates agree.</param>
/// <param name="Document">How well two documents of one country agree; null when there are no two to compare.</param>
public sealed record DuplicateScore(int Total, int Names, int BirthDate, int? Document);

/// <summary>Whom screening last took the person for.</summary>
/// <param name="Other">The grant of the one who was there first.</param>
/// <param name="Score">How alike they are; null when they were not compared, because the document is the same.</param>
public sealed record SuspectedDuplicate(GrantId Other, DuplicateScore? Score)
{
    /// <summary>How many more might be alike and were not compared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int NotCompared { get; init; }
}
