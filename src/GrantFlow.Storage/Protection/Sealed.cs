using System.Security.Cryptography;

namespace GrantFlow.Storage.Protection;

/// <summary>
/// AES-256-GCM: one version byte, a random 96-bit nonce, the ciphertext, a 128-bit tag. A data key seals a handful of rows, far below the
/// 2^32 messages that random nonces allow under one key (NIST SP 800-38D, section 8.3).
/// </summary>
internal static class Sealed
{
    public const int KeyBytes = 32;

    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + NonceBytes;

    /// <param name="context">What the bytes belong to; opening them needs the same.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> clear, ReadOnlySpan<byte> context)
    {
        var bytes = new byte[HeadBytes + clear.Length + TagBytes];
        bytes[0] = Version;
        var nonce = bytes.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, clear, bytes.AsSpan(HeadBytes, clear.Length), bytes.AsSpan(HeadBytes + clear.Length), context);
        return bytes;
    }

    /// <exception cref="CryptographicException">Another key, another context, altered bytes, or a version this code does not know.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> context)
    {
        if (bytes.Length < HeadBytes + TagBytes || bytes[0] != Version)
        {
            throw new CryptographicException("The sealed bytes are too short or of an unknown version.");
        }

        var clear = new byte[bytes.Length - HeadBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(bytes.Slice(1, NonceBytes), bytes.Slice(HeadBytes, clear.Length), bytes[^TagBytes..], clear, context);
        return clear;
    }
}
