using System.Globalization;
using Azure;
using GrantFlow.Backup;
using GrantFlow.Storage;
using Microsoft.Extensions.Configuration;

const string Help = """
    Copies everything in GrantFlow's storage into a folder, and back into an empty storage account.

        GrantFlow.Backup export-store <folder>             the folder must be empty, or not there yet
        GrantFlow.Backup check-store <folder>              whether a backup is whole; needs no storage
        GrantFlow.Backup import-store <folder> [--go-on]   --go-on: after an import that broke off

    Storage is read from the environment, as the service reads it: GrantFlowStorage with a connection string, or
    GrantFlowStorage__blobServiceUri, __queueServiceUri and __tableServiceUri with the identity of who runs this.
    Stop the service first. Exit code 0: done, and compared. 1: not done; what to do is said. 3: exported, but some messages were not to be seen.
    """;

using var cancel = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancel.Cancel();
};

try
{
    switch (args)
    {
        case ["export-store", var folder]:
            var exported = await new StoreExport(Clients(), TimeProvider.System).Run(folder, cancel.Token);
            Say("Exported", exported);
            if (exported.NotSeen == 0)
            {
                return 0;
            }

            Console.Error.WriteLine($"{exported.NotSeen} messages were delayed or in somebody's hands and are not in the backup. Is the service stopped? Wait until they can be seen, and export again.");
            return 3;
        case ["check-store", var whole]:
            Say("Whole:", await StoreImport.Check(whole, cancel.Token));
            return 0;
        case ["import-store", var from, .. var more] when more is [] or ["--go-on"]:
            Say("Imported and compared", await new StoreImport(Clients(), TimeProvider.System).Run(from, more.Length == 1, cancel.Token));
            return 0;
        default:
            Console.Error.WriteLine(Help);
            return 1;
    }
}
catch (Exception failure) when (failure is BackupException or StorageUnavailableException or InvalidOperationException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
catch (RequestFailedException refused)
{
    Console.Error.WriteLine($"Storage refused with {refused.Status} {refused.ErrorCode}. Check the address, and that this identity may read and write tables, queues and blobs.");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped. A folder without a manifest is no backup; an import can go on by --go-on.");
    return 1;
}

static StorageClients Clients() => StorageClients.Create(StorageConnection.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build()));

static void Say(string what, BackupManifest manifest) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{what} {manifest.Tables.Sum(one => one.Count)} rows of {manifest.Tables.Count} tables, {manifest.Queues.Sum(one => one.Count)} messages of {manifest.Queues.Count} queues, {manifest.Containers.Sum(one => one.Count)} files of {manifest.Containers.Count} containers."));
