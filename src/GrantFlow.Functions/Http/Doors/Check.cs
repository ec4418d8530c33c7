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

    /// <summary>The same for what is inside.</summary>
    public static IEnumerable<FieldError> Within(string field, IChecked? inner) =>
        inner?.Check().Select(error => error with { Field = $"{field}.{error.Field}" }) ?? [];
}
