using System.Globalization;
using System.Text.Json;

namespace GrantFlow.LocalHost;

/// <summary>An object of <c>host.json</c>, which may be absent, read with its bounds. Errors name the setting with its path.</summary>
internal readonly struct HostJsonSection(JsonElement element, string path)
{
    public HostJsonSection Section(string name) => new(Find(name) ?? default, Path(name));

    public string Text(string name, string otherwise)
    {
        if (Find(name) is not { } value)
            return otherwise;

        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name, "a text");
    }

    public int Integer(string name, int otherwise, int least, int most)
    {
        if (Find(name) is not { } value)
            return otherwise;

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name, $"a whole number from {least} to {most}");
    }

    public TimeSpan Duration(string name, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (Find(name) is not { } value)
            return otherwise;

        return value.ValueKind == JsonValueKind.String
            && TimeSpan.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var duration)
            && duration >= least && duration <= most
                ? duration
                : throw Wrong(name, $"a duration such as \"00:00:10\" from {least} to {most}");
    }

    public T Choice<T>(string name, T otherwise)
        where T : struct, Enum
    {
        if (Find(name) is not { } value)
            return otherwise;

        return value.ValueKind == JsonValueKind.String && Enum.TryParse(value.GetString(), ignoreCase: true, out T choice)
            && Enum.IsDefined(choice)
                ? choice
                : throw Wrong(name, "one of " + string.Join(", ", Enum.GetNames<T>().Select(choice => $"\"{choice.ToLowerInvariant()}\"")));
    }

    private JsonElement? Find(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private LocalHostException Wrong(string name, string wanted) => new($"host.json: {Path(name)} must be {wanted}.");
}
