using System.Collections.Frozen;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes;

/// <summary>Where arrivals are verified and deliveries confirmed. Offices are configuration: the list claims nothing about who has one where.</summary>
/// <param name="Region">The part of the country it serves, worded as <see cref="Programme.DestinationRegion"/>; <c>null</c> for all of it.</param>
public sealed record Office(OfficeId Id, string Name, CountryCode Country, string? Region)
{
    /// <summary>Saturday and Sunday, where the file says nothing else.</summary>
    public static IReadOnlySet<DayOfWeek> DefaultWeekend { get; } = new[] { DayOfWeek.Saturday, DayOfWeek.Sunday }.ToFrozenSet();

    /// <summary>The days of the week on which nobody works there; at most three.</summary>
    public IReadOnlySet<DayOfWeek> Weekend { get; init; } = DefaultWeekend;

    /// <summary>The office that steps in when this one is silent; <c>null</c> when none was named.</summary>
    public OfficeId? Deputy { get; init; }
}
