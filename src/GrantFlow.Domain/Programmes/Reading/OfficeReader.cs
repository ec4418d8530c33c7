using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>The file of offices.</summary>
internal static class OfficeReader
{
    public static OrderedDictionary<OfficeId, Office> Read(JsonFields file)
    {
        var offices = new OrderedDictionary<OfficeId, Office>();
        file.IfGiven("comment", field => field.Text(500));
        foreach (var item in file["offices"].Items())
        {
            if (Office(item) is { } office && !offices.TryAdd(office.Id, office))
                item.Refuse("office ids that differ", $"\"{office.Id}\" again");
        }

        file.RefuseOthers();
        return offices;
    }

    private static Office? Office(JsonField field)
    {
        if (field.Object() is not { } item)
            return null;

        var id = item["id"].Value<OfficeId>();
        var name = item["name"].Text();
        var country = item["country"].Value<CountryCode>();
        var region = item.IfGiven("region", text => text.Text());
        item.RefuseOthers();
        return id is { } known && name is not null && country is { } place ? new(known, name, place, region) : null;
    }
}
