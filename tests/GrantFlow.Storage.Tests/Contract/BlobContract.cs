using System.Security.Cryptography;
using System.Text;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage.Blobs;
using GrantFlow.Storage.Protection;
using GrantFlow.TestSupport;

namespace GrantFlow.Storage.Tests.Contract;

public abstract class BlobContract : IAsyncLifetime
{
    private readonly string _folder = Guid.NewGuid().ToString("n");

    protected abstract IBlobs Blobs { get; }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.CompletedTask;

    // 64 KiB are a sealed chunk, 1 MiB a block of an upload; heads and tags shift the edges a little.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(131_072)]
    [InlineData(1_048_576)]
    [InlineData(2_500_000)]
    public async Task A_file_is_read_as_it_was_written(int length)
    {
        var bytes = Bytes(length);
        var stored = await Add("file.bin", bytes);
        Assert.Equal(new StoredFile(Name("file.bin"), length, Convert.ToHexStringLower(SHA256.HashData(bytes))), stored);
        Assert.Equal(bytes, await Read("file.bin"));
    }

    [Fact]
    public async Task A_file_written_in_small_pieces_and_closed_by_its_writer_is_whole()
    {
        var expected = new StringBuilder();
        var stored = await Blobs.Add(ContainerNames.Evidence, Name("lines.txt"), async (stream, cancellationToken) =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false), 100);
            for (var line = 0; line < 20_000; line++)
            {
                expected.Append(line).Append('\n');
                await writer.WriteAsync($"{line}\n".AsMemory(), cancellationToken);
            }
        }, default);
        Assert.Equal(expected.Length, stored!.Length);
        Assert.Equal(expected.ToString(), Encoding.UTF8.GetString((await Read("lines.txt"))!));
    }

    [Fact]
    public async Task A_file_is_written_once_and_never_changed()
    {
        Assert.NotNull(await Add("once", [1, 2, 3]));
        Assert.Null(await Add("once", [4]));
        Assert.Null(await Add("once", Bytes(3_000_000)));
        Assert.Equal([1, 2, 3], await Read("once"));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(3_000_000)]
    public async Task Of_several_at_once_exactly_one_writes_the_file(int length)
    {
        var files = Enumerable.Range(0, 4).Select(_ => Bytes(length)).ToArray();
        var stored = await Task.WhenAll(files.Select(bytes => Add("race", bytes)));
        var winner = Assert.Single(stored, file => file is not null);
        Assert.Equal(winner!.Sha256, Convert.ToHexStringLower(SHA256.HashData((await Read("race"))!)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2_000_000)]
    public async Task A_writer_that_fails_stores_nothing(int before)
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Blobs.Add(ContainerNames.Evidence, Name("broken"), async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(Bytes(before), cancellationToken);
            throw new InvalidTimeZoneException();
        }, default));
        Assert.Null(await Read("broken"));
        Assert.Empty(await List(""));
        Assert.NotNull(await Add("broken", [1]));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_null_and_its_deletion_no_error()
    {
        Assert.Null(await Read("missing"));
        await Blobs.Delete(ContainerNames.Evidence, Name("missing"), default);
        await Add("there", [1]);
        await Blobs.Delete(ContainerNames.Evidence, Name("there"), default);
        Assert.Null(await Read("there"));
        Assert.NotNull(await Add("there", [2]));
    }

    [Fact]
    public async Task Names_are_listed_in_order_by_their_prefix_and_container()
    {
        foreach (var name in new[] { "b/2", "a", "b/10", "B", "c" })
        {
            await Add(name, [1]);
        }

        await Blobs.Add(ContainerNames.Statements, Name("b/other"), (stream, token) => stream.WriteAsync(new byte[1], token).AsTask(), default);
        Assert.Equal(["B", "a", "b/10", "b/2", "c"], await List(""));
        Assert.Equal(["b/10", "b/2"], await List("b/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("a/../../statements/x")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("é")]
    public async Task Another_name_is_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.Add(ContainerNames.Evidence, name, (_, _) => Task.CompletedTask, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.Open(ContainerNames.Evidence, name, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.Delete(ContainerNames.Evidence, name, default));
    }

    [Fact]
    public async Task A_name_of_200_characters_is_taken_and_a_longer_one_refused()
    {
        var name = Name("").PadRight(200, 'x');
        Assert.NotNull(await Blobs.Add(ContainerNames.Evidence, name, (_, _) => Task.CompletedTask, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.Add(ContainerNames.Evidence, name + "x", (_, _) => Task.CompletedTask, default));
    }

    [Fact]
    public async Task Who_reads_or_writes_synchronously_is_told_so()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => Blobs.Add(ContainerNames.Evidence, Name("sync"), (stream, _) =>
        {
            stream.Write([1]);
            return Task.CompletedTask;
        }, default));
        await Add("sync", [1]);
        await using var file = (await Blobs.Open(ContainerNames.Evidence, Name("sync"), default))!;
        Assert.Throws<NotSupportedException>(() => file.ReadByte());
    }

    protected string Name(string name) => $"{_folder}/{name}";

    protected static byte[] Bytes(int length) => RandomNumberGenerator.GetBytes(length);

    protected Task<StoredFile?> Add(string name, byte[] bytes) =>
        Blobs.Add(ContainerNames.Evidence, Name(name), (stream, cancellationToken) => stream.WriteAsync(bytes, cancellationToken).AsTask(), default);

    protected async Task<byte[]?> Read(string name)
    {
        await using var file = await Blobs.Open(ContainerNames.Evidence, Name(name), default);
        if (file is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private async Task<IReadOnlyList<string>> List(string prefix)
    {
        var names = new List<string>();
        await foreach (var name in Blobs.List(ContainerNames.Evidence, Name(prefix), default))
        {
            names.Add(name[(_folder.Length + 1)..]);
        }

        return names;
    }
}

public sealed class MemoryBlobContract : BlobContract
{
    protected override IBlobs Blobs { get; } = new MemoryBlobs();
}

[Collection(AzuriteStores.Collection)]
public sealed class AzureBlobContract(AzuriteStores stores) : BlobContract
{
    protected override IBlobs Blobs { get; } = new AzureBlobs(stores.Clients, new LocalKeyWrap(new byte[32]));

    public override Task InitializeAsync() => new StorageSetup(stores.Clients).EnsureCreated(default);
}
