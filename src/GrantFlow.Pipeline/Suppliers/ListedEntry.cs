namespace GrantFlow.Pipeline.Suppliers;

/// <summary>Somebody listed: a person or an organisation, under every name the list has for them.</summary>
/// <param name="Reference">The entry's own reference.</param>
/// <param name="Names">Names and aliases; 1 to 201, each 1 to 300 characters.</param>
/// <param name="IsPerson">A person, not an organisation.</param>
/// <param name="Hash">Of everything the entry says: when anything of it changes, so does this.</param>
public sealed record ListedEntry(string Reference, IReadOnlyList<string> Names, bool IsPerson, string Hash);

/// <summary>A list that was imported.</summary>
/// <param name="Id">SHA-256 of the file, 64 lower-case hex digits.</param>
/// <param name="GeneratedAt">When its publisher made it.</param>
/// <param name="ImportedAt">When we read it (UTC).</param>
/// <param name="ImportedBy">Who imported it.</param>
/// <param name="Entries">How many are listed.</param>
/// <param name="File">Under which name blob storage keeps the entries.</param>
public sealed record SupplierList(string Id, DateTimeOffset GeneratedAt, DateTimeOffset ImportedAt, Domain.Values.ActorId ImportedBy, int Entries, string File);

/// <summary>A file that is not a list that can be read; the message says why.</summary>
public sealed class UnreadableListException(string message) : Exception(message);

/// <summary>How recent the list must be.</summary>
/// <param name="ListDays">Days after which a list is too old, counted from the day its publisher made it; null where a deployment does not ask for registered suppliers.</param>
public sealed record SupplierPolicy(int? ListDays);
