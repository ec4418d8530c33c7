using System.Globalization;

namespace GrantFlow.LocalHost;

/// <summary>Turns a route value into the type of a function's parameter.</summary>
internal static class RouteValueBinder
{
    private static readonly Dictionary<Type, Func<string, object>> Parsers = new()
    {
        [typeof(string)] = text => text,
        [typeof(int)] = text => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        [typeof(long)] = text => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        [typeof(bool)] = text => bool.Parse(text),
        [typeof(Guid)] = text => Guid.Parse(text),
        [typeof(DateOnly)] = text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    public static bool Knows(Type type) => Parsers.ContainsKey(Bare(type));

    public static object? Bind(Type type, object? value)
    {
        if (value is null)
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;

        return Parsers[Bare(type)](Convert.ToString(value, CultureInfo.InvariantCulture)!);
    }

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
