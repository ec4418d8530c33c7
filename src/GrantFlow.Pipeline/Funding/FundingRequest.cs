using System.Text.Json.Serialization;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Funding;

/// <summary>Something asked of a funding line.</summary>
[JsonDerivedType(typeof(Reserve), "reserve")]
[JsonDerivedType(typeof(Release), "release")]
[JsonDerivedType(typeof(Settle), "settle")]
[JsonDerivedType(typeof(Reopen), "reopen")]
[JsonDerivedType(typeof(Adjust), "adjust")]
[JsonDerivedType(typeof(Amend), "amend")]
public abstract record FundingRequest(FundingLineId FundingLine);

/// <summary>Something asked about one reservation.</summary>
public abstract record ReservationRequest(GrantId Grant, FundingLineId FundingLine, string Reservation, Money Amount) : FundingRequest(FundingLine);

/// <summary>Hold money and a place.</summary>
public sealed record Reserve(GrantId Grant, FundingLineId FundingLine, string Reservation, Money Amount) : ReservationRequest(Grant, FundingLine, Reservation, Amount);

/// <summary>Give held money back; <paramref name="Key"/> makes it happen once. When it ends the reservation, the place is free again.</summary>
public sealed record Release(GrantId Grant, FundingLineId FundingLine, string Reservation, Money Amount, string Key, bool Ends) : ReservationRequest(Grant, FundingLine, Reservation, Amount);

/// <summary>Turn held money into spent money; <paramref name="Key"/> makes it happen once.</summary>
public sealed record Settle(GrantId Grant, FundingLineId FundingLine, string Reservation, Money Amount, string Key) : ReservationRequest(Grant, FundingLine, Reservation, Amount);

/// <summary>Turn spent money into held money again; <paramref name="Key"/> makes it happen once.</summary>
public sealed record Reopen(GrantId Grant, FundingLineId FundingLine, string Reservation, Money Amount, string Key) : ReservationRequest(Grant, FundingLine, Reservation, Amount);

/// <summary>More was spent than was held, or less where the amount is below zero; <paramref name="Key"/> makes it happen once.</summary>
public sealed record Adjust(GrantId Grant, FundingLineId FundingLine, string Reservation, Money Amount, string Key) : ReservationRequest(Grant, FundingLine, Reservation, Amount);

/// <summary>Bring an amendment that was agreed to the line.</summary>
public sealed record Amend(FundingLineId FundingLine, AmendmentId Amendment) : FundingRequest(FundingLine);
