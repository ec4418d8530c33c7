using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GrantFlow.Storage.Protection;

namespace GrantFlow.Storage.Blobs;

/// <summary>
/// The sealed form of a file: a head with the wrapped data key, then chunks of 64 KiB, each AES-256-GCM with its tag. The data key seals this one file, so a chunk's nonce is its number
/// and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár): chunks cannot be reordered, repeated or cut off. Head, container and name are
/// authenticated with every chunk, so that a file cannot take another's place.
/// </summary>
internal sealed class FileSeal : IDisposable
{
    public const int ChunkBytes = 64 * 1024;
    public const int TagBytes = 16;

    private const byte Version = 1;
    private const int MaxKeyIdBytes = 1024;
    private const int MaxWrappedBytes = 4096;

    private readonly AesGcm _cipher;
    private readonly byte[] _context;

    private FileSeal(byte[] dataKey, byte[] head, string place)
    {
        Head = head;
        _cipher = new AesGcm(dataKey, TagBytes);
        _context = SHA256.HashData([.. head, .. Encoding.UTF8.GetBytes(place)]);
    }

    /// <summary>What the sealed file begins with.</summary>
    public byte[] Head { get; }

    /// <summary>A new data key for one file.</summary>
    public static async Task<FileSeal> New(IKeyWrap keyWrap, string place, CancellationToken cancellationToken)
    {
        var dataKey = RandomNumberGenerator.GetBytes(Sealed.KeyBytes);
        try
        {
            return new(dataKey, HeadOf(await keyWrap.Wrap(dataKey, cancellationToken)), place);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>The data key of a sealed file, whose head is read.</summary>
    /// <exception cref="InvalidDataException">It is no sealed file, or was altered.</exception>
    public static async Task<FileSeal> Read(IKeyWrap keyWrap, string place, Stream sealedFile, CancellationToken cancellationToken)
    {
        byte[]? dataKey = null;
        try
        {
            var version = await Take(sealedFile, 1, cancellationToken);
            var keyId = version[0] == Version ? await Field(sealedFile, MaxKeyIdBytes, cancellationToken) : throw new EndOfStreamException();
            var wrapped = new WrappedKey(Encoding.UTF8.GetString(keyId), await Field(sealedFile, MaxWrappedBytes, cancellationToken));
            dataKey = await keyWrap.Unwrap(wrapped, cancellationToken);
            return dataKey.Length == Sealed.KeyBytes ? new(dataKey, HeadOf(wrapped), place) : throw Altered(place, null);
        }
        catch (Exception error) when (error is EndOfStreamException or ProtectionException)
        {
            throw Altered(place, error);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <param name="number">The chunk's place, from 0.</param>
    /// <param name="last">Whether the file ends with it.</param>
    /// <param name="clear">The chunk.</param>
    /// <param name="output">Room for the chunk and its tag.</param>
    public void Seal(uint number, bool last, ReadOnlySpan<byte> clear, Span<byte> output) =>
        _cipher.Encrypt(Nonce(number, last), clear, output[..clear.Length], output.Slice(clear.Length, TagBytes), _context);

    /// <exception cref="CryptographicException">Altered, or not the chunk of this place.</exception>
    public void Open(uint number, bool last, ReadOnlySpan<byte> chunk, Span<byte> clear) =>
        _cipher.Decrypt(Nonce(number, last), chunk[..^TagBytes], chunk[^TagBytes..], clear[..(chunk.Length - TagBytes)], _context);

    public void Dispose() => _cipher.Dispose();

    public static InvalidDataException Altered(string place, Exception? cause) =>
        new($"The file {place} cannot be read: it was altered, cut off, put in another's place, or sealed under another key.", cause);

    private static byte[] Nonce(uint number, bool last)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(7), number);
        nonce[11] = last ? (byte)1 : (byte)0;
        return nonce;
    }

    private static byte[] HeadOf(WrappedKey key)
    {
        var keyId = Encoding.UTF8.GetBytes(key.KeyId);
        var head = new byte[1 + 2 + keyId.Length + 2 + key.Bytes.Length];
        head[0] = Version;
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(1), (ushort)keyId.Length);
        keyId.CopyTo(head, 3);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(3 + keyId.Length), (ushort)key.Bytes.Length);
        key.Bytes.CopyTo(head, 5 + keyId.Length);
        return head;
    }

    private static async Task<byte[]> Field(Stream stream, int max, CancellationToken cancellationToken)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(await Take(stream, 2, cancellationToken));
        return length <= max ? await Take(stream, length, cancellationToken) : throw new EndOfStreamException();
    }

    private static async Task<byte[]> Take(Stream stream, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
