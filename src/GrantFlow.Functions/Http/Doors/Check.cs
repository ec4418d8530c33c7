namespace GrantFlow.Functions.Http.Doors;

/// <summary>A request body that knows the bounds of its texts.</summary>
internal interface IChecked
{
    /// <summary>Everything that is out of bounds.</summary>
    IEnumerable<FieldError> Check();
}

/// <summary>Bounds of texts that people write.</summary>
internal static class Check
{
    /// <summary>No grant is older.</summary>
    public const int FirstYear = 2000;

    /// <summary>Far enough away, and months can still be added to it.</summary>
    public const int LastYear = 2100;

    /// <summary>A required text of 1 to <paramref name="max"/> characters.</summary>
    public static IEnumerable<FieldError> Text(string field, string? value, int max = 500)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            yield return new FieldError(field, $"A text of 1 to {max} characters is needed.");
        }
        else if (value.Length > max || value.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r')))
        {
            yield return new FieldError(field, $"At most {max} characters, without control characters.");
        }
    }

    /// <summary>A text that may be left out.</summary>
    public static IEnumerable<FieldError> Optional(string field, string? value, int max = 500) => value is null ? [] : Text(field, value, max);

    /// <summary>A day on which something of a grant can have happened or is to happen. The domain says what it may be there.</summary>
    public static IEnumerable<FieldError> Day(string field, DateOnly? value) =>
        value is null or { Year: >= FirstYear and <= LastYear } ? [] : [new FieldError(field, $"A day from {FirstYear} to {LastYear} is needed.")];

    /// <summary>The same for what is inside.</summary>
    public static IEnumerable<FieldError> Within(string field, IChecked? inner) =>
        inner?.Check().Select(error => error with { Field = $"{field}.{error.Field}" }) ?? [];
}
