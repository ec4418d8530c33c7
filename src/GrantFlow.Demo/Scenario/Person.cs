namespace GrantFlow.Demo.Scenario;

/// <summary>Who somebody is. Made of syllables: nobody real.</summary>
internal sealed record Identity(string FamilyName, string GivenNames, DateOnly BirthDate, string? DocumentNumber, string? DocumentCountry);

/// <summary>Where cash goes; a child's to the guardian.</summary>
internal sealed record Route(string Kind, string Country, string Account, string Holder, string Payee);

/// <summary>One planned line; item and supplier for everything in kind, a package where the programme gives packages.</summary>
internal sealed record PlannedLine(string Id, string Kind, Euros Amount, string? Item, string? Supplier, string? Package = null)
{
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
/// <param name="LooksLike">The person who was screened before and whom this one looks like.</param>
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
    Route? Route,
    int? LooksLike = null)
{
    public IEnumerable<PlannedLine> InKind => Lines.Where(line => !line.IsCash);

    public IEnumerable<PlannedLine> Cash => Lines.Where(line => line.IsCash);
}
