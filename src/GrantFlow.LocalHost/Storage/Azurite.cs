using System.Globalization;

namespace GrantFlow.LocalHost;

/// <summary>
/// An Azurite process (blob, queue and table services) on one data folder, kept on disk. It ends with this object, and when this
/// process dies in whatever way: the wrapper <c>eng/azurite.mjs</c> watches its standard input.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    /// <summary>The well-known development account, the same in every storage emulator: no secret.</summary>
    public const string AccountName = "devstoreaccount1";

    internal const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string LockFile = "lock";

    private readonly AzuriteProcess _process;
    private readonly FileStream _folderLock;
    private readonly TimeSpan _stopTimeout;
    private Task? _stopped;

    private Azurite(AzuriteProcess process, FileStream folderLock, TimeSpan stopTimeout)
    {
        _process = process;
        _folderLock = folderLock;
        _stopTimeout = stopTimeout;
        BlobEndpoint = Endpoint(process.BlobPort);
        QueueEndpoint = Endpoint(process.QueuePort);
        TableEndpoint = Endpoint(process.TablePort);
    }

    /// <summary>The blob service, with the account's name as its path.</summary>
    public Uri BlobEndpoint { get; }

    /// <summary>The queue service, with the account's name as its path.</summary>
    public Uri QueueEndpoint { get; }

    /// <summary>The table service, with the account's name as its path.</summary>
    public Uri TableEndpoint { get; }

    /// <summary>One value with the account and all endpoints, as the Azure clients take it.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};BlobEndpoint={BlobEndpoint};QueueEndpoint={QueueEndpoint};TableEndpoint={TableEndpoint};";

    /// <summary>The Node.js process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Completes when the process has ended, also by itself.</summary>
    public Task Exited => _process.Exited;

    /// <summary>Starts Azurite on <c>&lt;dataFolder&gt;/azurite</c> and waits until it answers.</summary>
    /// <exception cref="LocalHostException">Node.js or Azurite is missing, or the folder or a port is in use.</exception>
    public static Task<Azurite> Start(string dataFolder, CancellationToken cancellationToken) =>
        Start(dataFolder, new AzuriteOptions(), cancellationToken);

    /// <inheritdoc cref="Start(string, CancellationToken)"/>
    public static async Task<Azurite> Start(string dataFolder, AzuriteOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        ArgumentNullException.ThrowIfNull(options);
        var engFolder = options.EngFolder ?? FindEngFolder();
        var tools = Path.Combine(engFolder, "tools");
        if (!Directory.Exists(Path.Combine(tools, "node_modules", "azurite")))
            throw new LocalHostException($"Azurite is not installed in {tools}: run \"dotnet run dev.cs -- setup\".");

        var location = Location(dataFolder);
        var folderLock = await Take(location, options.StopTimeout, cancellationToken);
        try
        {
            string[] arguments =
            [
                Path.Combine(engFolder, "azurite.mjs"), "--tools", tools, "--location", location,
                .. Port("--blobPort", options.BlobPort), .. Port("--queuePort", options.QueuePort), .. Port("--tablePort", options.TablePort),
            ];
            var process = await AzuriteProcess.Start(arguments, options.StartTimeout, cancellationToken);
            return new Azurite(process, folderLock, options.StopTimeout);
        }
        catch
        {
            await folderLock.DisposeAsync();
            throw;
        }
    }

    /// <summary>Deletes what Azurite has stored in <c>&lt;dataFolder&gt;/azurite</c>.</summary>
    /// <exception cref="LocalHostException">The folder is in use.</exception>
    public static async Task DeleteData(string dataFolder, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        var location = Location(dataFolder);
        await using (await Take(location, new AzuriteOptions().StopTimeout, cancellationToken))
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(location).Where(entry => Path.GetFileName(entry) != LockFile))
            {
                if (Directory.Exists(entry))
                    Directory.Delete(entry, recursive: true);
                else
                    File.Delete(entry);
            }
        }
    }

    /// <summary>Lets Azurite write its data and end. A second call waits for the first.</summary>
    public Task Stop() => _stopped ??= StopOnce();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Stop();

    private async Task StopOnce()
    {
        await _process.Stop(_stopTimeout);
        await _folderLock.DisposeAsync();
    }

    // Two processes on one folder would overwrite each other's data. The operating system frees the lock when its holder dies;
    // its Azurite may be writing a moment longer.
    private static async Task<FileStream> Take(string location, TimeSpan patience, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(location);
        var folderLock = Lock(location);
        try
        {
            await FormerAzurite.WaitUntilGone(location, patience, cancellationToken);
            return folderLock;
        }
        catch
        {
            await folderLock.DisposeAsync();
            throw;
        }
    }

    private static FileStream Lock(string location)
    {
        try
        {
            return new FileStream(Path.Combine(location, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new LocalHostException(
                $"The data folder {location} is in use by another local host: stop that one or choose another folder with --data.", error);
        }
    }

    internal static string FindEngFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "eng");
            if (File.Exists(Path.Combine(candidate, "azurite.mjs")))
                return candidate;
        }

        throw new LocalHostException(
            $"No folder above {AppContext.BaseDirectory} holds eng/azurite.mjs: run the local host from the repository it was built in.");
    }

    private static string Location(string dataFolder) => Path.Combine(Path.GetFullPath(dataFolder), "azurite");

    private static string[] Port(string option, int? port) =>
        port is null ? [] : [option, port.Value.ToString(CultureInfo.InvariantCulture)];

    private static Uri Endpoint(int port) => new($"http://127.0.0.1:{port}/{AccountName}");
}
