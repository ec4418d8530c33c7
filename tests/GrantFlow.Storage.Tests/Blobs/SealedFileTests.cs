using System.Security.Cryptography;
using System.Text;
using GrantFlow.Pipeline;
using GrantFlow.Storage.Blobs;
using GrantFlow.Storage.Protection;
using GrantFlow.Storage.Tests.Contract;

namespace GrantFlow.Storage.Tests.Blobs;

/// <summary>What lies in storage, and what happens when somebody there changes it.</summary>
[Collection(AzuriteStores.Collection)]
public sealed class SealedFileTests(AzuriteStores stores) : IAsyncLifetime
{
    private const int Chunk = 65_536 + 16;
    private const string Secret = "Name of a person who must not be read";

    private readonly string _name = Guid.NewGuid().ToString("n");
    private readonly AzureBlobs _blobs = new(stores.Clients, Wrap(1));

    public Task InitializeAsync() => new StorageSetup(stores.Clients).EnsureCreated(default);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_lies_in_storage_is_no_clear_text_and_never_twice_the_same()
    {
        await Add(_name, Encoding.UTF8.GetBytes(Secret));
        await Add(_name + ".2", Encoding.UTF8.GetBytes(Secret));
        var first = await Raw(ContainerNames.BankFiles, _name);
        Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(first), StringComparison.Ordinal);
        Assert.NotEqual(first[^30..], (await Raw(ContainerNames.BankFiles, _name + ".2"))[^30..]);
    }

    [Fact]
    public async Task What_banks_put_into_their_inbox_is_read_as_it_is()
    {
        var content = BinaryData.FromString("<Document/>");
        await stores.Clients.Blobs.GetBlobContainerClient(ContainerNames.BankInbox).UploadBlobAsync($"{_name}/Kontoauszug 1_2.xml", content);
        await using var file = await _blobs.Open(ContainerNames.BankInbox, $"{_name}/Kontoauszug 1_2.xml", default);
        Assert.Equal("<Document/>", await new StreamReader(file!).ReadToEndAsync());

        await _blobs.Add(ContainerNames.BankInbox, _name + "/ours", (stream, token) => stream.WriteAsync("<ours/>"u8.ToArray(), token).AsTask(), default);
        Assert.Equal("<ours/>", Encoding.UTF8.GetString(await Raw(ContainerNames.BankInbox, _name + "/ours")));
    }

    [Theory]
    [InlineData("version", 0)]
    [InlineData("key id", 10)]
    [InlineData("wrapped key", 60)]
    [InlineData("first chunk", 200)]
    public async Task An_altered_byte_is_found(string where, int at)
    {
        await Altered(bytes =>
        {
            bytes[at] ^= 1;
            return bytes;
        }, 0);
        Assert.NotEmpty(where);
    }

    [Fact]
    public async Task A_byte_altered_later_is_found_before_it_is_handed_out() => await Altered(bytes =>
    {
        bytes[^20] ^= 1;
        return bytes;
    }, 2 * 65_536);

    [Fact]
    public Task A_file_cut_off_between_two_chunks_is_found() => Altered(bytes => bytes[..^(10 + 16)], 65_536);

    [Fact]
    public Task A_file_cut_off_within_a_chunk_is_found() => Altered(bytes => bytes[..^3], 2 * 65_536);

    [Fact]
    public Task A_file_cut_off_in_its_head_is_found() => Altered(bytes => bytes[..20], 0);

    [Fact]
    public Task An_empty_blob_is_no_file() => Altered(_ => [], 0);

    [Fact]
    public Task A_file_that_grew_is_found() => Altered(bytes => [.. bytes, 0], 2 * 65_536);

    [Fact]
    public Task Chunks_in_another_order_are_found() => Altered(bytes =>
    {
        var head = bytes.Length - (2 * Chunk) - 10 - 16;
        return [.. bytes[..head], .. bytes[(head + Chunk)..(head + (2 * Chunk))], .. bytes[head..(head + Chunk)], .. bytes[(head + (2 * Chunk))..]];
    }, 0);

    [Fact]
    public async Task A_file_in_anothers_place_is_found()
    {
        await Add(_name, [1, 2, 3]);
        var other = _name + ".moved";
        await Put(ContainerNames.BankFiles, other, await Raw(ContainerNames.BankFiles, _name));
        await Put(ContainerNames.Evidence, _name, await Raw(ContainerNames.BankFiles, _name));
        await Assert.ThrowsAsync<InvalidDataException>(() => Read(ContainerNames.BankFiles, other, []));
        await Assert.ThrowsAsync<InvalidDataException>(() => Read(ContainerNames.Evidence, _name, []));
    }

    [Fact]
    public async Task Another_key_does_not_open_it()
    {
        await Add(_name, [1, 2, 3]);
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => new AzureBlobs(stores.Clients, Wrap(2)).Open(ContainerNames.BankFiles, _name, default));
        Assert.Equal($"The file bank-files/{_name} cannot be read: it was altered, cut off, put in another's place, or sealed under another key.", error.Message);
    }

    [Fact]
    public async Task A_missing_container_is_an_error_and_no_missing_file()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => _blobs.Open("no-such-container", _name, default));
        await Assert.ThrowsAnyAsync<Exception>(() => _blobs.Add("no-such-container", _name, (_, _) => Task.CompletedTask, default));
    }

    [Fact]
    public async Task A_large_file_is_written_and_read_in_bounded_memory()
    {
        const int Parts = 64;
        var part = RandomNumberGenerator.GetBytes(1024 * 1024);
        // Once before, so that what the clients keep for good is not counted.
        await Add(_name + ".warm", part);
        await Read(ContainerNames.BankFiles, _name + ".warm", []);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var stored = await _blobs.Add(ContainerNames.BankFiles, _name, async (stream, cancellationToken) =>
        {
            for (var i = 0; i < Parts; i++)
            {
                await stream.WriteAsync(part, cancellationToken);
                if (i % 8 == 7)
                {
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                }
            }
        }, default);
        Assert.Equal((long)Parts * part.Length, stored!.Length);

        await using var file = (await _blobs.Open(ContainerNames.BankFiles, _name, default))!;
        var buffer = new byte[part.Length];
        for (var i = 0; i < Parts; i++)
        {
            await file.ReadExactlyAsync(buffer);
            Assert.True(buffer.AsSpan().SequenceEqual(part));
            if (i % 8 == 7)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.InRange(most, 0, 16L * 1024 * 1024);
    }

    /// <summary>Stores two chunks and ten bytes, alters what lies in storage, and expects that reading fails after exactly the bytes that are still right.</summary>
    private async Task Altered(Func<byte[], byte[]> alter, int readable)
    {
        var clear = RandomNumberGenerator.GetBytes((2 * 65_536) + 10);
        await Add(_name, clear);
        await Put(ContainerNames.BankFiles, _name, alter(await Raw(ContainerNames.BankFiles, _name)));
        var read = new List<byte>();
        await Assert.ThrowsAsync<InvalidDataException>(() => Read(ContainerNames.BankFiles, _name, read));
        Assert.Equal(clear[..readable], read);
    }

    private async Task Read(string container, string name, List<byte> read)
    {
        await using var file = (await _blobs.Open(container, name, default))!;
        var buffer = new byte[10_000];
        for (var count = await file.ReadAsync(buffer); count > 0; count = await file.ReadAsync(buffer))
        {
            read.AddRange(buffer[..count]);
        }
    }

    private async Task Add(string name, byte[] bytes) =>
        await _blobs.Add(ContainerNames.BankFiles, name, (stream, cancellationToken) => stream.WriteAsync(bytes, cancellationToken).AsTask(), default);

    private async Task<byte[]> Raw(string container, string name) =>
        (await stores.Clients.Blobs.GetBlobContainerClient(container).GetBlobClient(name).DownloadContentAsync()).Value.Content.ToArray();

    private async Task Put(string container, string name, byte[] bytes) =>
        await stores.Clients.Blobs.GetBlobContainerClient(container).GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), overwrite: true);

    private static LocalKeyWrap Wrap(byte key) => new([.. Enumerable.Repeat(key, 32)]);
}
