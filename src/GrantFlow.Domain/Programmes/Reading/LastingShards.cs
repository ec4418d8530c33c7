namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>In which shard a reservation is follows from its line's number of shards: over all versions of a programme a line keeps it.</summary>
internal static class LastingShards
{
    /// <param name="file">The programme's file.</param>
    /// <param name="versions">In the order of the file.</param>
    /// <param name="errors">Where mistakes go.</param>
    public static void Check(string file, IReadOnlyList<Programme> versions, List<CatalogueError> errors)
    {
        foreach (var (index, rules) in versions.Index())
        {
            foreach (var (at, line) in rules.FundingLines.Index())
            {
                if (versions.Take(index).SelectMany(before => before.FundingLines).FirstOrDefault(one => one.Id == line.Id) is { } first && first.Shards != line.Shards)
                    new JsonField(file, $"rules[{index}].fundingLines[{at}].shards", null, errors).Refuse($"{first.Shards}, as before: a line keeps its shards, because they say where its reservations are", $"{line.Shards}");
            }
        }
    }
}
