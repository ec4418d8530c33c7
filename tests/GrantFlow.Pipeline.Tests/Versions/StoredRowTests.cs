using System.Text.Json.Nodes;
using GrantFlow.Pipeline.Versions;

namespace GrantFlow.Pipeline.Tests.Versions;

/// <summary>Rows that were ever written are read for good.</summary>
public sealed class StoredRowTests
{
    public static TheoryData<string> Kinds() => [.. RowKinds.All.Select(kind => kind.Name)];

    public static TheoryData<string> Samples() =>
        [.. Directory.EnumerateFiles(SampleRow.Folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(SampleRow.Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_row_has_a_sample(string kind) => Assert.True(
        Directory.EnumerateFiles(SampleRow.Folder, $"{kind}.json", SearchOption.AllDirectories).Any(),
        $"There is no sample of a row of the kind {kind}. Run the tests that write one with GRANTFLOW_TAKE_ROWS=1, and add the file.");

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_row_that_was_ever_written_is_read_without_loss(string sample)
    {
        var stored = SampleRow.Read(Path.Combine(SampleRow.Folder, sample));
        var row = RowVersion.Check(stored.Table, stored.ToRow());
        var kind = RowKinds.Of(stored.Table, row);
        // What is behind a point tells several samples of one kind apart.
        Assert.Equal(Path.GetFileName(sample).Split('.')[0], kind?.Name);
        if (kind!.Again(row) is { } again && RowVersion.Of(row) == RowVersion.Present)
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Commit.GrantRows.ReadText(row)), JsonNode.Parse(again)), $"Read and written again, {sample} is:{Environment.NewLine}{again}");
        }
    }
}
