namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>What keeps people safe. Some of it holds everywhere, and then no file can leave it out.</summary>
internal static class ProtectionReader
{
    /// <summary>Parts of words that would tell a bank or a funder what somebody went through. No neutral name holds one, in capitals or not.</summary>
    public static readonly IReadOnlyList<string> Hints =
    [
        "traffick", "victim", "exploit", "slave", "smuggl", "iom", "return", "repatriat", "reintegrat", "deport", "tact", "care", "trm", "migra", "refug", "asylum", "protect",
    ];

    private const int LongestName = 60;

    private static readonly BeneficiaryCategory[] ByTheirOwnWill = [BeneficiaryCategory.VoluntaryReturnee, BeneficiaryCategory.VictimOfTrafficking];

    public static HashSet<Gate>? Gates(JsonFields rules, HashSet<BeneficiaryCategory>? categories)
    {
        if (rules.SetIfGiven("gates", item => item.Choice<Gate>()) is not { } gates)
            return null;

        if (!gates.Contains(Gate.Guardian))
            rules["gates"].Refuse("\"guardian\" among the gates, because a child alone is protected everywhere", "none");
        if (!gates.Contains(Gate.Declaration) && categories?.Overlaps(ByTheirOwnWill) != false)
            rules["gates"].Refuse("\"declaration\" among the gates, because the programme takes people who return of their own will", "none");
        if (!gates.Contains(Gate.Declaration) && rules["coolingOffDays"] is { IsMissing: false } days)
            days.Refuse("no such field, because no gate asks for the declaration that it counts from");
        return gates;
    }

    public static bool Sealed(JsonFields rules, HashSet<BeneficiaryCategory>? categories)
    {
        var isSealed = rules.FlagIfGiven("sealed");
        if (!isSealed && categories?.Contains(BeneficiaryCategory.VictimOfTrafficking) == true)
            rules["sealed"].Refuse("true, because the programme is for victims of trafficking", "false or nothing");
        return isSealed;
    }

    public static string? NeutralName(JsonFields rules, bool isSealed)
    {
        var field = rules["neutralName"];
        if (field.IsMissing)
        {
            if (isSealed)
                field.Refuse("a name toward banks, phones and funders, because sealed is true");
            return null;
        }

        if (field.Text(LongestName) is not { } name)
            return null;

        if (Hints.FirstOrDefault(hint => name.Contains(hint, StringComparison.OrdinalIgnoreCase)) is { } said)
            field.Refuse($"a name without \"{said}\", which would give people away");
        return name;
    }
}
