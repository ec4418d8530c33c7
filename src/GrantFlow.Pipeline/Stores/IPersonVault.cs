using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Stores;

/// <summary>Who a person is. Never leaves the vault except to the eyes and providers that need it, and never reaches a log or a queue.</summary>
/// <param name="FamilyName">As in the travel document; 1 to 100 characters.</param>
/// <param name="GivenNames">As in the travel document; 0 to 100 characters.</param>
/// <param name="BirthDate">Calendar date.</param>
/// <param name="DocumentNumber">Passport, laissez-passer or identity card; null when the person has none.</param>
/// <param name="DocumentCountry">Who issued the document.</param>
public sealed record PersonalData(string FamilyName, string GivenNames, DateOnly BirthDate, string? DocumentNumber, CountryCode? DocumentCountry)
{
    /// <summary>Says nothing about the person: a record's own text would put it into logs and exceptions.</summary>
    public override string ToString() => "PersonalData (hidden)";
}

/// <summary>Where a person's cash goes.</summary>
/// <param name="Account">IBAN, national account, phone number (E.164) or the id of the office whose desk pays; 1 to 64 characters.</param>
/// <param name="Holder">Account holder as the provider knows them; 1 to 100 characters.</param>
/// <param name="Bic">The bank's BIC: always where there is no IBAN, null for wallets and desks.</param>
public sealed record RouteDetails(string Account, string Holder, string? Bic)
{
    /// <summary>The longest town, street and post code that a bank file takes.</summary>
    public const int LongestTown = 35, LongestStreet = 70, LongestPostCode = 16;

    /// <summary>Where the holder lives; banks ask for it. Null for wallets and desks, and where it was not noted.</summary>
    public string? Town { get; init; }

    /// <summary>With the house number; null where none is known.</summary>
    public string? Street { get; init; }

    /// <summary>Null where none is known.</summary>
    public string? PostCode { get; init; }

    /// <summary>Says nothing about the account: a record's own text would put it into logs and exceptions.</summary>
    public override string ToString() => "RouteDetails (hidden)";
}

/// <summary>The key under which one file is sealed that may show a person.</summary>
/// <param name="Key">256 bits.</param>
public sealed record FileKey(byte[] Key)
{
    /// <summary>Says nothing about the key: a record's own text would put it into logs and exceptions.</summary>
    public override string ToString() => "FileKey (hidden)";
}

/// <summary>Encrypted personal data. Storing the same thing twice is harmless; erasing a person makes everything about them unreadable, for good, and keeps the ledger whole.</summary>
public interface IPersonVault
{
    /// <summary>Stores who a person is, in place of what was known.</summary>
    /// <exception cref="PersonErasedException">The person was erased.</exception>
    Task StorePerson(PersonId person, PersonalData data, CancellationToken cancellationToken);

    /// <summary>Reads who a person is; null when unknown or erased.</summary>
    Task<PersonalData?> FindPerson(PersonId person, CancellationToken cancellationToken);

    /// <summary>Stores a payout route under a key of the caller's (1 to 64 letters, digits, hyphens), in place of what was there.</summary>
    /// <exception cref="PersonErasedException">The person was erased.</exception>
    Task StoreRoute(PersonId person, string routeKey, RouteDetails route, CancellationToken cancellationToken);

    /// <summary>Reads a payout route; null when unknown or erased.</summary>
    Task<RouteDetails?> FindRoute(PersonId person, string routeKey, CancellationToken cancellationToken);

    /// <summary>Stores the key of a file that may show the person, under a name of the caller's (1 to 64 letters, digits, hyphens).</summary>
    /// <exception cref="PersonErasedException">The person was erased.</exception>
    Task StoreFileKey(PersonId person, string file, FileKey key, CancellationToken cancellationToken);

    /// <summary>Reads the key of a file; null when unknown or erased, and then nobody reads the file any more.</summary>
    Task<FileKey?> FindFileKey(PersonId person, string file, CancellationToken cancellationToken);

    /// <summary>Destroys the person's data key: what was encrypted under it can never be read again, and nothing more can be stored. Erasing twice, or somebody unknown, is harmless.</summary>
    Task Erase(PersonId person, CancellationToken cancellationToken);
}

/// <summary>Something was to be stored about a person who was erased: a late or repeated message must not bring them back.</summary>
public sealed class PersonErasedException(PersonId person) : Exception($"Person {person} was erased: nothing can be stored about them any more.")
{
    /// <summary>Who was erased.</summary>
    public PersonId Person { get; } = person;
}

/// <summary>Keyed hashes of identities, so that duplicates are found without storing who a person is.</summary>
public interface IIdentityHash
{
    /// <summary>HMAC-SHA-256 in lower-case hex of a normalised identity text.</summary>
    string Of(string normalisedIdentity);
}
