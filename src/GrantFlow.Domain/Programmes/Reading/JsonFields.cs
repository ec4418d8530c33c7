using System.Text.Json;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>An object of a catalogue file. Asking for a member makes it known; the rest is refused at the end.</summary>
internal sealed class JsonFields
{
    private readonly string _file;
    private readonly string _path;
    private readonly List<CatalogueError> _errors;
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public JsonFields(string file, string path, JsonElement found, List<CatalogueError> errors)
    {
        (_file, _path, _errors) = (file, path, errors);
        foreach (var member in found.EnumerateObject())
        {
            if (!_members.TryAdd(member.Name, member.Value))
                At(member.Name, member.Value).Refuse("the field once", "it again");
        }
    }

    public JsonField this[string name]
    {
        get
        {
            _asked.Add(name);
            return At(name, _members.TryGetValue(name, out var value) ? value : null);
        }
    }

    /// <summary>Reads a member only when it is there.</summary>
    public T? IfGiven<T>(string name, Func<JsonField, T?> read)
    {
        var field = this[name];
        return field.IsMissing ? default : read(field);
    }

    /// <summary>False when it is missing.</summary>
    public bool FlagIfGiven(string name) => IfGiven(name, field => field.Flag()) ?? false;

    public int? NumberIfGiven(string name, int least, int most) => IfGiven(name, field => field.Number(least, most));

    public DateOnly? DayIfGiven(string name) => IfGiven(name, field => field.Day());

    public Money? EuroIfGiven(string name, Money most) => IfGiven(name, field => field.Euro(most));

    /// <summary>Reads a list whose items all differ, or gives <c>null</c> when there is none.</summary>
    public HashSet<T>? SetIfGiven<T>(string name, Func<JsonField, T?> read, int most = JsonField.MostItems)
        where T : struct
    {
        var field = this[name];
        if (field.IsMissing)
            return null;

        var set = new HashSet<T>();
        foreach (var item in field.Items(most))
        {
            if (read(item) is { } value && !set.Add(value))
                item.Refuse("each value once");
        }

        return set;
    }

    public void RefuseOthers()
    {
        foreach (var name in _members.Keys.Where(name => !_asked.Contains(name)))
            At(name, null).Refuse($"one of the fields {string.Join(", ", _asked.Order(StringComparer.Ordinal))}", "this unknown one");
    }

    private JsonField At(string name, JsonElement? value) =>
        new(_file, _path.Length == 0 ? Shown(name) : $"{_path}.{Shown(name)}", value, _errors);

    private static string Shown(string name) => name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '$') ? name : Text.Quote(name);
}
