using System.Text.Json.Serialization;

namespace GrantFlow.Demo.Scenario;

/// <summary>Who somebody is. Made of syllables: nobody real.</summary>
internal sealed record Identity(string FamilyName, string GivenNames, DateOnly BirthDate, string? DocumentNumber, string? DocumentCountry);

/// <summary>Where cash goes; a child's to the guardian.</summary>
internal sealed record Route(string Kind, string Country, string Account, string Holder, string Payee, string? Bic = null, string? Town = null);

/// <summary>One planned line; item and supplier for everything in kind, a package where the programme has some.</summary>
internal sealed record PlannedLine(string Id, string Kind, Euros Amount, string? Item, string? Supplier, string? Package = null)
{
    [JsonIgnore]
    public bool IsCash => Kind == "cash";
}

/// <summary>What surrounds a person's return.</summary>
internal sealed record Return(string Programme, string Office, string Host, string Destination, string Nationality, string Category, string HouseholdRole, string Language)
{
    /// <summary>The programme waits for the confirmed departure.</summary>
    public bool DepartureIsConfirmed => Programme == "belarus-avrr";
}

/// <summary>One person of the scenario and everything that will be said about them.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Fate">What becomes of the grant.</param>
/// <param name="Identity">Who.</param>
/// <param name="Return">From where to where.</param>
/// <param name="SignedOn">The declaration's day.</param>
/// <param name="ArrivedOn">The arrival's day.</param>
/// <param name="Requested">What is asked for.</param>
/// <param name="Approved">What the officer gives.</param>
/// <param name="Lines">The split of what is approved.</param>
/// <param name="Route">Where cash goes; null for those who have no way to be paid.</param>
internal sealed record Person(
    int Number,
    Fate Fate,
    Identity Identity,
    Return Return,
    DateOnly SignedOn,
    DateOnly ArrivedOn,
    Euros Requested,
    Euros Approved,
    IReadOnlyList<PlannedLine> Lines,
    Route? Route)
{
    /// <summary>The person who was screened before and whom this one looks like.</summary>
    public int? LooksLike { get; init; }

    /// <summary>Of the principal of a family: the others in it.</summary>
    public IReadOnlyList<Person> Family { get; init; } = [];

    /// <summary>The person whose walk hands this one in: the principal of the family, or the one whose referral opens the case.</summary>
    public int? HandedInBy { get; init; }

    /// <summary>What takes the place of the lines when the plan changes.</summary>
    public IReadOnlyList<PlannedLine> NewLines { get; init; } = [];

    /// <summary>The person who has to be done before this one sets out.</summary>
    [JsonIgnore]
    public int? After => LooksLike ?? HandedInBy;

    [JsonIgnore]
    public bool IsChild => Fate == Fate.UnaccompaniedChild || Return.HouseholdRole == "minor";

    [JsonIgnore]
    public IEnumerable<PlannedLine> Cash => Lines.Where(line => line.IsCash);
}
