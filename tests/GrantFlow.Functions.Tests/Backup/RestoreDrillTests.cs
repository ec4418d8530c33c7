using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using GrantFlow.Backup;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.LocalHost;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Backup;

/// <summary>A service with a closed grant, one half way, sealed days and a message nobody could read; and its backup, made while no host ran.</summary>
public sealed class BackedUpService : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MovingService Service { get; } = new(Keys);

    /// <summary>What is not in a backup, and without which nobody can be paid from one.</summary>
    public static Dictionary<string, string?> Keys { get; } = new()
    {
        ["Protection:LocalKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["Protection:IdentityHashKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
    };

    public string Folder => Path.Combine(_folder.Path, "backup");

    public BackupManifest Manifest { get; private set; } = null!;

    public string Open { get; private set; } = "";

    public IReadOnlyDictionary<string, string> Answers { get; private set; } = new Dictionary<string, string>();

    public string Range { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await Service.InitializeAsync();
        var closed = await Journey.Disbursing(Service);
        await closed.Finish();
        Open = (await Journey.Approved(Service)).Id;
        await Service.Settle();
        Range = string.Create(CultureInfo.InvariantCulture, $"from={Service.Today:yyyy-MM-dd}&to={Service.Today:yyyy-MM-dd}");
        Service.Advance(2);
        await Service.Host.Services.GetRequiredService<Sealer>().Tick(default);
        Answers = await Read(Service, [closed.Id, Open], Range);
        await Service.StopHost();
        await new GrantFlow.Storage.Queues.AzureQueues(Clients(Service.Storage)).Send(QueueNames.Poison(QueueNames.Views), "from nobody", null, default);
        Manifest = await new StoreExport(Clients(Service.Storage), TimeProvider.System).Run(Folder, default);
    }

    /// <summary>What auditors see.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Read(Service service, IEnumerable<string> grants, string range)
    {
        var auditor = await service.Auditor("anna");
        var answers = new Dictionary<string, string>();
        foreach (var path in grants.Select(grant => $"grants/{grant}").Concat([$"ledger/export?{range}", $"ledger/proof?{range}", $"ledger/seals?{range}", $"ledger/trial-balance?on={range[^10..]}", "grants?limit=100"]))
        {
            answers[path] = (await auditor.Get(path)).Is(200).Text;
        }

        return answers;
    }

    public static StorageClients Clients(string storage, params HttpPipelinePolicy[] policies) => StorageClients.Create(StorageConnection.Of(storage), policies);

    public async Task DisposeAsync() => await Service.DisposeAsync();

    public void Dispose()
    {
        Service.Dispose();
        _folder.Dispose();
    }
}

/// <summary>The drill: everything out, everything back into another storage, and the service goes on as if nothing had happened.</summary>
public sealed class RestoreDrillTests(BackedUpService backup) : IClassFixture<BackedUpService>
{
    [Fact]
    public async Task A_restored_service_says_the_same_byte_by_byte_and_goes_on()
    {
        using var restored = new MovingService(BackedUpService.Keys);
        await restored.StartStorage();
        var clients = BackedUpService.Clients(restored.Storage);
        await new StoreImport(clients, TimeProvider.System).Run(backup.Folder, goOn: false, default);
        Assert.Null(StoreImport.Difference(backup.Manifest, await new StoreExport(clients, TimeProvider.System).Look(default)));

        restored.Advance(2);
        await restored.StartHost();
        Assert.Equal(backup.Answers, await backup.Read(restored, backup.Answers.Keys.Where(path => path.StartsWith("grants/", StringComparison.Ordinal)).Select(path => path["grants/".Length..]), backup.Range));
        var range = backup.Range;
        Assert.Equal(0, (int?)(await (await restored.Auditor("anna")).PostText($"ledger/reconciliation?{range}", "")).Is(200).Json["differences"]);
        await Service.Eventually(async () => (await (await restored.Officer()).Get("attention")).Is(200).Json["poison"]!.AsArray().Count == 1, "the message nobody could read is there");

        // The one half way is verified, split and paid: vault, funds and outbox came along.
        var open = Journey.Of(restored, backup.Open);
        await open.Verify();
        await open.Split(Bodies.Split(Bodies.Goods("1200.00"), Bodies.Cash("650.00")));
        await open.Finish();
        Assert.Equal("closed", (string?)(await open.Read())["state"]);
        await restored.DisposeAsync();
    }

    [Fact]
    public async Task An_import_that_broke_off_goes_on_and_a_finished_one_is_not_done_over_another_storage()
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await Azurite.Start(folder.Path, CancellationToken.None);
        var requests = new Breaking { Left = 150 };
        await Assert.ThrowsAnyAsync<Exception>(() => new StoreImport(BackedUpService.Clients(azurite.ConnectionString, requests), TimeProvider.System).Run(backup.Folder, goOn: false, default));
        Assert.True(requests.Left < 0);

        var import = new StoreImport(BackedUpService.Clients(azurite.ConnectionString), TimeProvider.System);
        Assert.Contains("Storage is not empty", (await Assert.ThrowsAsync<BackupException>(() => import.Run(backup.Folder, goOn: false, default))).Message, StringComparison.Ordinal);
        Assert.Equal(backup.Manifest.Tables, (await import.Run(backup.Folder, goOn: true, default)).Tables);
        Assert.Equal(backup.Manifest.Tables, (await import.Run(backup.Folder, goOn: true, default)).Tables);
    }

    [Fact]
    public async Task Whoever_reads_the_backup_reads_nobodys_name()
    {
        var text = new System.Text.StringBuilder();
        foreach (var part in backup.Manifest.Tables)
        {
            await foreach (var row in BackupLines.Read<SavedRow>(BackupLines.OfTable(backup.Folder, part.Name)))
            {
                text.Append(row);
                text.AppendJoin(' ', row.Values.Select(value => value.Type == "bytes" ? System.Text.Encoding.Latin1.GetString(Convert.FromBase64String(value.Text)) : value.Text));
            }
        }

        Assert.Contains(backup.Open, text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Family", text.ToString().Replace("familyName", "", StringComparison.OrdinalIgnoreCase).Replace("FamilyMember", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("-77", text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tables/grants.jsonl.gz")]
    [InlineData("containers/seals.jsonl.gz")]
    [InlineData("queues/views-poison.jsonl.gz")]
    [InlineData("files")]
    public async Task A_file_that_was_changed_is_named_before_anything_is_written(string name)
    {
        using var copy = new TemporaryFolder();
        Copy(backup.Folder, copy.Path);
        var path = name == "files" ? Directory.EnumerateFiles(Path.Combine(copy.Path, "files"), "*", SearchOption.AllDirectories).First() : Path.Combine(copy.Path, name);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        Assert.Contains(Path.GetFileName(path), (await Assert.ThrowsAsync<BackupException>(() => StoreImport.Check(copy.Path, default))).Message, StringComparison.Ordinal);

        File.Delete(path);
        Assert.Contains("missing", (await Assert.ThrowsAsync<BackupException>(() => StoreImport.Check(copy.Path, default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_was_not_finished_is_none()
    {
        using var copy = new TemporaryFolder();
        Copy(backup.Folder, copy.Path);
        File.Delete(Path.Combine(copy.Path, BackupManifest.FileName));
        Assert.Contains("not finished", (await Assert.ThrowsAsync<BackupException>(() => StoreImport.Check(copy.Path, default))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BackupException>(() => new StoreExport(BackedUpService.Clients(backup.Service.Storage), TimeProvider.System).Run(copy.Path, default));
    }

    [Fact]
    public async Task Messages_that_cannot_be_seen_are_counted_and_those_that_were_taken_are_put_back()
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await Azurite.Start(folder.Path, CancellationToken.None);
        var clients = BackedUpService.Clients(azurite.ConnectionString);
        await new StorageSetup(clients).EnsureCreated(default);
        var queues = new GrantFlow.Storage.Queues.AzureQueues(clients);
        await queues.Send(QueueNames.Payouts, "later", TimeSpan.FromMinutes(10), default);
        await queues.Send(QueueNames.Payouts, "now", null, default);
        var seen = await new StoreExport(clients, TimeProvider.System).Look(default);
        Assert.Equal((1L, 1L), (seen.NotSeen, seen.Queues.Single(queue => queue.Name == QueueNames.Payouts).Count));
        Assert.Equal("now", Assert.Single(await queues.Peek(QueueNames.Payouts, 32, default)).Body);
    }

    [Fact]
    public async Task A_storage_that_an_earlier_release_made_has_nothing_where_it_lacks_something()
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await Azurite.Start(folder.Path, CancellationToken.None);
        var seen = await new StoreExport(BackedUpService.Clients(azurite.ConnectionString), TimeProvider.System).Look(default);
        Assert.All(seen.Tables.Concat(seen.Queues).Concat(seen.Containers), part => Assert.Equal(0, part.Count));
    }

    [Fact]
    public void Every_type_of_property_comes_back_as_it_was()
    {
        var entity = new Azure.Data.Tables.TableEntity("p", "k")
        {
            ["text"] = "Ahmad أحمد \"quoted\"", ["int"] = int.MinValue, ["long"] = long.MaxValue, ["yes"] = true, ["no"] = false, ["double"] = 0.1,
            ["moment"] = DateTimeOffset.Parse("2026-03-01T12:34:56.1234567Z", CultureInfo.InvariantCulture), ["guid"] = Guid.Parse("7d444840-9dc0-11d1-b245-5ffdce74fad2"), ["bytes"] = new byte[] { 0, 255 },
        };
        var line = System.Text.Json.JsonSerializer.Serialize(SavedRow.Of(entity));
        var back = System.Text.Json.JsonSerializer.Deserialize<SavedRow>(line)!.ToEntity();
        Assert.Equal(entity.OrderBy(one => one.Key), back.OrderBy(one => one.Key));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>After some requests nothing gets through any more.</summary>
    private sealed class Breaking : HttpPipelineSynchronousPolicy
    {
        private int _left;

        public int Left { get => _left; set => _left = value; }

        public override void OnSendingRequest(HttpMessage message)
        {
            if (Interlocked.Decrement(ref _left) < 0)
            {
                throw new RequestFailedException(403, "The network is gone.");
            }
        }
    }
}
