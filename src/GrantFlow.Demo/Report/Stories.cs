using GrantFlow.Demo.Scenario;

namespace GrantFlow.Demo.Report;

/// <summary>Grants whose timelines are worth reading: what is told once or seldom. The same people are the same ids in every run.</summary>
internal static class Stories
{
    private static readonly Fate[] Told =
        [Fate.Family, Fate.ReferredAbroad, Fate.OpenedCase, Fate.PlanChanged, Fate.LikelyDuplicateSame, Fate.ReferredEarly, Fate.RejectedThenAllowed, Fate.SentBack];

    public static void Write(TextWriter output, IReadOnlyList<Played> people)
    {
        output.WriteLine("Worth reading, with GET /api/grants/<grant>:");
        var table = new Table("what happened", "programme", "grant");
        foreach (var fate in Told)
        {
            if (people.FirstOrDefault(one => one.Person.Fate == fate) is { Grant: { } grant })
            {
                table.Add(Fates.Of(fate).Text, grant.Programme, grant.Id);
            }
        }

        table.Write(output);
    }
}
