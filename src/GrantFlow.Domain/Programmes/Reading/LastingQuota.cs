namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>Places are counted on the line that pays grants: another line would count from nothing, and the quota would hold twice.</summary>
internal static class LastingQuota
{
    /// <param name="file">The programme's file.</param>
    /// <param name="versions">In the order of the file.</param>
    /// <param name="errors">Where mistakes go.</param>
    public static void Check(string file, IReadOnlyList<Programme> versions, List<CatalogueError> errors)
    {
        var first = versions[0].GrantFunding.Id;
        foreach (var (index, rules) in versions.Index())
        {
            if (rules.PersonQuota is not null && rules.GrantFunding.Id != first)
                new JsonField(file, $"rules[{index}].fundingLines", null, errors).Refuse($"\"{first}\" to pay grants, as before: the places of the quota are counted there", $"\"{rules.GrantFunding.Id}\"");
        }
    }
}
