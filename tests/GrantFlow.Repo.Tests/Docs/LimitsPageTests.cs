using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using GrantFlow.Domain.Tests;
using GrantFlow.LocalHost;
using GrantFlow.Pipeline.Intake;
using Xunit;

namespace GrantFlow.Repo.Tests.Docs;

public sealed partial class LimitsPageTests
{
    private static readonly HostJson Host = HostJson.Read(Path.Combine(Generated.Root(), "host.json"));

    [Fact]
    public void The_page_of_limits_says_what_code_and_settings_say() => Generated.Compare("docs/limits.md", Page());

    [Fact]
    public void Those_who_wait_leave_room_on_an_instance_for_those_who_do_not() => Assert.True(WaitingRoom.Places < RequestsPerInstance());

    private static string Page()
    {
        var queues = Host.Queues;
        var atOnce = queues.BatchSize + queues.NewBatchThreshold;
        var page = new StringBuilder($"""
            # Limits, and what happens when much comes at once

            Generated from the code, `host.json` and `infra`. Azure's own targets are from its page *Scalability and performance targets* for Queue and Table storage.

            ## A burst

            - **At the doors.** A request that changes a grant costs the same few storage calls whatever waits in the queues; it is put on the `commands` queue and answered with 202. Nobody is turned away, and no limit on requests
              is of our own. `Prefer: wait` holds a request open and asks storage again and again, so {WaitingRoom.Places} wait in a process at a time; the others get their 202 at once, without `Preference-Applied`.
            - **In the queues.** Messages wait as long as it takes: they never expire, and waiting does not count as failing. Every queue has a listener of its own; in Azure (Flex Consumption) every queue function is also scaled on its own, to instances of its
              own. `host.json` allows each {queues.BatchSize} messages a batch and the next batch when {queues.NewBatchThreshold} are left: **at most {atOnce} at once, of each queue, on each instance**. The Functions host knows one such setting for
              all queues and none for a single one; what keeps a queue from starving another is that no listener takes another's turn.
            - **Behind the writer.** A command leaves a handful of messages, each to another queue, and each is handled with a bounded number of storage calls: in the burst that is played no queue behind `commands` grows longer than one round of it.
            - **Who waits.** Whoever asks for something in a burst waits for those before them: the answers of screening, funding line and provider travel on the `commands` queue too. What is under way in the other queues goes on.
            - **Funding lines** are the only rows that all grants of a programme write. A line is split into shards (its `shards`, up to {Value("Domain.Programmes.Reading.FundingReader", "MostShards")}); writers that meet try again, then leave the message to its next delivery.

            `GRANTFLOW_BURST=20000 dotnet test tests/GrantFlow.Pipeline.Tests --filter FullyQualifiedName~BurstTests` plays 20,000 at once; the figures are in [reliability.md](reliability.md). Nothing here was measured in Azure.

            ## Of a request

            | what | at most |
            |---|---|

            """.ReplaceLineEndings("\n"));
        Row("body of a request", Bytes("Functions.Http.Doors.Body", "MaxBytes"));
        Row("file: evidence of a delivery", Bytes("Pipeline.Evidence.EvidenceFiles", "MaxBytes"));
        Row("files of evidence for a line", Value("Pipeline.Evidence.EvidenceFiles", "MostPerLine"));
        Row("file: exchange rates", Bytes("Pipeline.Rates.RateFile", "MaxBytes"));
        Row("file: sanctions list", Bytes("Pipeline.Suppliers.ConsolidatedList", "MaxBytes"));
        Row("seconds that `Prefer: wait` waits", Value("Functions.Http.Doors.RequestHeaders", "LongestWait"));
        Row("callers that wait, in a process", $"{WaitingRoom.Places}");
        Row("requests an instance serves at a time", $"{RequestsPerInstance()}");
        Row("members of a family", Value("Domain.Households.Household", "MostMembers"));
        Row("parts of a split", Value("Domain.Split.SplitRules", "MostParts"));
        Row("lines of a grant, ever", Value("Domain.Values.LineId", "MaxNumber"));
        Row("lines of a payment batch", Value("Domain.Batches.PaymentBatch", "MostLines"));
        Row("grants on a page of a list", Value("Pipeline.Views.GrantList", "MaxPage"));
        Row("days of a direct export", Value("Pipeline.Export.LedgerRange", "MaxDays"));
        Row("days of an export job", Value("Pipeline.Export.Jobs.ExportChoice", "MaxDays"));

        page.Append("\n## Of a message\n\n| what | |\n|---|---|\n");
        Row("size, as base64", $"{Value("Pipeline.Stores.StorageLimits", "MessageBytes")} bytes (Azure's limit; checked before it is sent)");
        Row("life", "without end");
        Row("handled at once, of a queue on an instance", $"{atOnce}");
        Row("longest pause between two looks at an empty queue", Seconds(queues.MaxPollingInterval));
        Row("rest after a failed try", Seconds(queues.VisibilityTimeout));
        Row("tries before the poison queue", $"{queues.MaxDequeueCount}");

        page.Append("\n## Of storage\n\n| what | Azure's limit or target |\n|---|---|\n");
        Row("rows of one transaction", Value("Pipeline.Stores.StorageLimits", "RowsPerTransaction"));
        Row("bytes of one transaction", Value("Pipeline.Stores.StorageLimits", "TransactionBytes"));
        Row("bytes of one row", Value("Pipeline.Stores.StorageLimits", "RowBytes"));
        Row("bytes of one property", Value("Pipeline.Stores.StorageLimits", "PropertyBytes"));
        Row("messages a second, of one queue", "2,000 (of 1 KiB)");
        Row("entities a second, of one partition", "2,000 (of 1 KiB); a grant has a partition of its own, the ledger's days and the funding lines have shards");
        Row("requests a second, of the account", "20,000");
        return page.ToString();

        void Row(string what, string value) => page.Append(CultureInfo.InvariantCulture, $"| {what} | {value} |\n");
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");

    private static string Bytes(string type, string constant) => string.Create(CultureInfo.InvariantCulture, $"{Number(type, constant) / 1024:N0} KiB");

    private static string Value(string type, string constant) => Number(type, constant).ToString("N0", CultureInfo.InvariantCulture);

    private static long Number(string type, string constant)
    {
        var assembly = Assembly.Load($"GrantFlow.{type.Split('.')[0]}");
        var field = assembly.GetType($"GrantFlow.{type}", throwOnError: true)!.GetField(constant, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.FlattenHierarchy);
        return Convert.ToInt64((field ?? throw new MissingFieldException(type, constant)).GetRawConstantValue(), CultureInfo.InvariantCulture);
    }

    private static int RequestsPerInstance() =>
        int.Parse(Concurrency().Match(File.ReadAllText(Path.Combine(Generated.Root(), "infra", "modules", "functionApp.bicep"))).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("perInstanceConcurrency: ([0-9]+)")]
    private static partial Regex Concurrency();
}
