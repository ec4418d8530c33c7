using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Screening;

/// <summary>Look for other grants of the same person.</summary>
public sealed record ScreeningRequest(GrantId Grant, PersonId Person, ProgrammeId Programme);
