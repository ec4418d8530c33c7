using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>What a programme gives in kind, item by item.</summary>
internal static class ItemReader
{
    private const int MostItems = 300;

    public static IReadOnlyList<CatalogueItem> Items(JsonFields file, HashSet<LineKind> kinds)
    {
        var field = file["items"];
        if (field.IsMissing)
            return [];

        var items = new List<CatalogueItem>();
        foreach (var item in field.Items(MostItems))
        {
            if (Item(item, kinds) is not { } read)
                continue;
            if (items.Exists(other => other.Code == read.Code))
                item.Refuse("item codes that differ", $"\"{read.Code}\" again");
            else
                items.Add(read);
        }

        return items;
    }

    private static CatalogueItem? Item(JsonField field, HashSet<LineKind> kinds)
    {
        if (field.Object() is not { } item)
            return null;

        var code = item["code"].Matching("lower-case letters, digits and single hyphens", text => Text.IsSlug(text, 40));
        var name = item["name"].Text();
        var kind = item["kind"].Choice<LineKind>();
        if (kind is { } known && (!known.IsInKind() || !kinds.Contains(known)))
            item["kind"].Refuse("an in-kind line kind that the programme allows", $"\"{JsonField.Word(known)}\"");
        var price = item.EuroIfGiven("maxPrice", SystemRules.Ceiling);
        var unit = item["unit"].Text(40);
        item.RefuseOthers();

        return code is not null && name is not null && kind is { } given && unit is not null ? new(code, name, given, price, unit) : null;
    }
}
