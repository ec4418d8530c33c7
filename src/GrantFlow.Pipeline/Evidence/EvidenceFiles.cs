using System.Security.Cryptography;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Evidence;

/// <summary>
/// Files that prove deliveries. They may show people: the key of each is kept in the person's vault, so that erasing the person makes the file unreadable for good, also in what blob
/// storage keeps of deleted files. That the bytes are those that were stored is the seal's to say (<see cref="IBlobs"/>).
/// </summary>
public sealed class EvidenceFiles(IBlobs blobs, EvidenceUses uses, IPersonVault vault, TimeProvider time)
{
    /// <summary>The largest file in bytes: 10 MiB.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>So many files prove one line at the most.</summary>
    public const int MostPerLine = 20;

    /// <summary>Stores a file for a line; the same file again is the one on file. Null when the person was erased.</summary>
    /// <param name="grant">Whose line.</param>
    /// <param name="line">Which.</param>
    /// <param name="kind">What the file is by its own bytes.</param>
    /// <param name="uploader">Who uploads it.</param>
    /// <param name="write">Writes the file and says how long it is. What it throws stores nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<EvidenceFile?> Add(Grant grant, LineId line, EvidenceKind kind, ActorId uploader, Func<Stream, CancellationToken, Task<long>> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(write);
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var key = RandomNumberGenerator.GetBytes(32);
        try
        {
            await vault.StoreFileKey(grant.Application.Person, id, new FileKey(key), cancellationToken);
        }
        catch (PersonErasedException)
        {
            return null;
        }

        var (length, sha256) = (0L, "");
        await blobs.Add(ContainerNames.Evidence, NameOf(grant.Id, id), async (target, cancel) => (length, sha256) = await Seal(key, target, write, cancel), cancellationToken);
        var file = new EvidenceFile(line, sha256, kind, length, uploader, time.GetUtcNow(), id);
        if (await uses.Add(grant.Id, file, cancellationToken) is not { } before)
        {
            return file;
        }

        await blobs.Delete(ContainerNames.Evidence, NameOf(grant.Id, id), cancellationToken);
        return before;
    }

    /// <summary>A file in clear, to be read once; null when the person was erased.</summary>
    public async Task<Stream?> Open(Grant grant, EvidenceFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(file);
        if (await vault.FindFileKey(grant.Application.Person, file.Name, cancellationToken) is not { Key: var key }
            || await blobs.Open(ContainerNames.Evidence, NameOf(grant.Id, file.Name), cancellationToken) is not { } content)
        {
            return null;
        }

        using var aes = Cipher(key);
        return new CryptoStream(content, aes.CreateDecryptor(), CryptoStreamMode.Read);
    }

    private static async Task<(long Length, string Sha256)> Seal(byte[] key, Stream target, Func<Stream, CancellationToken, Task<long>> write, CancellationToken cancellationToken)
    {
        using var aes = Cipher(key);
        using var hash = SHA256.Create();
        await using var hidden = new CryptoStream(target, aes.CreateEncryptor(), CryptoStreamMode.Write, leaveOpen: true);
        await using var clear = new CryptoStream(hidden, hash, CryptoStreamMode.Write, leaveOpen: true);
        var length = await write(clear, cancellationToken);
        // The end of one is the end of the other behind it.
        await clear.FlushFinalBlockAsync(cancellationToken);
        return (length, Convert.ToHexStringLower(hash.Hash!));
    }

    /// <summary>Each key hides one file, so that the vector may be the same for all.</summary>
    private static Aes Cipher(byte[] key)
    {
        var aes = Aes.Create();
        aes.Key = key;
        aes.IV = new byte[16];
        return aes;
    }

    private static string NameOf(GrantId grant, string id) => $"{grant}/{id}";
}
