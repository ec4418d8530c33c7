using System.Globalization;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Batches;

/// <summary>A cash line that is due, as the list of what is due has it.</summary>
/// <param name="Payment">Grant and line.</param>
/// <param name="Attempt">Which attempt would be the next.</param>
/// <param name="Person">Whose vault entry holds the account.</param>
/// <param name="Country">Where the account, wallet or desk is.</param>
/// <param name="Amount">In the grant's currency.</param>
/// <param name="Version">The grant's version that says so.</param>
public sealed record DueLine(PaymentId Payment, int Attempt, PersonId Person, CountryCode Country, Money Amount, int Version)
{
    /// <summary>Its key: by country, then by payment. A further attempt is another row, so that what was said of an earlier one never takes it away.</summary>
    internal string Key => KeyOf(Country, Payment, Attempt);

    internal static string KeyOf(CountryCode country, PaymentId payment, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{country}-{payment}-{attempt:D4}");

    internal static DueLine Of(LinesMoved moved, CashStanding line) => new(PaymentId.For(moved.Grant, line.Line), line.Attempt + 1, moved.Person, line.Country, line.Amount, moved.Version);

    internal static DueLine Of(Grant grant, CashLine line) => new(PaymentId.For(grant.Id, line.Id), line.Attempt + 1, grant.Application.Person, line.Route.Country, line.Amount, grant.Version);
}

/// <summary>What is due and leaves the same way: one funding line, one kind of route.</summary>
public sealed record DueGroup(FundingLineId FundingLine, RouteKind Kind)
{
    /// <summary>The partition that lists the groups.</summary>
    internal const string List = "due";

    internal string Partition => $"{List}|{Key}";

    // A slash cannot stand in a key.
    internal string Key => $"{FundingLine.Programme}|{FundingLine.Component}|{Kind}";

    internal static DueGroup Parse(string key) =>
        key.Split('|') is [var programme, var component, var kind] ? new(FundingLineId.For(ProgrammeId.Parse(programme), component), Enum.Parse<RouteKind>(kind)) : throw new FormatException($"{key} is no group.");
}
