using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes;

/// <summary>Where arrivals are verified and deliveries confirmed. Offices are configuration: the list claims nothing about who has one where.</summary>
/// <param name="Region">The part of the country it serves, worded as <see cref="Programme.DestinationRegion"/>; <c>null</c> for all of it.</param>
public sealed record Office(OfficeId Id, string Name, CountryCode Country, string? Region);
