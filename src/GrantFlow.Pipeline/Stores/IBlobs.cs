namespace GrantFlow.Pipeline.Stores;

/// <summary>A file as it was stored.</summary>
/// <param name="Name">Within its container.</param>
/// <param name="Length">Bytes in clear.</param>
/// <param name="Sha256">Of the clear bytes, 64 lower-case hex digits.</param>
public sealed record StoredFile(string Name, long Length, string Sha256);

/// <summary>
/// The seam to blob storage. Files are sealed before they leave the process and opened after they came back, except those of <see cref="ContainerNames.BankInbox"/>, which others
/// put there. A file is written once and never changed.
/// </summary>
public interface IBlobs
{
    /// <summary>Stores what is written, in bounded memory. Null when the name is taken: what is there stays.</summary>
    /// <param name="container">One of <see cref="ContainerNames"/>.</param>
    /// <param name="name">1 to 200 letters, digits, dots, hyphens and slashes.</param>
    /// <param name="write">Writes the file in clear. What it throws stores nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<StoredFile?> Add(string container, string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>The file in clear, to be read once from its beginning; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The stored bytes were altered: thrown while reading, before an altered byte is handed out.</exception>
    Task<Stream?> Open(string container, string name, CancellationToken cancellationToken);

    /// <summary>Names that start with a prefix, in order.</summary>
    IAsyncEnumerable<string> List(string container, string prefix, CancellationToken cancellationToken);

    /// <summary>Removes a file; one that is not there is no error.</summary>
    Task Delete(string container, string name, CancellationToken cancellationToken);
}
