using System.Collections.Frozen;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>The file of offices.</summary>
internal static class OfficeReader
{
    private const string Schema = "./schema/offices.schema.json";

    private const int MostOffices = 1_000;

    /// <summary>A week keeps working days, or a deadline in working days would never come.</summary>
    private const int LongestWeekend = 3;

    public static OrderedDictionary<OfficeId, Office> Read(JsonFields file)
    {
        var offices = new OrderedDictionary<OfficeId, Office>();
        var deputies = new List<(JsonField Field, Office Office)>();
        file.IfGiven("$schema", field => field.Matching($"\"{Schema}\"", text => text == Schema));
        file.IfGiven("comment", field => field.Text(500));
        foreach (var item in file["offices"].Items(MostOffices))
        {
            if (item.Object() is not { } fields || Office(fields) is not { } office)
                continue;
            if (!offices.TryAdd(office.Id, office))
                item.Refuse("office ids that differ", $"\"{office.Id}\" again");
            deputies.Add((fields["deputy"], office));
        }

        foreach (var (field, office) in deputies.Where(one => one.Office.Deputy is { } deputy && (deputy == one.Office.Id || !offices.ContainsKey(deputy))))
            field.Refuse("the id of another office of the list");
        file.RefuseOthers();
        return offices;
    }

    private static Office? Office(JsonFields item)
    {
        var id = item["id"].Value<OfficeId>();
        var name = item["name"].Text();
        var country = item["country"].Value<CountryCode>();
        var region = item.IfGiven("region", text => text.Text());
        var weekend = item.SetIfGiven("weekend", day => day.Choice<DayOfWeek>(), LongestWeekend);
        var deputy = item["deputy"] is { IsMissing: false } given ? given.Value<OfficeId>() : null;
        item.RefuseOthers();
        return id is { } known && name is not null && country is { } place
            ? new(known, name, place, region) { Weekend = weekend?.ToFrozenSet() ?? Programmes.Office.DefaultWeekend, Deputy = deputy }
            : null;
    }
}
