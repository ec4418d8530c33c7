using System.Globalization;
using System.Text.Json;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>
/// One place in a catalogue file. Every read either gives a value or writes one error and gives <c>null</c>, so that one
/// pass over a file finds all that is wrong with it.
/// </summary>
internal sealed class JsonField(string file, string path, JsonElement? element, List<CatalogueError> errors)
{
    /// <summary>More than there are countries or languages.</summary>
    public const int MostItems = 300;

    public bool IsMissing => element is null;

    public void Refuse(string expected) => Refuse(expected, element is { } found ? Shown(found) : "nothing");

    public void Refuse(string expected, string found) => errors.Add(new(file, path.Length == 0 ? "(file)" : path, expected, found));

    /// <summary>Trimmed text without control characters; <paramref name="longest"/> in characters.</summary>
    public string? Text(int longest = 200) =>
        Matching(
            $"a text of 1 to {longest} characters, trimmed and in one line",
            text => text.Length > 0 && text.Length <= longest && text.Trim() == text && !text.Any(char.IsControl));

    public string? Matching(string expected, Func<string, bool> isValid)
    {
        if (String() is { } text && isValid(text))
            return text;
        Refuse(expected);
        return null;
    }

    public bool? Flag()
    {
        if (element is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag)
            return flag.GetBoolean();
        Refuse("true or false");
        return null;
    }

    public int? Number(int least, int most)
    {
        if (element is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && value >= least && value <= most)
            return value;
        Refuse($"a whole number from {least} to {most}");
        return null;
    }

    public DateOnly? Day()
    {
        if (DateOnly.TryParseExact(String(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Refuse("a day such as \"2026-01-31\"");
        return null;
    }

    public T? Value<T>()
        where T : struct, IText<T>
    {
        if (T.TryParse(String(), out var value))
            return value;
        Refuse(T.Expected);
        return null;
    }

    /// <summary>An enumeration's member, written in lower case with hyphens.</summary>
    public T? Choice<T>()
        where T : struct, Enum
    {
        var text = String();
        foreach (var choice in Enum.GetValues<T>())
        {
            if (Word(choice) == text)
                return choice;
        }

        Refuse($"one of {string.Join(", ", Enum.GetValues<T>().Select(choice => $"\"{Word(choice)}\""))}");
        return null;
    }

    /// <summary>In euro, more than zero and at most <paramref name="most"/>; grants are kept in euro.</summary>
    public Money? Euro(Money most)
    {
        if (Object() is not { } members)
            return null;

        var currency = members["currency"].Value<Currency>();
        var amountField = members["amount"];
        members.RefuseOthers();
        if (currency is not { } known)
            return null;
        if (known != Currency.Eur)
        {
            members["currency"].Refuse("\"EUR\"");
            return null;
        }

        if (Money.TryParse(amountField.String(), known, out var money) && money.IsPositive && money <= most)
            return money;
        amountField.Refuse($"an amount of more than 0.00 and at most {most.ToAmountString()}{(most == SystemRules.Ceiling ? ", the system ceiling" : "")}");
        return null;
    }

    public JsonFields? Object()
    {
        if (element is { ValueKind: JsonValueKind.Object } found)
            return new(file, path, found, errors);
        Refuse("an object");
        return null;
    }

    /// <summary>The items of a list of one or more; an empty one would read as "nobody", which no field means.</summary>
    public IReadOnlyList<JsonField> Items(int most = MostItems)
    {
        if (element is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > most)
        {
            Refuse($"a list of at most {most}", $"{list.GetArrayLength()}");
            return [];
        }

        if (element is { ValueKind: JsonValueKind.Array } found && found.GetArrayLength() > 0)
            return [.. found.EnumerateArray().Select((item, index) => new JsonField(file, $"{path}[{index}]", item, errors))];
        Refuse("a list of at least one (leave the field out to set no limit)");
        return [];
    }

    public static string Word<T>(T choice)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString());

    private string? String() => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string Shown(JsonElement found) => found.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => found.GetArrayLength() == 0 ? "an empty list" : "a list",
        JsonValueKind.String => Values.Text.Quote(found.GetString()),
        _ => found.GetRawText(),
    };
}
