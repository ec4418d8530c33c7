using System.Globalization;
using GrantFlow.Domain.Values;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>A request's query parameters: each known, each once, each of its form.</summary>
internal sealed class Query
{
    private readonly IReadOnlyDictionary<string, string> _values;

    /// <exception cref="BadRequestException">A parameter is unknown, given twice or empty.</exception>
    public Query(HttpRequest request, params string[] known)
    {
        var errors = request.Query
            .Where(parameter => !known.Contains(parameter.Key) || parameter.Value.Count != 1 || string.IsNullOrEmpty(parameter.Value))
            .Select(parameter => new FieldError(parameter.Key, known.Contains(parameter.Key)
                ? "Give this parameter once and with a value, or leave it out."
                : $"There is no such parameter; there are {string.Join(", ", known)}."))
            .ToList();
        if (errors.Count > 0)
        {
            throw new BadRequestException(errors);
        }

        _values = request.Query.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The same of a body's fields, as they were given.</summary>
    /// <exception cref="BadRequestException">A field is empty.</exception>
    public Query(IEnumerable<KeyValuePair<string, string?>> fields)
    {
        _values = fields.Where(field => field.Value is not null).ToDictionary(field => field.Key, field => field.Value!, StringComparer.Ordinal);
        if (_values.Where(field => field.Value.Length == 0).Select(field => new FieldError(field.Key, "Give this field a value, or leave it out.")).ToList() is { Count: > 0 } errors)
        {
            throw new BadRequestException(errors);
        }
    }

    /// <summary>A request that takes no parameters.</summary>
    /// <exception cref="BadRequestException">There is one.</exception>
    public static void None(HttpRequest request) => _ = new Query(request);

    /// <summary>The text of a parameter, or null when it is not given.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    public TValue? Value<TValue>(string name)
        where TValue : struct, IText<TValue> => this[name] switch
        {
            null => null,
            { } text when TValue.TryParse(text, out var value) => value,
            _ => throw new BadRequestException(name, $"Expected {TValue.Expected}."),
        };

    public TEnum? Name<TEnum>(string name)
        where TEnum : struct, Enum => this[name] switch
        {
            null => null,
            { } text when HttpJson.TryName<TEnum>(text, out var value) => value,
            _ => throw new BadRequestException(name, HttpJson.Expected<TEnum>()),
        };

    /// <summary>Whether a parameter is given as <c>true</c>; there is no other value.</summary>
    public bool Flag(string name) => this[name] switch
    {
        null => false,
        "true" => true,
        _ => throw new BadRequestException(name, "Expected true, or leave it out."),
    };

    public int? Number(string name, int least, int most) => this[name] switch
    {
        null => null,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        _ => throw new BadRequestException(name, $"Expected a whole number from {least} to {most}."),
    };

    public DateOnly Day(string name) => DateOnly.TryParseExact(this[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= Check.FirstYear and <= Check.LastYear
            ? day
            : throw new BadRequestException(name, $"Expected a day such as 2026-03-31, from {Check.FirstYear} to {Check.LastYear}.");
}
