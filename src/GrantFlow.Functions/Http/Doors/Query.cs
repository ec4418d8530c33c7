using System.Globalization;
using GrantFlow.Domain.Values;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>A request's query parameters: each known, each once, each of its form.</summary>
internal sealed class Query
{
    private readonly HttpRequest _request;

    /// <exception cref="BadRequestException">A parameter is unknown, given twice or empty.</exception>
    public Query(HttpRequest request, params string[] known)
    {
        _request = request;
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
    }

    /// <summary>The text of a parameter, or null when it is not given.</summary>
    public string? this[string name] => _request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

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
