using System.Security.Cryptography;
using System.Text;
using GrantFlow.Storage.Protection;

namespace GrantFlow.Storage.Tests.Protection;

public sealed class KeyTests
{
    [Fact]
    public void Sealed_bytes_are_a_version_a_nonce_the_ciphertext_and_a_tag()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var clear = "Ahmad"u8.ToArray();
        var bytes = Sealed.Seal(key, clear, "people|P-1|person"u8);
        Assert.Equal(1 + 12 + 5 + 16, bytes.Length);
        Assert.Equal(1, bytes[0]);

        // Any other AES-256-GCM reads them too.
        using var cipher = new AesGcm(key, 16);
        var read = new byte[5];
        cipher.Decrypt(bytes.AsSpan(1, 12), bytes.AsSpan(13, 5), bytes.AsSpan(18), read, "people|P-1|person"u8);
        Assert.Equal(clear, read);
        Assert.Equal(clear, Sealed.Open(key, bytes, "people|P-1|person"u8));
    }

    [Fact]
    public void Sealed_bytes_of_another_version_are_refused()
    {
        var bytes = Sealed.Seal(new byte[32], "Ahmad"u8, "x"u8);
        bytes[0] = 2;
        Assert.Throws<CryptographicException>(() => Sealed.Open(new byte[32], bytes, "x"u8));
    }

    [Fact]
    public void A_nonce_is_never_used_twice()
    {
        var nonces = Enumerable.Range(0, 1000).Select(_ => Convert.ToHexString(Sealed.Seal(new byte[32], "x"u8, "x"u8).AsSpan(1, 12)));
        Assert.Equal(1000, nonces.Distinct().Count());
    }

    [Fact]
    public async Task A_local_key_unwraps_what_it_wrapped()
    {
        var dataKey = RandomNumberGenerator.GetBytes(32);
        var wrap = new LocalKeyWrap(RandomNumberGenerator.GetBytes(32));
        var wrapped = await wrap.Wrap(dataKey, default);
        Assert.Equal(dataKey, await wrap.Unwrap(wrapped, default));
        Assert.Equal(1 + 12 + 32 + 16, wrapped.Bytes.Length);
    }

    [Fact]
    public void A_local_key_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => new LocalKeyWrap(new byte[16]));

    [Fact]
    public void An_identity_hash_is_HMAC_SHA_256()
    {
        // RFC 4231, test cases 6 and 7.
        var hash = new IdentityHash([.. Enumerable.Repeat((byte)0xaa, 131)]);
        Assert.Equal("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54", hash.Of("Test Using Larger Than Block-Size Key - Hash Key First"));
        Assert.Equal(
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            hash.Of("This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."));
    }

    [Fact]
    public void An_identity_hash_depends_on_the_key_and_every_letter()
    {
        var hash = new IdentityHash(new byte[32]);
        Assert.Equal(hash.Of("EG|A123456"), new IdentityHash(new byte[32]).Of("EG|A123456"));
        Assert.NotEqual(hash.Of("EG|A123456"), hash.Of("EG|A123457"));
        Assert.NotEqual(hash.Of("EG|A123456"), new IdentityHash([.. Enumerable.Repeat((byte)1, 32)]).Of("EG|A123456"));
        Assert.Throws<ArgumentException>(() => hash.Of(""));
        Assert.Throws<ArgumentException>(() => new IdentityHash(Encoding.UTF8.GetBytes("too short a key")));
    }
}
